using System.Diagnostics.Metrics;
using ServiceOS.Platform.Telemetry;

namespace ServiceOS.Studio.Rollouts;

/// <summary>Counts what roll-outs do. Never with a text or a tenant.</summary>
internal sealed class RolloutMeter
{
    private readonly Counter<long> _moves;
    private readonly Counter<long> _shadowed;

    public RolloutMeter(IMeterFactory meters)
    {
        var meter = meters.Create(MetricBook.Own);
        _moves = meter.CreateCounter<long>("serviceos.rollout.moves", "{move}", "Roll-outs that went on or ended by themselves, by how");
        _shadowed = meter.CreateCounter<long>("serviceos.rollout.shadowed", "{question}", "Questions that were to be asked of a candidate in the shadow, by outcome");
    }

    /// <param name="how"><c>next</c>, <c>published</c>, <c>paused</c> or <c>rolled-back</c>.</param>
    public void Moved(string how) => _moves.Add(1, new KeyValuePair<string, object?>("how", how));

    /// <param name="outcome"><c>compared</c> or <c>dropped</c>.</param>
    public void Shadowed(string outcome) => _shadowed.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
