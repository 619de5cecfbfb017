using System.Collections.Concurrent;

namespace ServiceOS.Platform.Live;

/// <summary>The open streams of this node, by what they listen to (a conversation, a tenant's desk).</summary>
internal sealed class LiveFeed(LiveSettings settings)
{
    private readonly ConcurrentDictionary<string, Listeners> _topics = new(StringComparer.Ordinal);
    private int _open;
    private volatile bool _isEnding;

    /// <summary>How many streams are open on this node.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Leaves a message on each stream that listens to <paramref name="topic"/>.</summary>
    /// <inheritdoc cref="LiveStream.Put"/>
    public void Put(string topic, string kind, string data, string? insteadOfUnread = null)
    {
        if (_topics.TryGetValue(topic, out var listeners))
            listeners.Each(stream => stream.Put(kind, data, insteadOfUnread));
    }

    /// <summary>Lets the streams of <paramref name="topic"/> find out at once whether their readers still may listen to it.</summary>
    public void Doubt(string topic)
    {
        if (_topics.TryGetValue(topic, out var listeners))
            listeners.Each(stream => stream.Doubt());
    }

    /// <summary>True when somebody on this node listens to <paramref name="topic"/>.</summary>
    public bool IsHeard(string topic) => _topics.ContainsKey(topic);

    /// <summary>
    /// Serves one stream until its reader goes, or may stay no longer. Beyond the node's limit, and when it is leaving: 503 at once.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="topics">What it listens to.</param>
    /// <param name="first">Called once the stream listens; what it puts is sent at once, so that headers go out.</param>
    /// <param name="mayGoOn">Asked at each beat, with whether somebody doubts it: false ends the stream. See <see cref="LiveStream"/>.</param>
    public async Task ServeAsync(
        HttpContext context, IReadOnlyList<string> topics, Func<LiveStream, Task> first, Func<bool, ValueTask<bool>> mayGoOn)
    {
        if (_isEnding)
        {
            Refuse(context, retryAfter: "1");   // a balancer takes it to a node that stays
            return;
        }
        if (Interlocked.Increment(ref _open) > settings.StreamsMax)
        {
            Interlocked.Decrement(ref _open);
            Refuse(context, retryAfter: "5");
            return;
        }
        var stream = new LiveStream(mayGoOn);
        foreach (var topic in topics)
            Listen(topic, stream);
        if (_isEnding)
            stream.End();
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";   // nginx would hold events back
            await first(stream);
            await stream.WriteToAsync(context.Response, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // the reader has gone
        }
        finally
        {
            foreach (var topic in topics)
                Forget(topic, stream);
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Sends every stream a comment, so that proxies keep it, and a dead reader is found out, or one whose credential has ended.</summary>
    internal void Beat()
    {
        foreach (var listeners in _topics.Values)
            listeners.Each(stream => stream.Beat());
    }

    /// <summary>Ends every stream and lets no more open: the node is leaving. Readers come back to another.</summary>
    public void End()
    {
        _isEnding = true;
        foreach (var listeners in _topics.Values)
            listeners.Each(stream => stream.End());
    }

    private static void Refuse(HttpContext context, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private void Listen(string topic, LiveStream stream)
    {
        while (!_topics.GetOrAdd(topic, static _ => new Listeners()).TryAdd(stream))
        {
            // emptied and dropped meanwhile: take the new one
        }
    }

    private void Forget(string topic, LiveStream stream)
    {
        if (_topics.TryGetValue(topic, out var listeners) && listeners.RemoveAndIsEmpty(stream))
            _topics.TryRemove(KeyValuePair.Create(topic, listeners));
    }

    /// <summary>The streams of one topic: an array that is copied on change, since most topics have one or two.</summary>
    private sealed class Listeners
    {
        private readonly Lock _lock = new();
        private LiveStream[] _streams = [];
        private bool _dropped;

        public bool TryAdd(LiveStream stream)
        {
            lock (_lock)
            {
                if (_dropped)
                    return false;
                _streams = [.. _streams, stream];
                return true;
            }
        }

        public bool RemoveAndIsEmpty(LiveStream stream)
        {
            lock (_lock)
            {
                _streams = [.. _streams.Where(other => other != stream)];
                return _dropped = _streams.Length == 0;
            }
        }

        public void Each(Action<LiveStream> act)
        {
            foreach (var stream in Volatile.Read(ref _streams))
                act(stream);
        }
    }
}

/// <summary>Limits of live streams.</summary>
internal sealed record LiveSettings
{
    /// <summary>Streams that this node holds open at once; more are answered 503. Set below the descriptor limit at start.</summary>
    public int StreamsMax { get; init; } = 16_000;

    /// <summary>Seconds between heart-beats.</summary>
    public int BeatSeconds { get; init; } = 15;
}
