using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>
/// I4: a conversation passes from owner to owner without a jump, and comes back from its end only by being reopened. A million
/// conversations are followed at a time; where there are more, the log is read once for each million.
/// </summary>
internal sealed class StateChecks
{
    private const long FollowedMax = 1_000_000;

    private readonly Check _chain = new("I4.states", "a conversation's moves begin with the bot, each where the last one ended, and the last one at its state; only 'reopened' leads out of closed");
    private readonly Check _opened = new("I4.opened", "a conversation's opening is in the log, once and first");
    private readonly Dictionary<Guid, State> _states = [];

    public IReadOnlyList<Check> Checks => [_chain, _opened];

    public async Task RunAsync(Session db, CancellationToken stop)
    {
        var parts = 1 + (await db.GetAsync<long>("select count(*) from conversations", args: null, stop) / FollowedMax);
        for (var part = 0L; part < parts; part++)
        {
            _states.Clear();
            await foreach (var fact in LogFacts.ReadAsync(db, [LogFacts.Opened, LogFacts.Moved], stop))
            {
                if (Hash.Of(fact.Subject) % (ulong)parts != (ulong)part)
                    continue;
                if (!Guid.TryParseExact(fact.Subject, "N", out var id))
                    _chain.Break(At(fact, $"fact {fact.Position} is about {fact.Subject}, which is no conversation"));
                else if (fact.Topic == LogFacts.Opened)
                    TakeOpened(fact, id);
                else
                    TakeMoved(fact, id);
            }
            await CompareAsync(db, part, parts, stop);
        }
    }

    private void TakeOpened(LoggedFact fact, Guid id)
    {
        _opened.Saw();
        if (!_states.TryAdd(id, State.Bot))
            _opened.Break(At(fact, $"fact {fact.Position} opens it, but earlier facts are about it"));
    }

    private void TakeMoved(LoggedFact fact, Guid id)
    {
        _chain.Saw();
        var before = _states.GetValueOrDefault(id, State.Bot);
        var moved = LogFacts.Read<MovedBody>(fact);
        var (from, to) = (StateOf(moved?.From), StateOf(moved?.To));
        if (from is null || to is null)
            _chain.Break(At(fact, $"fact {fact.Position} moves it from {moved?.From ?? "?"} to {moved?.To ?? "?"}, which are no states"));
        else if (from != before)
            _chain.Break(At(fact, $"fact {fact.Position} moves it from {moved!.From}, but it was {NameOf(before)}"));
        else if (from == to && from is State.Bot or State.Closed)
            _chain.Break(At(fact, $"fact {fact.Position} moves it from {moved!.From} to where it was"));
        else if ((from == State.Closed) != (moved!.Reason == "reopened"))
            _chain.Break(At(fact, $"fact {fact.Position} moves it from {moved.From} to {moved.To} for the reason “{moved.Reason}”"));
        _states[id] = to ?? before;
    }

    /// <summary>Each conversation against what its facts lead to; what is left over belongs to none.</summary>
    private async Task CompareAsync(Session db, long part, long parts, CancellationToken stop)
    {
        await foreach (var row in Pages.ReadAsync(after => db.ListAsync<StateRow>($"""
            select id, state, closed_at, closed_by from conversations where id > @after order by id limit {Pages.RowsMax}
            """, new { after }, stop), "", row => row.Id))
        {
            if (Hash.Of(row.Id) % (ulong)parts != (ulong)part)
                continue;
            if (!Guid.TryParseExact(row.Id, "N", out var id) || !_states.Remove(id, out var last))
                _opened.Break(new("no fact tells of its opening") { Conversation = row.Id });
            else if (NameOf(last) != row.State)
                _chain.Break(new($"its state is {row.State}, but its facts end with {NameOf(last)}") { Conversation = row.Id });
            else if ((row.State == "closed") != (row.ClosedAt is not null && row.ClosedBy is not null))
                _chain.Break(new($"its state is {row.State}, but {(row.ClosedAt is null ? "when or by whom it ended isn't told" : "it has the time of an end")}") { Conversation = row.Id });
        }
        foreach (var id in _states.Keys)
            _opened.Break(new("facts are about it, but it is not there") { Conversation = id.ToString("n") });
    }

    private static Breach At(LoggedFact fact, string says) => new(says) { Conversation = fact.Subject, Row = fact };

    private static State? StateOf(string? name) => name switch
    {
        "bot" => State.Bot,
        "queued" => State.Queued,
        "assigned" => State.Assigned,
        "closed" => State.Closed,
        _ => null,
    };

    private static string NameOf(State state) => state switch
    {
        State.Bot => "bot",
        State.Queued => "queued",
        State.Assigned => "assigned",
        _ => "closed",
    };

    private enum State : byte { Bot, Queued, Assigned, Closed }

    private sealed record StateRow
    {
        public required string Id { get; init; }
        public required string State { get; init; }
        public long? ClosedAt { get; init; }
        public string? ClosedBy { get; init; }
    }
}
