using System.Text;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Live;

/// <summary>
/// One open stream of server-sent events. Holds at most one waiting message of each kind, the newest: a stream is a
/// wake-up, not a delivery, so a slow reader costs a few hundred bytes and loses nothing that it can't read again.
/// </summary>
/// <remarks>Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
/// <param name="mayGoOn">
/// Asked at each beat: false ends the stream. What it is told: somebody has reason to doubt it, so that what costs must be looked at, too.
/// </param>
internal sealed class LiveStream(Func<bool, ValueTask<bool>> mayGoOn)
{
    private const int KindsMax = 8;
    private readonly Lock _lock = new();
    private List<(string Kind, string Data)>? _waiting;
    private TaskCompletionSource? _sleeper;
    private volatile bool _hasEnded;
    private int _isDoubted;

    /// <summary>Leaves a message for the reader; an unread one of the same kind gives way.</summary>
    /// <param name="kind">The event's name.</param>
    /// <param name="data">Its data, one line.</param>
    /// <param name="insteadOfUnread">What to leave when it takes an unread one's place; null: the same data.</param>
    public void Put(string kind, string data, string? insteadOfUnread = null)
    {
        TaskCompletionSource? sleeper;
        lock (_lock)
        {
            _waiting ??= new(1);
            var at = _waiting.FindIndex(message => string.Equals(message.Kind, kind, StringComparison.Ordinal));
            if (at >= 0)
                _waiting[at] = (kind, insteadOfUnread ?? data);
            else if (_waiting.Count < KindsMax)
                _waiting.Add((kind, data));
            sleeper = _sleeper;
            _sleeper = null;
        }
        sleeper?.TrySetResult();
    }

    /// <summary>Wakes the stream, so that it sends a comment and finds out whether its reader is still there, and still may be.</summary>
    internal void Beat() => Put("", "");

    /// <summary>Lets the stream find out at once whether its reader still may be there.</summary>
    internal void Doubt()
    {
        Volatile.Write(ref _isDoubted, 1);
        Beat();
    }

    /// <summary>Lets the stream send what waits, and ends it.</summary>
    internal void End()
    {
        _hasEnded = true;
        Beat();
    }

    /// <summary>Writes until the reader has gone or <paramref name="stop"/> is called.</summary>
    internal async Task WriteToAsync(HttpResponse response, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var messages = Take();
            if (messages is null)
            {
                if (_hasEnded)
                    return;
                await WaitAsync(stop);
                continue;
            }
            var isBeat = messages.Exists(message => message.Kind.Length == 0);
            if (isBeat && !_hasEnded && !await MayGoOnAsync())
                return;   // what came with the beat isn't for this reader any more
            foreach (var (kind, data) in messages)
                Encoding.UTF8.GetBytes(kind.Length == 0 ? ": ping\n\n" : $"event: {kind}\ndata: {data}\n\n", response.BodyWriter);
            await response.BodyWriter.FlushAsync(stop);
        }
    }

    private async ValueTask<bool> MayGoOnAsync()
    {
        var isDoubted = Interlocked.Exchange(ref _isDoubted, 0) == 1;
        try
        {
            return await mayGoOn(isDoubted);
        }
        catch (StorageException)
        {
            // nobody was locked out by a database that is away: asked again at the next beat
            if (isDoubted)
                Volatile.Write(ref _isDoubted, 1);
            return true;
        }
    }

    private List<(string Kind, string Data)>? Take()
    {
        lock (_lock)
        {
            var messages = _waiting;
            _waiting = null;
            return messages;
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        Task sleep;
        lock (_lock)
        {
            if (_waiting is not null)
                return;
            _sleeper ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            sleep = _sleeper.Task;
        }
        await sleep.WaitAsync(stop);
    }
}
