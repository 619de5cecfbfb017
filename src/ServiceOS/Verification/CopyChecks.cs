namespace ServiceOS.Verification;

/// <summary>I2: one copy, one answer. Recounted from the messages: a unique index is a promise, not a proof.</summary>
internal sealed class CopyChecks : ITalkCheck
{
    private const int KeptMax = 4_096;

    private readonly Check _keys = new("I2.keys", "a message is stored once under its sender's key");
    private readonly Check _answers = new("I2.answers", "an answer answers a consumer's message, and no other answers the same");
    private HashSet<ulong> _seen = [];
    private HashSet<long> _asked = [];
    private HashSet<long> _answered = [];

    public IReadOnlyList<Check> Checks => [_keys, _answers];

    public void Begin(Talk talk, IReadOnlyList<TurnRow> turns)
    {
        _seen = Emptied(_seen);
        _asked = Emptied(_asked);
        _answered = Emptied(_answered);
    }

    public void Take(Said message)
    {
        _keys.Saw();
        if (!_seen.Add(Hash.Of(message.ClientKey)))
            _keys.Break(At(message, $"the key {message.ClientKey} is there twice, the second time as message {message.Seq}"));
        if (message.Speaker == "consumer")
            _asked.Add(message.Seq);
        if (message.InReplyTo is { } asked)
            TakeAnswer(message, asked);
        else if (message.Speaker == "bot")
            _answers.Break(At(message, $"message {message.Seq} is the bot's, but says not what it answers"));
    }

    public void End() { }

    private void TakeAnswer(Said message, long asked)
    {
        _answers.Saw();
        if (message.Speaker != "bot" || message.ClientKey != FormattableString.Invariant($"b:{asked}"))
            _answers.Break(At(message, $"message {message.Seq} answers {asked}, but is the {message.Speaker}'s under the key {message.ClientKey}"));
        else if (!_asked.Contains(asked))
            _answers.Break(At(message, $"message {message.Seq} answers {asked}, which is no earlier message of the consumer's"));
        if (!_answered.Add(asked))
            _answers.Break(At(message, $"message {asked} is answered twice, the second time by {message.Seq}"));
    }

    private static Breach At(Said message, string says) => new(says) { Conversation = message.ConversationId, Seq = message.Seq };

    /// <summary>Clearing a set takes as long as it ever was large.</summary>
    private static HashSet<T> Emptied<T>(HashSet<T> set)
    {
        if (set.Count > KeptMax)
            return [];
        set.Clear();
        return set;
    }
}
