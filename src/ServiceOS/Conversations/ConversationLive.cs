using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Events;
using ServiceOS.Platform.Live;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Nudges the streams of a conversation's parties and of the desks that list it, as the log grows.</summary>
internal sealed class ConversationLive(LiveFeed live, DeskLive desk, TenantTree tree) : IFactListener
{
    private const string Prefix = "conversation.";
    private static readonly TimeSpan s_viewingLasts = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<ConversationId, ConcurrentDictionary<string, Viewer>> _viewers = new();

    public static string TopicOf(string conversation) => $"c:{conversation}";

    public static string SeqData(long seq) => FormattableString.Invariant($"{{\"seq\":{seq}}}");

    public void Hear(FactRow fact)
    {
        if (!fact.Topic.StartsWith(Prefix, StringComparison.Ordinal))
            return;
        if (fact.Topic == ConversationCarriedOver.Topic)
            live.Doubt(TopicOf(fact.Subject));   // the visitor that had it listens to a member's conversation now
        var isMessage = fact.Topic == MessageAdded.Topic;
        if (isMessage)
            live.Put(TopicOf(fact.Subject), "message", SeqData(fact.Seq));
        else
            live.Put(TopicOf(fact.Subject), "status", "{}");
        desk.Changed(fact.TenantId, fact.Subject);
    }

    /// <summary>Tells the other side, and the desks, that somebody is typing. On this node only: it is gone in seconds.</summary>
    public async Task TypingAsync(ConversationRow row, Caller who, CancellationToken stop)
    {
        var speaker = who.Kind == CallerKind.Consumer ? Speaker.Consumer : Speaker.Agent;
        var name = JavaScriptEncoder.Default.Encode(who.Name);
        live.Put(TopicOf(row.Id.ToString()), "typing", $"{{\"speaker\":\"{speaker}\",\"name\":\"{name}\"}}");
        foreach (var node in (await tree.GetAsync(row.TenantId, stop)).Lineage())
            live.Put(DeskLive.TopicOf(node.ToString()), "typing",
                $"{{\"conversation\":\"{row.Id}\",\"speaker\":\"{speaker}\",\"name\":\"{name}\"}}");
    }

    /// <summary>Notes that an agent has the conversation open, and tells the desks who has.</summary>
    public async Task ViewingAsync(ConversationRow row, Caller agent, DateTimeOffset now, CancellationToken stop)
    {
        var viewers = _viewers.GetOrAdd(row.Id, static _ => new(StringComparer.Ordinal));
        viewers[agent.Id] = new(agent.Id, agent.Name, now);
        await TellViewersAsync(row, now, stop);
    }

    /// <summary>Notes that an agent looks at it no longer, and tells the desks at once: a name that stays keeps others away.</summary>
    public async Task LeftAsync(ConversationRow row, Caller agent, DateTimeOffset now, CancellationToken stop)
    {
        if (_viewers.TryGetValue(row.Id, out var viewers) && viewers.TryRemove(agent.Id, out _))
            await TellViewersAsync(row, now, stop);
    }

    private async Task TellViewersAsync(ConversationRow row, DateTimeOffset now, CancellationToken stop)
    {
        var names = JsonSerializer.Serialize(ViewersOf(row.Id, now).Select(viewer => viewer.Name));
        foreach (var node in (await tree.GetAsync(row.TenantId, stop)).Lineage())
            live.Put(DeskLive.TopicOf(node.ToString()), "viewing", $"{{\"conversation\":\"{row.Id}\",\"agents\":{names}}}");
    }

    /// <summary>Who had the conversation open within the last 45 s, on this node.</summary>
    public IReadOnlyList<Viewer> ViewersOf(ConversationId id, DateTimeOffset now)
    {
        if (!_viewers.TryGetValue(id, out var viewers))
            return [];
        foreach (var (key, viewer) in viewers)
        {
            if (now - viewer.At > s_viewingLasts)
                viewers.TryRemove(key, out _);
        }
        if (viewers.IsEmpty)
            _viewers.TryRemove(id, out _);
        return [.. viewers.Values];
    }

    public sealed record Viewer(string Id, string Name, DateTimeOffset At);
}
