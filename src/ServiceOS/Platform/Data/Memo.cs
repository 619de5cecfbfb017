using System.Collections.Concurrent;

namespace ServiceOS.Platform.Data;

/// <summary>Values read from the database and kept until they are forgotten, because a fact said that they changed.</summary>
/// <remarks>A value whose reading began before a forgetting is not kept: it may be the old one.</remarks>
internal sealed class Memo<TKey, TValue>(int max = 50_000)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TKey, TValue> _kept = new();
    private long _forgettings;

    /// <summary>The kept value, else the one that <paramref name="read"/> gives; null isn't kept.</summary>
    public async ValueTask<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
    {
        if (_kept.TryGetValue(key, out var known))
            return known;
        var before = Interlocked.Read(ref _forgettings);
        var value = await read();
        if (value is not null)
            Keep(key, value, before);
        return value;
    }

    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _forgettings++;
            _kept.TryRemove(key, out _);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _forgettings++;
            _kept.Clear();
        }
    }

    private void Keep(TKey key, TValue value, long before)
    {
        lock (_lock)
        {
            if (_forgettings != before)
                return;
            if (_kept.Count >= max)
                _kept.Clear();   // simpler than remembering who was used last, and as right
            _kept[key] = value;
        }
    }
}
