using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>I7: every open conversation has one owner who is there, and what a consumer said to the bot is answered or in hand.</summary>
internal sealed class OwnerChecks : ITalkCheck
{
    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(60 + 60);   // the product's minute, and one to act in
    private static readonly TimeSpan s_overdueMax = TimeSpan.FromSeconds(60);

    private readonly Check _owners = new("I7.owner", "an open conversation has one owner: the bot, the queue with a deadline, or an agent");
    private readonly Check _present = new("I7.present", "the agent who has a conversation is one, and is there");
    private readonly Check _places = new("I7.places", "an agent's taken places are the conversations that they have");
    private readonly Check _answers = new("I7.answers", "what a consumer says to the bot is answered, waits as a turn, or was handed over");
    private readonly Check _turns = new("I7.turns", "a turn is a consumer's unanswered message to the bot, and is not held for ever");
    private readonly Dictionary<string, AgentRow> _agents;
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private readonly Life _life;
    private readonly HashSet<long> _owed = [];
    private readonly List<TurnRow> _waiting = [];
    private Talk _talk = null!;
    private bool _isWithBot;

    private OwnerChecks(Dictionary<string, AgentRow> agents, Life life)
    {
        _agents = agents;
        _life = life;
        if (life.Doubt is { } doubt)
            _present.Note = _turns.Note = $"who is silent and what is overdue can't be known: {doubt}";
    }

    public IReadOnlyList<Check> Checks => [_owners, _present, _places, _answers, _turns];

    /// <summary>Remembers who is there: agents are thousands, not millions.</summary>
    public static async Task<OwnerChecks> StartAsync(Session db, Life life, CancellationToken stop)
    {
        var agents = new Dictionary<string, AgentRow>(StringComparer.Ordinal);
        await foreach (var agent in Pages.ReadAsync(
            after => db.ListAsync<AgentRow>($"""
                select s.id, p.state, p.heartbeat_at, coalesce(p.assigned, 0) as assigned
                from staff s left join agent_presence p on p.staff_id = s.id
                where s.id > @after order by s.id limit {Pages.RowsMax}
                """, new { after }, stop), "", agent => agent.Id))
            agents[agent.Id] = agent;
        return new(agents, life);
    }

    public void Begin(Talk talk, IReadOnlyList<TurnRow> turns)
    {
        _talk = talk;
        _isWithBot = true;
        _owed.Clear();
        _waiting.Clear();
        _waiting.AddRange(turns);
        if (talk.State == "closed")
            return;
        _owners.Saw();
        if (FaultOf(talk) is { } fault)
            _owners.Break(Here(fault));
        if (talk.State == "assigned" && talk.AgentId is { } agent)
            LookAtAgent(agent);
    }

    public void Take(Said message)
    {
        switch (message.Speaker)
        {
            case "consumer" when _isWithBot:
                _answers.Saw();
                _owed.Add(message.Seq);
                break;
            case "bot" when message.InReplyTo is { } asked:
                _owed.Remove(asked);
                break;
            case "system" when EventOf(message) is { } happened:
                _isWithBot = happened == "bot-resumed";
                _owed.Clear();   // whatever else happened, a person has it or it has ended
                break;
        }
    }

    public void End()
    {
        foreach (var turn in _waiting)
        {
            _turns.Saw();
            if (!_owed.Remove(turn.Seq))
                _turns.Break(Here($"the turn {turn.Seq} stands for no unanswered message of the consumer's to the bot", turn.Seq));
            else if (_talk.State != "bot")
                _turns.Break(Here($"the turn {turn.Seq} waits for the bot, but the conversation is {_talk.State}", turn.Seq));
            else if (IsOverdue(turn))
                _turns.Break(Here(FormattableString.Invariant(
                    $"the turn {turn.Seq} was held until {DateTimeOffset.FromUnixTimeMilliseconds(turn.HeldUntil):u}, nobody took it since, and there was life at {_life.At:u}"), turn.Seq));
        }
        foreach (var seq in _owed)
            _answers.Break(Here($"message {seq} has no answer and no turn, and was not handed over", seq));
    }

    public void Orphan(TurnRow turn)
    {
        _turns.Saw();
        _turns.Break(new($"the turn {turn.Seq} belongs to a conversation that is not there") { Row = turn });
    }

    /// <summary>Once all conversations were seen: are agents' places as many as they have?</summary>
    public void Finish()
    {
        foreach (var agent in _agents.Values.Where(agent => agent.State is not null))
        {
            _places.Saw();
            var has = _taken.GetValueOrDefault(agent.Id);
            if (has != agent.Assigned)
                _places.Break(new(FormattableString.Invariant($"{agent.Assigned} places are taken, but the agent has {has} conversations")) { Agent = agent.Id });
        }
    }

    private void LookAtAgent(string id)
    {
        _taken[id] = _taken.GetValueOrDefault(id) + 1;
        _present.Saw();
        if (!_agents.TryGetValue(id, out var agent))
            _present.Break(Here($"the agent {id} does not exist") with { Agent = id });
        else if (agent.HeartbeatAt is not { } heard)
            _present.Break(Here($"the agent {id} has never been there") with { Agent = id });
        else if (_life.Doubt is null && _life.At.ToUnixTimeMilliseconds() - heard > s_silenceMax.TotalMilliseconds)
            _present.Break(Here(FormattableString.Invariant(
                $"the agent {id} was last heard of at {DateTimeOffset.FromUnixTimeMilliseconds(heard):u}, and still has it at {_life.At:u}")) with
            { Agent = id });
    }

    private static string? FaultOf(Talk talk) => talk.State switch
    {
        "bot" => talk.AgentId is null ? null : $"the bot has it, and so has agent {talk.AgentId}",
        "queued" when talk.AgentId is not null => $"it waits, and agent {talk.AgentId} has it",
        "queued" => talk.QueuedAt is null ? "it waits without the time since when" : talk.ReplyBy is null ? "it waits without a deadline" : null,
        "assigned" => talk.AgentId is null ? "it is assigned to nobody" : talk.AssignedAt is null ? "it is assigned without the time since when" : null,
        _ => $"its state is {talk.State}",
    };

    /// <summary>A hold of 0 was let go at a start: since when isn't known.</summary>
    private bool IsOverdue(TurnRow turn) =>
        _life.Doubt is null && turn.HeldUntil > 0 && _life.At.ToUnixTimeMilliseconds() - turn.HeldUntil > s_overdueMax.TotalMilliseconds;

    /// <summary>What a line of the program in the thread says that happened; null for other lines.</summary>
    private static string? EventOf(Said message)
    {
        if (message.EventParts is null)
            return null;
        try
        {
            using var parts = JsonDocument.Parse(message.EventParts);
            return parts.RootElement.EnumerateArray()
                .Select(part => part.TryGetProperty("event", out var happened) ? happened.GetString() : null)
                .FirstOrDefault(happened => happened is not null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // what it said is missed where it matters: as a hand-over
        }
    }

    private Breach Here(string says, long? seq = null) => new(says) { Conversation = _talk.Id, Seq = seq };

    private sealed record AgentRow
    {
        public required string Id { get; init; }

        /// <summary>Null: never was there.</summary>
        public string? State { get; init; }
        public long? HeartbeatAt { get; init; }
        public long Assigned { get; init; }
    }
}
