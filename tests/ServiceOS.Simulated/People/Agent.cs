using ServiceOS.Conversations;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;
using ServiceOS.Staff;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulated.People;

/// <summary>An agent who comes, falls silent, takes, replies, passes on, closes and thinks better of it.</summary>
internal sealed class Agent
{
    private const double PauseSecondsMax = 7;
    private const int SilenceSecondsMax = 100;
    private static readonly CancellationToken s_stop = CancellationToken.None;

    private readonly City _city;
    private readonly Ledger _ledger;
    private readonly Actor _actor;
    private readonly Dice _dice;
    private readonly Phone _phone;
    private readonly Caller _self;
    private readonly StaffId _id;
    private readonly Dictionary<ConversationId, long> _screen = [];
    private int _said;

    public Agent(City city, Ledger ledger, int number)
    {
        (_city, _ledger) = (city, ledger);
        _actor = city.NewActor(FormattableString.Invariant($"agent {number}"));
        _dice = city.DiceFor(_actor.Name);
        _phone = new(city, _actor, _dice);
        _self = Fixture.Agent(number);
        _id = Fixture.AgentId(number);
    }

    public bool IsDone { get; private set; }

    /// <summary>Works for so many acts; then stays and is heard of, or goes without a word.</summary>
    public void Start(int acts, bool stays) => _actor.Start("working", async () =>
    {
        try
        {
            await SetAsync(PresenceState.Online);
            for (var act = 0; act < acts; act++)
            {
                await _phone.WaitAsync(_dice.Share() * PauseSecondsMax);
                await ActAsync();
            }
        }
        finally
        {
            IsDone = true;
        }
        while (stays)
        {
            await SetAsync(PresenceState.Online);
            await _phone.WaitAsync(20);
        }
    });

    private Task ActAsync() => _dice.Below(24) switch
    {
        0 => _phone.WaitAsync(_dice.Below(SilenceSecondsMax)),
        1 => SetAsync(_dice.OneOf([PresenceState.Busy, PresenceState.Away, PresenceState.Offline])),
        2 or 3 => SetAsync(PresenceState.Online),
        < 9 => BeatAsync(),
        < 11 => TakeNextAsync(),
        11 => TakeAsync(),
        12 or 13 => TransferAsync(),
        14 or 15 => CloseAsync(),
        16 => ReopenAsync(),
        _ => ReplyAsync(),
    };

    private Task SetAsync(string state) =>
        _phone.AskAsync(node => node.Get<SetPresence>().RunAsync(_id, Fixture.Shop, state, reason: null, s_stop));

    private Task BeatAsync() => _phone.AskOnceAsync(node => node.Get<SetPresence>().BeatAsync(_id, Fixture.Shop, s_stop));

    private async Task TakeNextAsync()
    {
        var taken = await _phone.AskAsync(async node => await node.Get<TakeConversation>().NextAsync(
            _self, await node.Get<TenantTree>().GetAsync(Fixture.Shop, s_stop), s_stop));
        _city.Trace.Note($"{_actor.Name} takes the next: {taken.GetType().Name}");
    }

    private async Task TakeAsync()
    {
        if (await AnyAsync() is not { } id)
            return;
        await _phone.AskAsync(async node => await RowAsync(node, id) is { } row
            ? await node.Get<TakeConversation>().RunAsync(_self, row, s_stop)
            : throw new InvalidOperationException($"{id} was opened and is not there"));
    }

    private async Task ReplyAsync()
    {
        if (await MineAsync() is not { } id)
            return;
        var read = await _phone.AskOnceAsync(node => node.Database.ReadAsync(
            async db => await MessageStore.ListAfterAsync(db, id, _screen.GetValueOrDefault(id), limit: 50, s_stop), s_stop));
        if (read is { Count: > 0 })
        {
            _ledger.See(_screen.GetValueOrDefault(id), read);
            _screen[id] = read[^1].Seq;
        }
        var said = new IncomingMessage(FormattableString.Invariant($"{++_said}"), $"of course {_self.Name}-{_said}", Parts: null, Choice: null);
        var message = _ledger.Send(id, $"a:{_self.Id}:{said.ClientKey}", said.Body);
        var seen = _screen.GetValueOrDefault(id);
        var isForced = _dice.Happens(0.2);
        var outcome = await _phone.AskAsync(node => node.Get<SendAgentMessage>().RunAsync(_self, id, said, seen, isForced, s_stop));
        if (outcome is SendAgentMessage.Outcome.Stored stored)
            _ledger.Acknowledge(message, stored.Seq);
    }

    private async Task TransferAsync()
    {
        if (await (_dice.Happens(0.8) ? MineAsync() : AnyAsync()) is not { } id)
            return;
        TransferConversation.Target to = _dice.Below(4) switch
        {
            0 => new TransferConversation.Target.Agent(Fixture.AgentId(_dice.Below(Fixture.AgentsMax))),
            1 => new TransferConversation.Target.Skill(Fixture.AfterSale),
            _ => new TransferConversation.Target.Bot(),
        };
        var outcome = await _phone.AskOnceAsync(async node => await RowAsync(node, id) is { } row
            ? await node.Get<TransferConversation>().RunAsync(_self, row, to, note: null, s_stop)
            : throw new InvalidOperationException($"{id} was opened and is not there"));
        _city.Trace.Note($"{_actor.Name} passes {id} on to {to.GetType().Name}: {outcome?.GetType().Name}");
    }

    private async Task CloseAsync()
    {
        if (await MineAsync() is not { } id)
            return;
        await _phone.AskOnceAsync(node => node.Database.InTransactionAsync(
            db => node.Get<Reception>().CloseAsync(db, id, Speaker.Agent, "other", note: null, resolved: true, s_stop), s_stop));
        _city.Trace.Note($"{_actor.Name} closes {id}");
    }

    private async Task ReopenAsync()
    {
        if (await AnyAsync() is not { } id)
            return;
        var outcome = await _phone.AskOnceAsync(async node => await RowAsync(node, id) is { } row
            ? await node.Get<ReopenConversation>().RunAsync(_self, row, s_stop)
            : throw new InvalidOperationException($"{id} was opened and is not there"));
        _city.Trace.Note($"{_actor.Name} reopens {id}: {outcome?.GetType().Name}");
    }

    private static ValueTask<ConversationRow?> RowAsync(Node node, Caller self, ConversationId id) =>
        new(node.Get<ConversationAccess>().FindAsync(self, id, s_stop));

    private ValueTask<ConversationRow?> RowAsync(Node node, ConversationId id) => RowAsync(node, _self, id);

    /// <summary>One of those that are with this agent.</summary>
    private async Task<ConversationId?> MineAsync()
    {
        var mine = await _phone.AskOnceAsync(node => node.Database.ReadAsync(
            async db => await QueueStore.OfAgentAsync(db, _self.Id, limit: 10, s_stop), s_stop));
        return mine is { Count: > 0 } ? _dice.OneOf(mine) : null;
    }

    /// <summary>Any conversation that was ever opened.</summary>
    private Task<ConversationId?> AnyAsync()
    {
        var opened = _ledger.Opened.Keys.ToList();
        return Task.FromResult<ConversationId?>(opened.Count > 0 ? _dice.OneOf(opened) : null);
    }
}
