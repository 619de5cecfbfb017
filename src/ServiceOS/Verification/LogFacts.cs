using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>Reads the log by position: on both engines the order in which a conversation's facts were written, under its row's lock.</summary>
internal static class LogFacts
{
    public const string MessageAdded = "conversation.message-added";
    public const string Opened = "conversation.opened";
    public const string Moved = "conversation.moved";

    /// <summary>Facts of some topics.</summary>
    public static IAsyncEnumerable<LoggedFact> ReadAsync(Session db, IReadOnlyList<string> topics, CancellationToken stop) => Pages.ReadAsync(
        after =>
        {
            stop.ThrowIfCancellationRequested();
            return db.ListAsync<LoggedFact>($"""
                select position, epoch, tenant_id, topic, subject, seq, at, body from facts
                where position > @after and topic in @topics order by position limit {Pages.RowsMax}
                """, new { after, topics }, stop);
        }, 0L, fact => fact.Position);

    /// <summary>What a fact says; null when it can't be read.</summary>
    public static T? Read<T>(LoggedFact fact) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(fact.Body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A fact as it stands.</summary>
internal sealed record LoggedFact
{
    public long Position { get; init; }
    public long Epoch { get; init; }
    public required string TenantId { get; init; }
    public required string Topic { get; init; }
    public required string Subject { get; init; }
    public long Seq { get; init; }
    public long At { get; init; }
    public required string Body { get; init; }
}

/// <summary>What is checked of "somebody said something".</summary>
internal sealed record AddedBody(string? Speaker, long? InReplyTo);

/// <summary>What is checked of "a conversation passed from one owner to another".</summary>
internal sealed record MovedBody(string? From, string? To, string? Reason);
