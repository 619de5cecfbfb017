using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Takes in what a consumer says: stores it once, and leaves it to the bot or to whoever has the conversation.</summary>
internal sealed class ReceiveMessage(
    Database database, FactLog facts, IBus bus, Reception reception, ConversationMeter meter, TenantTree tree, TimeProvider time)
{
    /// <summary>How long this node has to answer before another may; far above any answer's time.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

    public async Task<Outcome> RunAsync(Caller consumer, ConversationId id, IncomingMessage said, CancellationToken stop)
    {
        var settings = await tree.SettingsAsync(consumer.Tenant, stop);
        try
        {
            return await database.InTransactionAsync(db => StoreAsync(db, consumer, id, said, settings, stop), stop);
        }
        catch (ResentException)
        {
            return await database.ReadAsync<Outcome>(async db =>
                await MessageStore.FindByClientKeyAsync(db, id, said.Key, stop) is { } before
                    ? new Outcome.Stored(before.Seq, before.SentAt)
                    : new Outcome.NoSuchConversation(), stop);
        }
    }

    private async Task<Outcome> StoreAsync(
        Session db, Caller consumer, ConversationId id, IncomingMessage said, Settings settings, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var who = ConsumerId.Parse(consumer.Id, provider: null);
        var touch = await TouchStore.ByConsumerAsync(
            db, id, who, consumer.Tenant, said.Preview, now, now.AddSeconds(settings.FirstResponseSeconds), stop);
        if (touch is null)
            return await WhyNotAsync(db, id, who, said, stop);

        var stored = await MessageStore.InsertAsync(db, new()
        {
            Tenant = consumer.Tenant,
            Conversation = id,
            Seq = touch.LastSeq,
            ClientKey = said.Key,
            Speaker = Speaker.Consumer,
            SpeakerId = consumer.Id,
            Body = said.Body,
            Parts = said.Parts,
            SentAt = now,
        }, stop);
        if (!stored)
            throw new ResentException();   // undoes the touch

        // before what follows from it: the log tells of messages in the order of their places
        await facts.AddAsync(db, consumer.Tenant.ToString(), id.ToString(), touch.LastSeq, new MessageAdded(Speaker.Consumer), now, stop);
        if (touch.State == ConversationState.Bot && touch.Reception == ConversationState.Queued)
            await reception.QueueAsync(db, id, new("human-first"), stop);   // opening the chat is not yet asking: the first words are
        else if (touch.State == ConversationState.Bot)
            await QueueTurnAsync(db, consumer.Tenant, id, who, said, touch, now, stop);
        db.AfterCommit(meter.Received);
        return new Outcome.Stored(touch.LastSeq, now);
    }

    private async Task QueueTurnAsync(
        Session db, TenantId tenant, ConversationId id, ConsumerId consumer, IncomingMessage said, ConsumerTouch touch,
        DateTimeOffset now, CancellationToken stop)
    {
        await TurnStore.InsertAsync(db, tenant, id, touch.LastSeq, said.Choice, now + Hold, stop);
        var turn = new Turn
        {
            TenantId = tenant,
            ConversationId = id,
            ConsumerId = consumer,
            Seq = touch.LastSeq,
            SentAt = now,
            Body = said.Body,
            Choice = said.Choice,
            Locale = touch.Locale,
            Misses = touch.Misses,
            AskedBack = touch.AskedBack,
            Product = touch.Product,
            OrderId = touch.OrderId,
            Token = 1,
        };
        db.AfterCommit(() => bus.Offer(turn));
    }

    /// <summary>A resend into a conversation that has ended meanwhile is still the same message.</summary>
    private static async Task<Outcome> WhyNotAsync(
        Session db, ConversationId id, ConsumerId consumer, IncomingMessage said, CancellationToken stop)
    {
        var row = await ConversationStore.FindAsync(db, id, stop);
        if (row is null || row.ConsumerId != consumer)
            return new Outcome.NoSuchConversation();
        return await MessageStore.FindByClientKeyAsync(db, id, said.Key, stop) is { } before
            ? new Outcome.Stored(before.Seq, before.SentAt)
            : new Outcome.Ended();
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Stored(long Seq, DateTimeOffset SentAt) : Outcome;

        public sealed record NoSuchConversation : Outcome;

        /// <summary>The conversation was closed; the consumer opens a new one.</summary>
        public sealed record Ended : Outcome;
    }
}

/// <summary>What a consumer sends.</summary>
/// <param name="ClientKey">Made by the sender, unique in the conversation.</param>
/// <param name="Body">The text.</param>
/// <param name="Parts">Stored parts (attachments); null for none.</param>
/// <param name="Choice">The value of the button that was tapped.</param>
internal sealed record IncomingMessage(string ClientKey, string Body, string? Parts, string? Choice)
{
    public string Key => $"c:{ClientKey}";

    public string Preview => Previews.Of(Body);
}

/// <summary>A message's first words, for lists.</summary>
internal static class Previews
{
    private const int CharactersMax = 80;

    public static string Of(string body)
    {
        var line = body.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end];
        if (line.Length <= CharactersMax)
            return line.Length == body.Length ? body : line.ToString();
        var cut = char.IsHighSurrogate(line[CharactersMax - 1]) ? CharactersMax - 1 : CharactersMax;
        return string.Concat(line[..cut], "…");
    }
}
