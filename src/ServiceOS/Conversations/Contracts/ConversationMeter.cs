using System.Diagnostics.Metrics;
using ServiceOS.Platform.Telemetry;

namespace ServiceOS.Conversations.Contracts;

/// <summary>Counts what this node did for conversations, once it is on disk. For operators; the board counts from the log.</summary>
internal sealed class ConversationMeter
{
    private static readonly double[] s_turnSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Counter<long> _received;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _handOvers;
    private readonly Histogram<double> _turns;
    private readonly TimeProvider _time;

    public ConversationMeter(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MetricBook.Own);
        _received = meter.CreateCounter<long>("serviceos.messages.received", "{message}", "Messages of consumers that were stored");
        _answers = meter.CreateCounter<long>("serviceos.bot.answers", "{message}", "Answers of the bot that were stored");
        _handOvers = meter.CreateCounter<long>("serviceos.handovers", "{conversation}", "Conversations that were put into the queue for people, by reason");
        _turns = meter.CreateHistogram<double>("serviceos.turn.duration", "s", "From a consumer's message to the bot's stored answer",
            tags: null, new() { HistogramBucketBoundaries = s_turnSeconds });
        Received = () => _received.Add(1);
    }

    /// <summary>A consumer's message was stored.</summary>
    public Action Received { get; }

    /// <summary>The bot's answer to a message was stored.</summary>
    /// <param name="askedAt">When the message came in.</param>
    public void Answered(DateTimeOffset askedAt)
    {
        _answers.Add(1);
        _turns.Record((_time.GetUtcNow() - askedAt).TotalSeconds);
    }

    /// <summary>A conversation waits for a person.</summary>
    /// <param name="reason">One of the few words of <see cref="HandOver"/>.</param>
    public void HandedOver(string reason) => _handOvers.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
