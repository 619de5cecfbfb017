using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Events;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Simulated.Checks;

/// <summary>What the log tells, from its first fact to its last: each step must follow from those before.</summary>
internal sealed class Story(Trace trace)
{
    private readonly Dictionary<string, Talk> _talks = [];
    private readonly Dictionary<string, string> _presence = [];
    private readonly Dictionary<(DateTimeOffset Minute, string Figure), long> _counts = [];

    /// <summary>Conversations as they stand at the log's end.</summary>
    public IReadOnlyDictionary<string, Talk> Talks => _talks;

    /// <summary>What happened in each minute, by the board's figures.</summary>
    public IReadOnlyDictionary<(DateTimeOffset Minute, string Figure), long> Counts => _counts;

    public void Tell(FactRow fact)
    {
        switch (fact.Topic)
        {
            case "conversation.opened":
                _talks.Add(fact.Subject, new() { Reception = fact.Read<ConversationOpened>().State });
                Count(fact, "opened");
                break;
            case "conversation.message-added":
                Say(_talks[fact.Subject], fact, fact.Read<MessageAdded>());
                break;
            case "conversation.moved":
                Move(_talks[fact.Subject], fact, fact.Read<ConversationMoved>());
                break;
            case "staff.presence-changed":
                _presence[fact.Subject] = fact.Read<PresenceChanged>().State;
                break;
        }
    }

    private void Say(Talk talk, FactRow fact, MessageAdded said)
    {
        if (fact.Seq != ++talk.LastSeq)
            trace.Broken($"the log tells of message {fact.Seq} of {fact.Subject} where {talk.LastSeq} was due");
        if (said.Speaker != Speaker.System)
            Count(fact, said.Speaker);
        switch (said.Speaker)
        {
            case Speaker.Consumer when talk is { State: ConversationState.Bot, Reception: ConversationState.Bot }:
                talk.Unanswered.Add(fact.Seq);
                break;
            case Speaker.Bot when talk.State != ConversationState.Bot:
                trace.Broken($"the bot wrote {fact.Seq} in {fact.Subject}, which was {talk.State}");
                break;
            case Speaker.Bot when !talk.Unanswered.Remove(said.InReplyTo!.Value):
                trace.Broken($"the bot answered {said.InReplyTo.Value} of {fact.Subject}, which was answered or handed over");
                break;
            case Speaker.Bot when talk.Unanswered.Any(other => other < said.InReplyTo):
                trace.Broken($"the bot answered {said.InReplyTo!.Value} of {fact.Subject} before its turn");
                break;
            case Speaker.Agent when talk.State != ConversationState.Assigned || talk.Agent != said.Agent:
                trace.Broken($"agent {said.Agent} wrote {fact.Seq} in {fact.Subject}, which was not theirs");
                break;
        }
    }

    private void Move(Talk talk, FactRow fact, ConversationMoved moved)
    {
        if (moved.From != talk.State)
            trace.Broken($"{fact.Subject} moved from {moved.From}, and was {talk.State}");
        if (moved.To == ConversationState.Assigned && moved.Reason == "next")
            CheckFree(fact, moved.Agent!);
        if (moved.Reason == "agent-left")
            trace.Count(Happening.AgentLeft);
        if (moved.From == ConversationState.Bot && moved.To == ConversationState.Queued)
            Count(fact, "handed-over");
        if (moved.To == ConversationState.Bot)
            talk.Reception = ConversationState.Bot;
        else
            talk.Unanswered.Clear();
        talk.State = moved.To;
        talk.Agent = moved.To == ConversationState.Assigned ? moved.Agent : null;
    }

    /// <summary>The queue gives only to who is online and has a place.</summary>
    private void CheckFree(FactRow fact, string agent)
    {
        if (_presence.GetValueOrDefault(agent) != PresenceState.Online)
            trace.Broken($"{fact.Subject} was given to agent {agent}, who was not online");
        if (_talks.Values.Count(talk => talk.Agent == agent) >= Fixture.AgentCapacity)
            trace.Broken($"{fact.Subject} was given to agent {agent}, who had no place left");
    }

    private void Count(FactRow fact, string figure)
    {
        var key = (fact.At - TimeSpan.FromTicks(fact.At.Ticks % TimeSpan.TicksPerMinute), figure);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>A conversation as the log tells of it.</summary>
    internal sealed class Talk
    {
        public required string Reception { get; set; }

        public string State { get; set; } = ConversationState.Bot;

        public string? Agent { get; set; }

        public long LastSeq { get; set; }

        /// <summary>What the consumer said to the bot and has no answer.</summary>
        public HashSet<long> Unanswered { get; } = [];
    }
}
