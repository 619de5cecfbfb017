using System.Runtime.CompilerServices;
using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>I9: what was counted equals a recount. The definitions of the figures are written here a second time, on purpose.</summary>
internal sealed class CounterChecks
{
    private const string MinutesReader = "metric-minutes";
    private const long MinuteMs = 60_000;
    private const int ReadersMax = 1_000;

    private readonly Check _minutes = new("I9.minutes", "the counts by minute are what the log says, as far as their reader has come");
    private readonly Check _readers = new("I9.readers", "readers of the log stand at a fact of it, or at its beginning");
    private readonly Check _reads = new("I9.reads", "how much each agent has read agrees with the messages");
    private FactPlace _readUntil = new();

    public IReadOnlyList<Check> Checks => [_minutes, _readers, _reads];

    public async Task RunAsync(Session db, CancellationToken stop)
    {
        await ReadersAsync(db, stop);
        await MinutesAsync(db, stop);
        await ReadsAsync(db, stop);
    }

    private async Task ReadersAsync(Session db, CancellationToken stop)
    {
        foreach (var reader in await db.ListAsync<FactPlace>($"""
            select r.name, r.epoch, r.position, f.topic as at_topic
            from fact_readers r left join facts f on f.position = r.position and f.epoch = r.epoch
            order by r.name limit {ReadersMax}
            """, args: null, stop))
        {
            _readers.Saw();
            if (reader.Name == MinutesReader)
                _readUntil = reader;
            if (reader is { AtTopic: null } and not { Epoch: 0, Position: 0 })
                _readers.Break(new($"the reader {reader.Name} stands at {reader.Epoch}-{reader.Position}, where there is no fact") { Row = reader });
        }
    }

    private async Task MinutesAsync(Session db, CancellationToken stop)
    {
        var balance = new Balance();
        await foreach (var (key, _) in CountedAsync(db, stop))
            balance.Left(key.Hash());
        await foreach (var (key, total) in KeptAsync(db, stop))
        {
            _minutes.Saw();
            balance.Right(key.Hash(), total);
        }

        var (first, _) = balance.Uneven();
        if (first.Count == 0)
            return;
        var sides = new Dictionary<MinuteKey, (long Log, long Kept)>();
        await foreach (var (key, _) in CountedAsync(db, stop))
        {
            if (first.Contains(Balance.ScaleOf(key.Hash())))
                sides[key] = (sides.GetValueOrDefault(key).Log + 1, 0);
        }
        await foreach (var (key, total) in KeptAsync(db, stop))
        {
            if (first.Contains(Balance.ScaleOf(key.Hash())))
                sides[key] = (sides.GetValueOrDefault(key).Log, total);
        }
        foreach (var (key, (log, kept)) in sides.Where(side => side.Value.Log != side.Value.Kept).OrderBy(side => side.Key.Minute))
            _minutes.Break(new(FormattableString.Invariant(
                $"“{key.Figure}” in the minute {DateTimeOffset.FromUnixTimeMilliseconds(key.Minute):u} is {kept}, the log has {log}"))
            {
                Row = new { key.Tenant, key.Minute, key.Figure, kept, log, readUntil = _readUntil },
            });
    }

    /// <summary>Facts that count, one by one, as far as the counts' reader has come.</summary>
    private async IAsyncEnumerable<(MinuteKey Key, long Total)> CountedAsync(Session db, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var fact in LogFacts.ReadAsync(db, [LogFacts.MessageAdded, LogFacts.Opened, LogFacts.Moved], stop))
        {
            if ((fact.Epoch, fact.Position).CompareTo((_readUntil.Epoch, _readUntil.Position)) <= 0 && FigureOf(fact) is { } figure)
                yield return (new(fact.TenantId, fact.At - (fact.At % MinuteMs), figure), 1);
        }
    }

    private static async IAsyncEnumerable<(MinuteKey Key, long Total)> KeptAsync(Session db, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in Pages.ReadAsync(after => db.ListAsync<MinuteRow>($"""
            select tenant_id, minute, figure, total from metric_minutes
            where (tenant_id, minute, figure) > (@Tenant, @Minute, @Figure) order by tenant_id, minute, figure limit {Pages.RowsMax}
            """, new { after.Tenant, after.Minute, after.Figure }, stop), new MinuteKey("", 0, ""), row => new(row.TenantId, row.Minute, row.Figure)))
            yield return (new(row.TenantId, row.Minute, row.Figure), row.Total);
    }

    private static string? FigureOf(LoggedFact fact) => fact.Topic switch
    {
        LogFacts.Opened => "opened",
        LogFacts.Moved => LogFacts.Read<MovedBody>(fact) is { From: "bot", To: "queued" } ? "handed-over" : null,
        _ => LogFacts.Read<AddedBody>(fact)?.Speaker is ("consumer" or "bot" or "agent") and var speaker ? speaker : null,
    };

    private async Task ReadsAsync(Session db, CancellationToken stop)
    {
        await foreach (var row in Pages.ReadAsync(after => db.ListAsync<ReadRow>($"""
            select r.conversation_id, r.staff_id, r.seq, r.consumer_messages, coalesce(c.last_seq, 0) as last_seq,
                   (select count(*) from messages m
                    where m.conversation_id = r.conversation_id and m.seq <= r.seq and m.speaker = 'consumer') as recounted
            from reads r left join conversations c on c.id = r.conversation_id
            where (r.conversation_id, r.staff_id) > (@Conversation, @Staff)
            order by r.conversation_id, r.staff_id limit {Pages.RowsMax}
            """, new { after.Conversation, after.Staff }, stop), (Conversation: "", Staff: ""), row => (row.ConversationId, row.StaffId)))
        {
            _reads.Saw();
            if (row.Seq > row.LastSeq || row.ConsumerMessages != row.Recounted)
                _reads.Break(new(FormattableString.Invariant(
                    $"agent {row.StaffId} has read up to {row.Seq} of {row.LastSeq}, and {row.ConsumerMessages} of the consumer's, which are {row.Recounted}"))
                {
                    Conversation = row.ConversationId,
                    Seq = row.Seq,
                    Row = row,
                });
        }
    }

    private readonly record struct MinuteKey(string Tenant, long Minute, string Figure)
    {
        public ulong Hash() => Verification.Hash.Add(Verification.Hash.Add(Verification.Hash.Of(Tenant), Minute), Figure);
    }

    /// <summary>Where a reader stands.</summary>
    private sealed record FactPlace
    {
        public string Name { get; init; } = MinutesReader;
        public long Epoch { get; init; }
        public long Position { get; init; }

        /// <summary>The topic of the fact there; null: there is none.</summary>
        public string? AtTopic { get; init; }
    }

    private sealed record MinuteRow
    {
        public required string TenantId { get; init; }
        public long Minute { get; init; }
        public required string Figure { get; init; }
        public long Total { get; init; }
    }

    private sealed record ReadRow
    {
        public required string ConversationId { get; init; }
        public required string StaffId { get; init; }
        public long Seq { get; init; }
        public long ConsumerMessages { get; init; }
        public long LastSeq { get; init; }
        public long Recounted { get; init; }
    }
}
