using System.Text.Json;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What stands beside the thread: who it is, what was handed over, the orders, the past.</summary>
internal sealed class DetailOf(
    Database database, DeskRows rows, OrderBook orders, ConversationLive live, TenantTree tree, TimeProvider time)
{
    private const int OrdersMax = 20;
    private const int TimelineMax = 20;

    public async Task<DetailView> OfAsync(ConversationRow row, Caller viewer, CancellationToken stop)
    {
        var line = (await rows.OfAsync(database, [row.Id.ToString()], viewer, stop))[0];
        var read = await database.ReadAsync(async db =>
        {
            var consumer = (await ConsumerDirectory.FindAsync(db, row.ConsumerId, stop))!;
            return (
                Consumer: consumer,
                Orders: consumer.MemberId is { } member ? await orders.ListForMemberAsync(db, row.TenantId, member, OrdersMax, stop) : [],
                Past: await DeskStore.OfConsumerAsync(db, row.ConsumerId, TimelineMax + 1, stop),
                Drafts: await NoteStore.ListDraftsAsync(db, row.Id, viewer.Id, stop));
        }, stop);
        var drafts = read.Drafts.ToDictionary(draft => draft.Kind, draft => draft.Body, StringComparer.Ordinal);
        return new(
            line,
            (await tree.SettingsAsync(row.TenantId, stop)).TimeZone,
            row.HandoffCard is null ? null : JsonSerializer.Deserialize<HandoffCard>(row.HandoffCard, JsonSerializerOptions.Web),
            read.Orders,
            new(read.Consumer.Id, read.Consumer.Name, read.Consumer.IsVerified, read.Consumer.Tier, read.Consumer.Locale, row.Page,
                row.Product, read.Consumer.FirstSeenAt, read.Past.Count),
            [.. read.Past.Where(other => other.Id != row.Id).Take(TimelineMax).Select(other =>
                new TimelineEntry(other.OpenedAt, "conversation", other.Id, other.LastPreview ?? "", other.State))],
            new(drafts.GetValueOrDefault("reply"), drafts.GetValueOrDefault("note")),
            [.. live.ViewersOf(row.Id, time.GetUtcNow()).Where(other => other.Id != viewer.Id).Select(other => new NameOf(other.Id, other.Name))]);
    }
}

/// <param name="TimeZone">The shop's, in which its consumer and the bot speak of times (IANA name).</param>
internal sealed record DetailView(
    ConversationLine Row, string TimeZone, HandoffCard? Handoff, IReadOnlyList<OrderCard> Orders, ConsumerDetail Consumer,
    IReadOnlyList<TimelineEntry> Timeline, DraftsView Drafts, IReadOnlyList<NameOf> Viewers);

/// <param name="Contacts">Conversations there were, this one included; at most 21 are counted.</param>
internal sealed record ConsumerDetail(
    ConsumerId Id, string? Name, bool Verified, string? Tier, string Locale, string? Page, string? Product, DateTimeOffset FirstSeenAt,
    int Contacts);

internal sealed record TimelineEntry(DateTimeOffset At, string Kind, ConversationId Id, string Title, string State);

internal sealed record DraftsView(string? Reply, string? Note);
