using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>I1 and the readers' half of I3: what was acknowledged is there, and what anybody saw is how the log begins.</summary>
internal sealed class LedgerChecks(IReadOnlyList<LedgerFile> ledgers)
{
    private const int BatchMax = 20_000;
    private const int ViewsMax = 1_000_000;

    private readonly Check _acknowledged = new("I1", "every acknowledged message is stored in its place, under its key, with its words");
    private readonly Check _readers = new("I3.readers", "what a reader saw is 1, 2, 3… without gaps, and what the log has there");
    private readonly Dictionary<(string Reader, string Conversation, bool BySeqs), View> _views = [];
    private readonly List<LedgerEntry> _batch = new(BatchMax);

    public IReadOnlyList<Check> Checks => [_acknowledged, _readers];

    public async Task RunAsync(Session db, CancellationToken stop)
    {
        if (ledgers.Count == 0)
            _acknowledged.Note = _readers.Note = "no ledger was given";
        foreach (var ledger in ledgers)
        {
            await foreach (var entry in ledger.ReadAsync(stop))
            {
                Follow(entry);
                if (entry.Line.Seq is null)
                    continue;
                _batch.Add(entry);
                if (_batch.Count == BatchMax)
                    await CompareAsync(db, stop);
            }
        }
        await CompareAsync(db, stop);
        await CompareEndsAsync(db, stop);
    }

    private void Follow(LedgerEntry entry)
    {
        if (entry.Line.Reader is not { } reader)
            return;
        foreach (var seq in entry.Line.Seqs ?? [])
            See(entry, reader, seq, bySeqs: true);
        if (entry.Line.Seq is { } one)
            See(entry, reader, one, bySeqs: false);
    }

    private void See(LedgerEntry entry, string reader, long seq, bool bySeqs)
    {
        _readers.Saw();
        var key = (reader, entry.Line.Conversation!, bySeqs);
        var last = _views.GetValueOrDefault(key).Last;
        if (_views.Count >= ViewsMax && last == 0)
            throw new LedgerException($"{entry.At}: more than {ViewsMax} readers of a conversation; check fewer ledgers at once");
        _views[key] = new(seq, entry.At);
        if (seq != last + 1)
            _readers.Break(At(entry, seq, FormattableString.Invariant($"the reader {reader} saw {seq} after {last}")));
    }

    private async Task CompareAsync(Session db, CancellationToken stop)
    {
        var stored = await LedgerPlaces.FindAsync(db, [.. _batch.Select(entry => new Place(entry.Line.Conversation!, entry.Line.Seq!.Value))], stop);
        foreach (var entry in _batch)
        {
            var seq = entry.Line.Seq!.Value;
            var message = stored.GetValueOrDefault(new(entry.Line.Conversation!, seq));
            if (entry.Line.Reader is null)
            {
                _acknowledged.Saw();
                if (FaultOf(entry.Line, message) is { } fault)
                    _acknowledged.Break(At(entry, seq, fault + await ElsewhereAsync(db, entry.Line, stop)));
            }
            else if (ContentFaultOf(entry.Line, message) is { } fault)
                _readers.Break(At(entry, seq, fault));
        }
        _batch.Clear();
    }

    private static string? FaultOf(LedgerLine line, StoredMessage? message) =>
        message is null ? $"message {line.Seq}, acknowledged under the key {line.ClientKey}, is not there"
        : !IsKeyOf(message, line.ClientKey!, line.Speaker) ? $"message {line.Seq} has the key {message.ClientKey}; acknowledged was {line.ClientKey}"
        : line.Body is { } body && body != message.Body ? $"message {line.Seq} says “{Evidence.Short(message.Body)}”; acknowledged was “{Evidence.Short(body)}”"
        : null;

    private static string? ContentFaultOf(LedgerLine line, StoredMessage? message) =>
        message is null ? $"the reader {line.Reader} saw message {line.Seq}, which is not there"
        : line.Speaker is { } speaker && speaker != message.Speaker ? $"the reader {line.Reader} saw message {line.Seq} as the {speaker}'s; it is the {message.Speaker}'s"
        : line.Body is { } body && body != message.Body ? $"the reader {line.Reader} saw message {line.Seq} as “{Evidence.Short(body)}”; it says “{Evidence.Short(message.Body)}”"
        : null;

    /// <summary>Stored keys have their sender's kind before them, and for agents and programs also who: <c>c:KEY</c>, <c>a:ID:KEY</c>, <c>k:ID:KEY</c>.</summary>
    private static bool IsKeyOf(StoredMessage message, string key, string? speaker)
    {
        var (kind, who) = message.ClientKey switch
        {
            ['c', ':', ..] => ("consumer", ""),
            ['a', ':', ..] => ("agent", $"{message.SpeakerId}:"),
            ['k', ':', ..] => ("key", $"{message.SpeakerId}:"),
            _ => ("", ""),
        };
        return kind.Length > 0 && (speaker is null || speaker == kind) && message.Speaker == (kind == "key" ? "system" : kind)
            && message.ClientKey.AsSpan(2).SequenceEqual($"{who}{key}");
    }

    private static async Task<string> ElsewhereAsync(Session db, LedgerLine line, CancellationToken stop)
    {
        var seq = await db.FindAsync<long?>(
            "select seq from messages where conversation_id = @Conversation and client_key = @key limit 1", new { line.Conversation, key = $"c:{line.ClientKey}" }, stop);
        return seq is null ? "" : FormattableString.Invariant($"; the key is that of message {seq}");
    }

    /// <summary>Views without gaps up to a message that is there are the log's beginning.</summary>
    private async Task CompareEndsAsync(Session db, CancellationToken stop)
    {
        foreach (var chunk in _views.Chunk(BatchMax))
        {
            var stored = await LedgerPlaces.FindAsync(db, [.. chunk.Select(view => new Place(view.Key.Conversation, view.Value.Last))], stop);
            foreach (var ((reader, conversation, _), (last, at)) in chunk.Where(view => !stored.ContainsKey(new(view.Key.Conversation, view.Value.Last))))
                _readers.Break(new($"the reader {reader} saw message {last}, which is not there") { Conversation = conversation, Seq = last, Ledger = at });
        }
    }

    private static Breach At(LedgerEntry entry, long seq, string says) => new(says)
    {
        Conversation = entry.Line.Conversation,
        Seq = seq,
        Ledger = entry.At,
        Row = entry.Line,
    };

    /// <param name="Last">The place that the reader saw last.</param>
    /// <param name="At">The ledger's line that says so.</param>
    private readonly record struct View(long Last, string At);
}

/// <summary>Finds many messages by their places with few statements, whether they lie in few long conversations or in many short ones.</summary>
internal static class LedgerPlaces
{
    private const int SeqsAtOnce = 64;
    private const int ConversationsAtOnce = 256;

    public static async Task<IReadOnlyDictionary<Place, StoredMessage>> FindAsync(Session db, IReadOnlyList<Place> places, CancellationToken stop)
    {
        var wanted = places.ToHashSet();
        var found = new Dictionary<Place, StoredMessage>(wanted.Count);
        foreach (var stretch in wanted.GroupBy(place => place.Seq / SeqsAtOnce))
        {
            var from = stretch.Key * SeqsAtOnce;
            foreach (var conversations in stretch.Select(place => place.Conversation).Distinct(StringComparer.Ordinal).Chunk(ConversationsAtOnce))
            {
                foreach (var message in await db.ListAsync<StoredMessage>("""
                    select conversation_id, seq, client_key, speaker, speaker_id, body from messages
                    where conversation_id in @conversations and seq >= @from and seq < @to
                    """, new { conversations, from, to = from + SeqsAtOnce }, stop))
                {
                    var place = new Place(message.ConversationId, message.Seq);
                    if (wanted.Contains(place))
                        found[place] = message;
                }
            }
        }
        return found;
    }
}

/// <summary>A message as it is stored.</summary>
internal sealed record StoredMessage
{
    public required string ConversationId { get; init; }
    public long Seq { get; init; }
    public required string ClientKey { get; init; }
    public required string Speaker { get; init; }
    public string? SpeakerId { get; init; }
    public required string Body { get; init; }
}
