using ServiceOS.Conversations.Contracts;
using ServiceOS.Simulated.People;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Simulated.Checks;

/// <summary>Compares what the database holds at the end with what people know, and with what the program promises.</summary>
internal sealed class Verdict(Remains remains, Ledger ledger, City city)
{
    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(60);

    private readonly Trace _trace = city.Trace;

    public void Reach(IEnumerable<Follower> followers)
    {
        CheckMessages();
        CheckLedger();
        CheckOwners();
        CheckPlaces();
        CheckWaiting();
        CheckStory();
        CheckEffects();
        foreach (var follower in followers)
            CheckFollower(follower);
        ShowBroken();
    }

    /// <summary>Shows what the log says of the first conversation that is complained of.</summary>
    private void ShowBroken()
    {
        if (_trace.Violations.Count == 0)
            return;
        foreach (var fact in remains.Facts.Where(fact => _trace.Violations[0].Contains(fact.Subject, StringComparison.Ordinal)))
            _trace.Note($"fact {fact.Position} at {fact.At:t}: {fact.Topic} {fact.Seq} {fact.Body}");
    }

    /// <summary>Places are 1, 2, 3… in every conversation.</summary>
    private void CheckMessages()
    {
        var byTalk = remains.Messages.ToLookup(message => message.ConversationId);
        foreach (var talk in remains.Talks)
        {
            var places = byTalk[talk.Id].Select(message => message.Seq).ToList();
            if (!places.SequenceEqual(Enumerable.Range(1, places.Count).Select(seq => (long)seq)) || places.Count != talk.LastSeq)
                _trace.Broken($"{talk.Id} has messages {string.Join(' ', places)} and says that its last is {talk.LastSeq}");
        }
        foreach (var twice in remains.Messages.Where(message => message.InReplyTo is not null)
            .GroupBy(message => (message.ConversationId, message.InReplyTo)).Where(answers => answers.Count() > 1))
            _trace.Broken($"message {twice.Key.InReplyTo!.Value} of {twice.Key.ConversationId} has {twice.Count()} answers");
    }

    /// <summary>What was acknowledged or seen is there, and nothing is there twice.</summary>
    private void CheckLedger()
    {
        var byPlace = remains.Messages.ToDictionary(message => (message.ConversationId, message.Seq));
        var byBody = remains.Messages.ToLookup(message => (message.ConversationId, message.Body));
        foreach (var sent in ledger.Sent)
        {
            var copies = byBody[(sent.Conversation, sent.Body)].ToList();
            if (copies.Count > 1)
                _trace.Broken($"{sent.Key} is there {copies.Count} times");
            if (sent.Seq is { } seq && (copies.Count == 0 || copies[0].Seq != seq))
                _trace.Broken($"{sent.Key} was acknowledged as {seq} and is lost");
        }
        foreach (var ((conversation, seq), key) in ledger.Seen)
        {
            if (!byPlace.TryGetValue((conversation, seq), out var there) || there.ClientKey != key)
                _trace.Broken($"message {seq} of {conversation} was seen and is not there any more");
        }
    }

    /// <summary>Each conversation has one owner, who is there; each consumer has one open conversation.</summary>
    private void CheckOwners()
    {
        var talks = remains.Talks.ToDictionary(talk => talk.Id);
        foreach (var (id, consumer) in ledger.Opened)
        {
            if (!talks.TryGetValue(id, out var talk) || (talk.ConsumerId != consumer && !Fixture.MayBecome(consumer, talk.ConsumerId)))
                _trace.Broken($"{id} was opened and is lost");
        }
        var open = remains.Talks.Where(talk => talk.State != ConversationState.Closed).ToList();
        foreach (var several in open.GroupBy(talk => talk.ConsumerId).Where(group => group.Count() > 1))
            _trace.Broken($"consumer {several.Key} has {several.Count()} open conversations");
        var present = remains.Places.Where(IsPresent).Select(place => place.StaffId).ToHashSet();
        foreach (var talk in open)
        {
            if ((talk.State == ConversationState.Assigned) != (talk.AgentId is not null))
                _trace.Broken($"{talk.Id} is {talk.State} and has the agent {talk.AgentId}");
            if (talk.State == ConversationState.Assigned && !present.Contains(talk.AgentId!))
                _trace.Broken($"{talk.Id} is with agent {talk.AgentId}, who is not there");
            if (talk.State == ConversationState.Queued && talk.ReplyBy is null)
                _trace.Broken($"{talk.Id} waits without a deadline");
        }
    }

    private void CheckPlaces()
    {
        foreach (var place in remains.Places)
        {
            var counted = remains.Talks.Count(talk => talk.State == ConversationState.Assigned && talk.AgentId == place.StaffId);
            if (counted != place.Assigned)
                _trace.Broken($"agent {place.StaffId} has {counted} conversations and {place.Assigned} places taken");
        }
    }

    /// <summary>Nothing waits that somebody could do.</summary>
    private void CheckWaiting()
    {
        foreach (var turn in remains.Turns)
            _trace.Broken($"message {turn.Seq} of {turn.ConversationId} still waits for the bot, held until {turn.HeldUntil:u}");
        var free = remains.Places.Where(place => IsPresent(place) && place.State == PresenceState.Online && place.Assigned < place.Capacity).ToList();
        var queued = remains.Talks.Where(talk => talk.State == ConversationState.Queued).ToList();
        foreach (var talk in queued.Where(talk => free.Exists(agent => talk.SkillId is null || Fixture.HasAfterSale(agent.StaffId))))
            _trace.Broken($"{talk.Id} waits though an agent is free");
    }

    private void CheckStory()
    {
        var story = new Story(_trace);
        foreach (var fact in remains.Facts)
            story.Tell(fact);
        foreach (var talk in remains.Talks)
        {
            var told = story.Talks[talk.Id.ToString()];
            if (told.State != talk.State || told.LastSeq != talk.LastSeq || (talk.State == ConversationState.Assigned && told.Agent != talk.AgentId))
                _trace.Broken($"{talk.Id} is {talk.State} with {talk.LastSeq} messages, and the log says {told.State} with {told.LastSeq}");
            foreach (var seq in told.Unanswered)
                _trace.Broken($"message {seq} of {talk.Id} got neither an answer nor a person");
        }
        var shown = remains.Minutes.ToDictionary(minute => (Minute: minute.At, minute.Figure), minute => minute.Total);
        foreach (var key in story.Counts.Keys.Union(shown.Keys))
        {
            if (story.Counts.GetValueOrDefault(key) != shown.GetValueOrDefault(key))
                _trace.Broken($"the board says {shown.GetValueOrDefault(key)} {key.Figure} at {key.Minute:t}, the log {story.Counts.GetValueOrDefault(key)}");
        }
    }

    /// <summary>Each refund was paid once at most, and the ledger says of each what the provider says.</summary>
    private void CheckEffects()
    {
        var states = remains.Effects.ToDictionary(effect => effect.BusinessKey, effect => effect.State);
        foreach (var order in ledger.Refunds.Where(order => !states.ContainsKey(order)))
            _trace.Broken($"the refund of {order} was promised and is forgotten");
        foreach (var (order, state) in states)
        {
            var paid = city.Provider.Acts.GetValueOrDefault(order);
            var due = state switch { "confirmed" => 1, "failed" => 0, _ => -1 };
            if (paid != due)
                _trace.Broken($"the refund of {order} is {state} and was paid {paid} times");
        }
    }

    /// <summary>What a reader of the log has read is how the log begins.</summary>
    private void CheckFollower(Follower follower)
    {
        if (!follower.Read.SequenceEqual(remains.Facts.Take(follower.Read.Count)))
            _trace.Broken($"a follower of the log has read what is not in it");
        if (follower.Read.Count < remains.Facts.Count)
            _trace.Note($"a follower lacks {remains.Facts.Count - follower.Read.Count} facts");
    }

    private bool IsPresent(Remains.Place place) =>
        place.State != PresenceState.Offline && (place.HeartbeatAt - city.Scheduler.Now).Duration() < s_silenceMax;
}
