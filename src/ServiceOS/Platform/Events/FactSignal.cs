namespace ServiceOS.Platform.Events;

/// <summary>Tells this node's readers that the log has grown. A missed signal costs a poll, never a fact.</summary>
internal sealed class FactSignal
{
    private long _version;
    private int _waiting;
    private TaskCompletionSource _next = New();

    /// <summary>Grows with each raise. Read it before reading the log, then give it to <see cref="WaitAsync"/>.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Raise()
    {
        Interlocked.Increment(ref _version);
        if (Volatile.Read(ref _waiting) > 0)
            Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    /// <summary>Returns when the log has grown since <paramref name="seen"/>, or after <paramref name="poll"/>.</summary>
    public async Task WaitAsync(long seen, TimeSpan poll, TimeProvider time, CancellationToken stop)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            var next = Volatile.Read(ref _next);
            if (Version == seen)
                await next.Task.WaitAsync(poll, time, stop);
        }
        catch (TimeoutException)
        {
            // another node may have written: look
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
