namespace ServiceOS.Platform.Events;

/// <summary>Tells this node's readers that the log has grown. A missed signal costs a poll, never a fact.</summary>
internal sealed class FactSignal
{
    private long _version;
    private Action? _tellOthers;
    private int _waiting;
    private TaskCompletionSource _next = New();

    /// <summary>Grows with each raise. Read it before reading the log, then give it to <see cref="WaitAsync"/>.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>This node has written: wakes its readers, and lets the other nodes know.</summary>
    public void Raise()
    {
        Hear();
        _tellOthers?.Invoke();
    }

    /// <summary>Calls <paramref name="tell"/> after each commit of this node that wrote to the log. It must be quick.</summary>
    public void WatchOwn(Action tell) => _tellOthers += tell;

    /// <summary>Another node has written, or may have: wakes this node's readers.</summary>
    public void Hear()
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
