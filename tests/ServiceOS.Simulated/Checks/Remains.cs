using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Simulated.Checks;

/// <summary>What the database holds at the end of a run, read without any of the program's own queries.</summary>
internal sealed record Remains
{
    public required IReadOnlyList<Talk> Talks { get; init; }
    public required IReadOnlyList<Said> Messages { get; init; }
    public required IReadOnlyList<Place> Places { get; init; }
    public required IReadOnlyList<Minute> Minutes { get; init; }
    public required IReadOnlyList<Effect> Effects { get; init; }
    public required IReadOnlyList<FactRow> Facts { get; init; }
    public required IReadOnlyList<Turn> Turns { get; init; }

    public static async Task<Remains> ReadAsync(Session db, CancellationToken stop) => new()
    {
        Talks = await db.ListAsync<Talk>(
            "select id, consumer_id, state, agent_id, skill_id, last_seq, reply_by from conversations", args: null, stop),
        Messages = await db.ListAsync<Said>(
            "select conversation_id, seq, client_key, speaker, body, in_reply_to from messages order by conversation_id, seq", args: null, stop),
        Places = await db.ListAsync<Place>("select staff_id, state, heartbeat_at, assigned, capacity from agent_presence", args: null, stop),
        Minutes = await db.ListAsync<Minute>("select minute as at, figure, total from metric_minutes", args: null, stop),
        Effects = await db.ListAsync<Effect>("select business_key, state from effects", args: null, stop),
        Facts = await db.ListAsync<FactRow>(
            "select position, epoch, tenant_id, topic, subject, seq, at, body from facts order by position", args: null, stop),
        Turns = await db.ListAsync<Turn>("select conversation_id, seq, held_until from turns", args: null, stop),
    };

    internal sealed record Talk
    {
        public required ConversationId Id { get; init; }
        public required ConsumerId ConsumerId { get; init; }
        public required string State { get; init; }
        public string? AgentId { get; init; }
        public string? SkillId { get; init; }
        public long LastSeq { get; init; }
        public DateTimeOffset? ReplyBy { get; init; }
    }

    internal sealed record Said
    {
        public required ConversationId ConversationId { get; init; }
        public long Seq { get; init; }
        public required string ClientKey { get; init; }
        public required string Speaker { get; init; }
        public required string Body { get; init; }
        public long? InReplyTo { get; init; }
    }

    internal sealed record Place
    {
        public required string StaffId { get; init; }
        public required string State { get; init; }
        public DateTimeOffset HeartbeatAt { get; init; }
        public long Assigned { get; init; }
        public long Capacity { get; init; }
    }

    internal sealed record Turn
    {
        public required ConversationId ConversationId { get; init; }
        public long Seq { get; init; }
        public DateTimeOffset HeldUntil { get; init; }
    }

    internal sealed record Minute
    {
        public DateTimeOffset At { get; init; }
        public required string Figure { get; init; }
        public long Total { get; init; }
    }

    internal sealed record Effect
    {
        public required string BusinessKey { get; init; }
        public required string State { get; init; }
    }
}
