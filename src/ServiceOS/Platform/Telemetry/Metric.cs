using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace ServiceOS.Platform.Telemetry;

/// <summary>One instrument and its series, one for each set of labels.</summary>
internal sealed class Metric
{
    /// <summary>Beyond it, new sets of labels are counted together: labels must not eat the memory.</summary>
    public const int SeriesMax = 2_000;

    /// <summary>OpenTelemetry's bounds for instruments that advise none.</summary>
    private static readonly double[] s_bounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
    private static readonly KeyValuePair<string, object?>[] s_overflow = [new("otel.metric.overflow", "true")];

    private readonly Instrument _instrument;
    private readonly MetricKind _kind;
    private readonly bool _adds;
    private readonly double[] _bounds;
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> _series = new(new TagComparer());
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;

    public Metric(Instrument instrument)
    {
        _instrument = instrument;
        var type = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : null;
        _kind = type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
        _adds = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        _bounds = _kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out var series))
            series = _series.GetOrAdd(_series.Count < SeriesMax ? tags.ToArray() : s_overflow, static (_, bounds) => new(bounds), _bounds);
        if (_kind == MetricKind.Histogram)
            series.Observe(value);
        else if (_adds)
            series.Add(value);
        else
            series.Set(value);
    }

    public void ForgetObserved()
    {
        if (_instrument.IsObservable)
            _series.Clear();
    }

    public MetricState State() => new()
    {
        Name = _instrument.Name,
        Description = _instrument.Description ?? "",
        Unit = _instrument.Unit ?? "",
        Kind = _kind,
        Series = [.. _series.Select(pair => pair.Value.State(pair.Key, _bounds))],
    };

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => s_bounds,
    };

    /// <summary>One set of labels.</summary>
    private sealed class Series(double[] bounds)
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[bounds.Length + 1];
        private double _value;

        public void Add(double value)
        {
            lock (_lock)
                _value += value;
        }

        public void Set(double value)
        {
            lock (_lock)
                _value = value;
        }

        public void Observe(double value)
        {
            var bucket = Array.BinarySearch(bounds, value);
            lock (_lock)
            {
                _counts[bucket < 0 ? ~bucket : bucket]++;
                _value += value;
            }
        }

        public SeriesState State(KeyValuePair<string, object?>[] tags, double[] bounds)
        {
            lock (_lock)
                return new(tags, _value, bounds, [.. _counts]);
        }
    }

    /// <summary>Compares labels without making anything, since this is asked at every measurement.</summary>
    private sealed class TagComparer : IEqualityComparer<KeyValuePair<string, object?>[]>,
        IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
    {
        public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) => Equals(x.AsSpan(), y!);

        public int GetHashCode([DisallowNull] KeyValuePair<string, object?>[] obj) => GetHashCode(obj.AsSpan());

        public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, KeyValuePair<string, object?>[] other)
        {
            if (alternate.Length != other.Length)
                return false;
            for (var i = 0; i < other.Length; i++)
            {
                if (!string.Equals(alternate[i].Key, other[i].Key, StringComparison.Ordinal) || !Equals(alternate[i].Value, other[i].Value))
                    return false;
            }
            return true;
        }

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = default(HashCode);
            foreach (var (key, value) in alternate)
            {
                hash.Add(key, StringComparer.Ordinal);
                hash.Add(value);
            }
            return hash.ToHashCode();
        }
    }
}

/// <summary>What a metric's value means: a sum that grows, a state, or how values are spread.</summary>
internal enum MetricKind { Counter, Gauge, Histogram }

/// <summary>A metric at one instant.</summary>
internal sealed record MetricState
{
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>UCUM: <c>s</c>, <c>By</c>, <c>{message}</c>.</summary>
    public required string Unit { get; init; }
    public required MetricKind Kind { get; init; }
    public required IReadOnlyList<SeriesState> Series { get; init; }
}

/// <summary>One set of labels at one instant.</summary>
/// <param name="Tags">The labels.</param>
/// <param name="Value">The value; a histogram's sum.</param>
/// <param name="Bounds">A histogram's upper bounds, lowest first; else empty.</param>
/// <param name="Counts">How many values lie in each bucket, and beyond the last bound.</param>
internal sealed record SeriesState(
    IReadOnlyList<KeyValuePair<string, object?>> Tags, double Value, IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts);
