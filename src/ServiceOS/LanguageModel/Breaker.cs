using System.Collections.Concurrent;

namespace ServiceOS.LanguageModel;

/// <summary>Stops asking a model that keeps failing, and tries it again with one question. This node's own view, an address each.</summary>
internal sealed class Breakers(TimeProvider time)
{
    private const int EndpointsMax = 10_000;

    private readonly ConcurrentDictionary<string, Breaker> _breakers = new(StringComparer.Ordinal);

    public Breaker Of(string endpoint)
    {
        if (_breakers.Count > EndpointsMax)
            _breakers.Clear();   // who is forgotten is asked, and fails anew
        return _breakers.GetOrAdd(endpoint, _ => new Breaker(time));
    }
}

/// <inheritdoc cref="Breakers"/>
internal sealed class Breaker(TimeProvider time)
{
    private const int FailuresMax = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _failures = new();
    private DateTimeOffset? _openUntil;
    private bool _isProbing;

    /// <summary>Whether the model may be asked now; who was let in must say how it went.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_openUntil is not { } until)
                return true;
            if (_isProbing || time.GetUtcNow() < until)
                return false;
            return _isProbing = true;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _failures.Clear();
            (_openUntil, _isProbing) = (null, false);
        }
    }

    public void Failed()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failures.Enqueue(now);
            while (_failures.Peek() < now - s_window)
                _failures.Dequeue();
            if (_isProbing || _failures.Count >= FailuresMax)
                _openUntil = now + s_window;
            _isProbing = false;
        }
    }

    /// <summary>Nobody knows: whoever asked gave up.</summary>
    public void Left()
    {
        lock (_lock)
            _isProbing = false;
    }
}
