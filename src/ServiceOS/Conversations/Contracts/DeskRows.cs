using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations.Contracts;

/// <summary>Conversations as the desk lists them, for every screen that shows such a list.</summary>
internal sealed class DeskRows(TenantTree tree, StaffDirectory staff, SkillDirectory skills)
{
    /// <summary>The rows of some conversations as one member of staff sees them, in the order asked for; at most 200.</summary>
    public async Task<IReadOnlyList<ConversationLine>> OfAsync(
        Database database, IReadOnlyList<string> ids, Caller viewer, CancellationToken stop)
    {
        if (ids.Count == 0)
            return [];
        var rows = await database.ReadAsync(async db => await DeskStore.OfAsync(db, ids, viewer.Id, stop), stop);
        var byId = rows.ToDictionary(row => row.Id.ToString(), StringComparer.Ordinal);
        var lines = new List<ConversationLine>(ids.Count);
        foreach (var id in ids)
        {
            if (byId.TryGetValue(id, out var row))
                lines.Add(await LineAsync(row, viewer.Locale, stop));
        }
        return lines;
    }

    internal async ValueTask<ConversationLine> LineAsync(DeskRow row, string locale, CancellationToken stop) => new()
    {
        Id = row.Id,
        Merchant = new(row.TenantId.ToString(), await tree.NameAsync(row.TenantId, locale, stop)),
        Channel = row.Channel,
        State = row.State,
        Consumer = new(row.ConsumerId, row.ConsumerName, row.ConsumerIsMember, row.ConsumerTier),
        LastMessage = row.LastSpeaker is null ? null : new(row.LastSpeaker, row.LastPreview ?? "", row.LastSpokeAt),
        Seq = row.LastSeq,
        Unread = Math.Max(0, row.Unread),
        WaitingSince = row.WaitingSince,
        ReplyBy = row.ReplyBy,
        Agent = row.AgentId is { } agent ? new(agent.ToString(), (await staff.FindAsync(agent, stop))?.DisplayName ?? "") : null,
        Skill = row.SkillId is { } skill ? new(skill.ToString(), (await skills.FindAsync(skill, stop))?.Name ?? "") : null,
        Mood = row.Mood,
        Locale = row.Locale,
        OpenedAt = row.OpenedAt,
        ClosedAt = row.ClosedAt,
        HandoffReason = row.HandoffReason,
    };
}

/// <summary>A conversation as a line of a list.</summary>
internal sealed record ConversationLine
{
    public required ConversationId Id { get; init; }
    public required NameOf Merchant { get; init; }
    public required string Channel { get; init; }
    public required string State { get; init; }
    public required ConsumerName Consumer { get; init; }
    public LastMessage? LastMessage { get; init; }
    public required long Seq { get; init; }

    /// <summary>The consumer's messages that the viewer has not seen.</summary>
    public required long Unread { get; init; }

    /// <summary>Since when the consumer waits for a person's words; null when nobody waits.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>The service standard's deadline for them.</summary>
    public DateTimeOffset? ReplyBy { get; init; }
    public NameOf? Agent { get; init; }
    public NameOf? Skill { get; init; }
    public string? Mood { get; init; }
    public required string Locale { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? HandoffReason { get; init; }
}

internal sealed record ConsumerName(ConsumerId Id, string? Name, bool Verified, string? Tier);

internal sealed record LastMessage(string Speaker, string Preview, DateTimeOffset SentAt);

internal sealed record NameOf(string Id, string Name);
