namespace ServiceOS.Verification;

/// <summary>I3 and what hangs on it: places without gaps, and a conversation's row that agrees with its messages.</summary>
internal sealed class PlaceChecks : ITalkCheck
{
    private const int PreviewCharactersMax = 80;

    private readonly Check _places = new("I3.places", "a conversation's messages are numbered 1, 2, 3… without gaps");
    private readonly Check _rows = new("I3.row", "a conversation's last_seq, last_speaker, last_preview, consumer_messages and agent_seq agree with its messages");
    private readonly Check _read = new("I4.read", "nobody has read further than was said");
    private readonly Check _tenants = new("I10.tenant", "messages and consumer are of their conversation's tenant");
    private Talk _talk = null!;
    private long _last;
    private long _ofConsumer;
    private Said? _lastWords;
    private Said? _ofAgent;

    public IReadOnlyList<Check> Checks => [_places, _rows, _read, _tenants];

    public void Begin(Talk talk, IReadOnlyList<TurnRow> turns)
    {
        _talk = talk;
        (_last, _ofConsumer, _lastWords, _ofAgent) = (0, 0, null, null);
        _tenants.Saw();
        if (talk.ConsumerTenantId is { } other && other != talk.TenantId)
            _tenants.Break(Here($"the consumer {talk.ConsumerId} is of tenant {other}", seq: null));
    }

    public void Take(Said message)
    {
        _places.Saw();
        if (message.Seq != _last + 1)
            _places.Break(Here(FormattableString.Invariant($"after {_last} comes {message.Seq}"), message.Seq));
        _last = message.Seq;
        if (message.TenantId != _talk.TenantId)
            _tenants.Break(Here($"message {message.Seq} is of tenant {message.TenantId}", message.Seq));
        if (message.Speaker != "system")
            _lastWords = message;
        if (message.Speaker == "consumer")
            _ofConsumer++;
        else if (message.Speaker == "agent")
            _ofAgent = message;
    }

    public void End()
    {
        _rows.Saw();
        if (string.Join("; ", Differences()) is { Length: > 0 } says)
            _rows.Break(Here(says, seq: null));
        _read.Saw(2);
        if (_talk.ReadByConsumer > _last)
            _read.Break(Here(FormattableString.Invariant($"the consumer has read {_talk.ReadByConsumer} of {_last}"), seq: null));
        if (_talk.ReadByAgent > _last)
            _read.Break(Here(FormattableString.Invariant($"agents have read {_talk.ReadByAgent} of {_last}"), seq: null));
    }

    public void Orphan(Said message)
    {
        _places.Saw();
        _places.Break(new($"message {message.Seq} belongs to a conversation that is not there")
        {
            Conversation = message.ConversationId,
            Seq = message.Seq,
        });
    }

    private IEnumerable<string> Differences()
    {
        if (_talk.LastSeq != _last)
            yield return FormattableString.Invariant($"last_seq is {_talk.LastSeq}, the last message {_last}");
        if (_talk.LastSpeaker != _lastWords?.Speaker)
            yield return $"last_speaker is {_talk.LastSpeaker ?? "none"}, who spoke last {_lastWords?.Speaker ?? "none"}";
        if (_talk.LastPreview != (_lastWords is null ? null : PreviewOf(_lastWords.Body!)))
            yield return $"last_preview is “{_talk.LastPreview}”, the last words are “{Evidence.Short(_lastWords?.Body)}”";
        if (_talk.ConsumerMessages != _ofConsumer)
            yield return FormattableString.Invariant($"consumer_messages is {_talk.ConsumerMessages}, of the consumer are {_ofConsumer}");
        if (_talk.AgentSeq != (_ofAgent?.Seq ?? 0) || _talk.AgentSeqBy != _ofAgent?.SpeakerId)
            yield return FormattableString.Invariant(
                $"agent_seq is {_talk.AgentSeq} by {_talk.AgentSeqBy ?? "nobody"}, an agent's last message {_ofAgent?.Seq ?? 0} by {_ofAgent?.SpeakerId ?? "nobody"}");
    }

    private Breach Here(string says, long? seq) => new(says) { Conversation = _talk.Id, Seq = seq };

    /// <summary>The first line, cut to 80 UTF-16 units but not within a character. Written anew: it is what is checked.</summary>
    private static string PreviewOf(string body)
    {
        var line = body.Trim();
        if (line.IndexOfAny(['\r', '\n']) is >= 0 and var end)
            line = line[..end];
        if (line.Length <= PreviewCharactersMax)
            return line;
        return line[..(char.IsHighSurrogate(line[PreviewCharactersMax - 1]) ? PreviewCharactersMax - 1 : PreviewCharactersMax)] + "…";
    }
}
