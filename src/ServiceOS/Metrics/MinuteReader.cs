using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Metrics;

/// <summary>Counts the log by tenant and minute: what was said by whom, what was opened, what was handed over.</summary>
internal sealed class MinuteReader : IFactReader
{
    public const string Consumer = "consumer";
    public const string Bot = "bot";
    public const string Agent = "agent";
    public const string Opened = "opened";
    public const string HandedOver = "handed-over";

    private const long MinuteMs = 60_000;

    public string Name => "metric-minutes";

    public async Task TakeInAsync(Session db, IReadOnlyList<FactRow> facts, CancellationToken stop)
    {
        var sums = new Dictionary<(string Tenant, long Minute, string Figure), long>();
        foreach (var fact in facts)
        {
            if (FigureOf(fact) is not { } figure)
                continue;
            var at = fact.At.ToUnixTimeMilliseconds();
            var key = (fact.TenantId, at - (at % MinuteMs), figure);
            sums[key] = sums.GetValueOrDefault(key) + 1;
        }
        foreach (var ((tenant, minute, figure), total) in sums)
        {
            await db.RunAsync("""
                insert into metric_minutes (tenant_id, minute, figure, total) values (@tenant, @minute, @figure, @total)
                on conflict (tenant_id, minute, figure) do update set total = metric_minutes.total + excluded.total
                """, new { tenant, minute, figure, total }, stop);
        }
    }

    /// <summary>What a fact counts towards; null for none.</summary>
    public static string? FigureOf(FactRow fact) => fact.Topic switch
    {
        "conversation.message-added" => fact.Read<MessageAdded>().Speaker switch
        {
            Speaker.Consumer => Consumer,
            Speaker.Bot => Bot,
            Speaker.Agent => Agent,
            _ => null,
        },
        "conversation.opened" => Opened,
        "conversation.moved" => fact.Read<ConversationMoved>() is { From: ConversationState.Bot, To: ConversationState.Queued } ? HandedOver : null,
        _ => null,
    };
}
