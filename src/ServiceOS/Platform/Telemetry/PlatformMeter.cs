using System.Diagnostics.Metrics;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Jobs;
using ServiceOS.Platform.Live;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Measures the platform itself: streams, the writer, how far readers of the log are behind, and jobs.</summary>
internal sealed partial class PlatformMeter : BackgroundService
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(5);
    private static readonly int[] s_commitSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<PlatformMeter> _log;
    private IReadOnlyList<ReaderLag> _lags = [];
    private IReadOnlyList<QueueLength> _queues = [];

    public PlatformMeter(IMeterFactory meters, Database database, LiveFeed live, IBus bus, TimeProvider time, ILogger<PlatformMeter> log)
    {
        (_database, _time, _log) = (database, time, log);
        var meter = meters.Create(MetricBook.Own);
        meter.CreateObservableGauge("serviceos.live.streams", () => live.Open, "{stream}", "Live streams that are open on this node");
        meter.CreateObservableGauge("serviceos.writer.waiting", () => database.WritesWaiting, "{write}", "Writes that wait to be stored");
        var sizes = meter.CreateHistogram<int>("serviceos.writer.commit.size", "{write}", "Writes that shared one commit",
            tags: null, new() { HistogramBucketBoundaries = s_commitSizes });
        database.WatchCommits(size => sizes.Record(size));
        meter.CreateObservableGauge("serviceos.facts.lag", () => _lags.Select(lag => new Measurement<double>(lag.Seconds, new KeyValuePair<string, object?>("reader", lag.Name))),
            "s", "Age of the oldest fact that a reader of the log has not taken in; 0 when it has taken in all");
        meter.CreateObservableCounter("serviceos.database.statements", () => database.Statements, "{statement}", "Statements run");
        meter.CreateObservableCounter("serviceos.bus.published", () => bus.Published, "{message}", "Messages that this node gave to the broker");
        meter.CreateObservableCounter("serviceos.bus.delivered", () => bus.Delivered, "{message}", "Messages that the broker gave to this node");
        meter.CreateObservableGauge("serviceos.bus.connected", () => bus.Fault is null ? 1 : 0, "{bus}", "1 when work gets to other nodes, or there are none");
        meter.CreateObservableGauge("serviceos.bus.waiting", () => bus.Waiting, "{message}", "Work of this node that the broker has not taken over yet");
        meter.CreateObservableGauge("serviceos.jobs.waiting", () => _queues.Select(queue => Of(queue, queue.Due)), "{job}", "Jobs that are due and not done");
        meter.CreateObservableGauge("serviceos.jobs.failed", () => _queues.Select(queue => Of(queue, queue.Failed)), "{job}", "Jobs that were given up: a person must look");
    }

    /// <summary>Looks once at what the database has to tell.</summary>
    public async Task RunOnceAsync(CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        (_lags, _queues) = await _database.ReadAsync(async db =>
            (await ReaderLag.ListAsync(db, now, stop), await JobQueue.LengthsAsync(db, now, stop)), stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);
            }
        }
    }

    private static Measurement<long> Of(QueueLength queue, long count) => new(count, new KeyValuePair<string, object?>("queue", queue.Queue));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Measuring the log's readers and the jobs failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}
