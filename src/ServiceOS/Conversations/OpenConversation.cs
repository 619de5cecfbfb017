using System.Buffers.Binary;
using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Opens a consumer's conversation, or goes on with the one that is open.</summary>
internal sealed class OpenConversation(Database database, FactLog facts, TenantTree tree, IdMaker ids, TimeProvider time)
{
    public const string Web = "web";

    public async Task<Outcome> RunAsync(Caller consumer, string? page, string? product, string? order, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(consumer.Tenant, stop);
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var who = ConsumerId.Parse(consumer.Id, provider: null);
            if (await ConversationStore.FindOpenAsync(db, who, Web, stop) is { } open)
            {
                await ConversationStore.SetPageAsync(db, open.Id, page, product, order, stop);
                return new Outcome.WasOpen((await ConversationStore.FindAsync(db, open.Id, stop))!);
            }
            // locked: a visitor who signs in as this member may be bringing it a conversation at this moment
            if (await ConsumerDirectory.LockAsync(db, who, stop) is not { } known)
                return new Outcome.NoSuchConsumer();

            var now = time.GetUtcNow();
            var id = ids.New<Kinds.Conversation>(now);
            var first = ReceptionRule.FirstOwner(settings, id, BusinessHours.IsOpen(settings, now));
            var opened = new NewConversation(
                consumer.Tenant, id, who, known.Name, known.Tier, known.IsVerified, Web, known.Locale, first, now, page, product, order);
            if (!await ConversationStore.InsertAsync(db, opened, stop))
                return new Outcome.WasOpen((await ConversationStore.FindOpenAsync(db, who, Web, stop))!);
            await facts.AddAsync(db, consumer.Tenant.ToString(), id.ToString(), seq: 0,
                new ConversationOpened(consumer.Id, Web, first), now, stop);
            return new Outcome.Opened((await ConversationStore.FindAsync(db, id, stop))!);
        }, stop);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Opened(ConversationRow Row) : Outcome;

        public sealed record WasOpen(ConversationRow Row) : Outcome;

        /// <summary>The token is valid, but its consumer was erased.</summary>
        public sealed record NoSuchConsumer : Outcome;
    }
}

/// <summary>Decides who receives a new conversation. Pure.</summary>
internal static class ReceptionRule
{
    private const int Buckets = 10_000;

    /// <summary><c>bot</c> or <c>queued</c>. With no people on duty it is the bot, whatever the mode.</summary>
    public static string FirstOwner(Settings settings, ConversationId id, bool isOpen) => settings.ReceptionMode switch
    {
        ReceptionMode.HumanFirst when isOpen => ConversationState.Queued,
        ReceptionMode.Mixed when isOpen && Bucket(id) >= settings.BotRatio * Buckets => ConversationState.Queued,
        _ => ConversationState.Bot,
    };

    /// <summary>An even spread of 0–9,999 that is the same for the same conversation.</summary>
    private static uint Bucket(ConversationId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        // the last bytes of a version-7 UUID are random
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) % Buckets;
    }
}
