using ServiceOS.Conversations;
using ServiceOS.Simulated.Running;

namespace ServiceOS.Simulated.People;

/// <summary>What people know to have happened, whatever the program says later.</summary>
internal sealed class Ledger(Trace trace)
{
    private readonly Dictionary<(ConversationId Conversation, string Key), SentMessage> _sent = [];
    private readonly Dictionary<(ConversationId Conversation, long Seq), string> _seen = [];
    private readonly Dictionary<ConversationId, ConsumerId> _opened = [];
    private readonly HashSet<string> _refunds = [];

    /// <summary>Everything that was sent, acknowledged or not.</summary>
    public IEnumerable<SentMessage> Sent => _sent.Values;

    /// <summary>The key of each message that anybody has seen.</summary>
    public IReadOnlyDictionary<(ConversationId Conversation, long Seq), string> Seen => _seen;

    /// <summary>Conversations that a consumer was told are open.</summary>
    public IReadOnlyDictionary<ConversationId, ConsumerId> Opened => _opened;

    /// <summary>Orders whose refund was promised.</summary>
    public IReadOnlySet<string> Refunds => _refunds;

    public void Open(ConversationId id, ConsumerId consumer) => _opened[id] = consumer;

    public void Promise(string order) => _refunds.Add(order);

    /// <summary>A message goes out, for the first time or again.</summary>
    public SentMessage Send(ConversationId conversation, string key, string body)
    {
        if (!_sent.TryGetValue((conversation, key), out var message))
            _sent[(conversation, key)] = message = new(conversation, key, body);
        return message;
    }

    /// <summary>The program says that it has a message, and where.</summary>
    public void Acknowledge(SentMessage message, long seq)
    {
        trace.Note($"{message.Key} is acknowledged as {seq}");
        if (message.Seq is { } before && before != seq)
            trace.Broken($"{message.Key} was acknowledged as {before} and then as {seq}");
        message.Seq = seq;
    }

    /// <summary>Somebody reads on in a conversation.</summary>
    public void See(long after, IReadOnlyList<MessageRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Seq != ++after)
                trace.Broken($"a reader of {row.ConversationId} got message {row.Seq} where {after} was due");
            if (!_seen.TryAdd((row.ConversationId, row.Seq), row.ClientKey) && _seen[(row.ConversationId, row.Seq)] != row.ClientKey)
                trace.Broken($"two readers of {row.ConversationId} saw different messages {row.Seq}");
        }
    }
}

/// <summary>A message as its sender remembers it.</summary>
internal sealed record SentMessage(ConversationId Conversation, string Key, string Body)
{
    /// <summary>Its place as it was acknowledged; null: it was not.</summary>
    public long? Seq { get; set; }
}
