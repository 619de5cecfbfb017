using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Keeps the newest state of every instrument of this program, for whoever asks at <c>/metrics</c>.</summary>
internal sealed class MetricBook(IMeterFactory meters) : IDisposable
{
    /// <summary>The product's own meter.</summary>
    public const string Own = "ServiceOS";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();
    private readonly Lock _reading = new();

    /// <summary>The meters that are kept and exported.</summary>
    public static IReadOnlyList<string> Meters { get; } =
        [Own, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Begins to listen.</summary>
    public void Open()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter))
                listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(instrument, static made => new Metric(made)));
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.Start();
    }

    /// <summary>The state of all instruments, by name.</summary>
    public IReadOnlyList<MetricState> Read()
    {
        lock (_reading)
        {
            // observed instruments tell all they have each time: what they no longer tell is gone
            foreach (var metric in _metrics.Values)
                metric.ForgetObserved();
            _listener.RecordObservableInstruments();
            return [.. _metrics.Values.Select(metric => metric.State()).OrderBy(state => state.Name, StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>A process may hold several programs (in tests): each counts its own, and the runtime's.</summary>
    private bool IsOurs(Meter meter) =>
        Meters.Contains(meter.Name, StringComparer.Ordinal) && (meter.Scope is null || ReferenceEquals(meter.Scope, meters));
}
