using System.Runtime.CompilerServices;
using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>Each message has its fact, and each fact of a message its message: what live screens and other programs read is all there is.</summary>
internal sealed class FactChecks : ITalkCheck
{
    private readonly Balance _balance = new();
    private readonly Check _check = new("facts.messages", "each message has one fact that says the same, and each fact of a message its message");

    public IReadOnlyList<Check> Checks => [_check];

    public void Begin(Talk talk, IReadOnlyList<TurnRow> turns) { }

    public void Take(Said message)
    {
        _check.Saw();
        _balance.Left(KeyOf(message).Hash());
    }

    public void End() { }

    public void Orphan(Said message) => Take(message);

    /// <summary>Once all messages were seen: are the facts the same?</summary>
    public async Task FinishAsync(Session db, CancellationToken stop)
    {
        await foreach (var told in ToldAsync(db, stop))
            _balance.Right(told.Hash());
        var (first, all) = _balance.Uneven();
        if (first.Count > 0)
            await FindAsync(db, first, all, stop);
    }

    /// <summary>Reads both sides again, and compares those that lie on the first uneven scales one by one.</summary>
    private async Task FindAsync(Session db, HashSet<ulong> scales, long all, CancellationToken stop)
    {
        var sides = new Dictionary<SaidKey, (int Messages, int Facts)>();
        await foreach (var message in Talks.MessagesAsync(db, stop))
        {
            var said = KeyOf(message);
            if (scales.Contains(Balance.ScaleOf(said.Hash())))
                sides[said] = (sides.GetValueOrDefault(said).Messages + 1, sides.GetValueOrDefault(said).Facts);
        }
        await foreach (var told in ToldAsync(db, stop))
        {
            if (scales.Contains(Balance.ScaleOf(told.Hash())))
                sides[told] = (sides.GetValueOrDefault(told).Messages, sides.GetValueOrDefault(told).Facts + 1);
        }
        foreach (var (key, many) in sides.Where(side => side.Value.Messages != side.Value.Facts)
            .OrderBy(side => side.Key.Conversation, StringComparer.Ordinal).ThenBy(side => side.Key.Seq))
            _check.Break(new(FormattableString.Invariant(
                $"message {key.Seq} of {key.Speaker ?? "?"}{(key.InReplyTo is { } to ? FormattableString.Invariant($" in reply to {to}") : "")} is there {many.Messages} times, and has {many.Facts} facts"))
            {
                Conversation = key.Conversation,
                Seq = key.Seq,
            });
        if (all > scales.Count)
            _check.Note = FormattableString.Invariant($"there are more: {scales.Count} of {all} parts in which something is wrong were looked through");
    }

    private static SaidKey KeyOf(Said message) =>
        new(message.TenantId, message.ConversationId, message.Seq, message.Speaker, message.InReplyTo);

    private static async IAsyncEnumerable<SaidKey> ToldAsync(
        Session db, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var fact in LogFacts.ReadAsync(db, [LogFacts.MessageAdded], stop))
        {
            var body = LogFacts.Read<AddedBody>(fact);
            yield return new(fact.TenantId, fact.Subject, fact.Seq, body?.Speaker, body?.InReplyTo);
        }
    }

    /// <summary>What a message and its fact must both say.</summary>
    private readonly record struct SaidKey(string Tenant, string Conversation, long Seq, string? Speaker, long? InReplyTo)
    {
        public ulong Hash() => Verification.Hash.Add(Verification.Hash.Add(Verification.Hash.Add(
            Verification.Hash.Add(Verification.Hash.Of(Conversation), Seq), Speaker), InReplyTo ?? 0), Tenant);
    }
}
