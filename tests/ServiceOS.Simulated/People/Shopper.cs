using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulated.People;

/// <summary>A consumer who keeps a ledger: each message has a key and is sent until it is acknowledged, and sometimes after.</summary>
internal sealed class Shopper
{
    private const double PauseSecondsMax = 9;
    private static readonly CancellationToken s_stop = CancellationToken.None;

    private static readonly string[] s_words =
        ["hello", "where is my order", "thank you", "qwerty", "does it float", "i want a human", "this is a scam", "when will it arrive"];

    private readonly City _city;
    private readonly Ledger _ledger;
    private readonly Actor _actor;
    private readonly Dice _dice;
    private readonly Phone _phone;
    private readonly int _number;
    private ConsumerId _id;
    private ConversationId? _conversation;
    private long _read;
    private int _said;

    public Shopper(City city, Ledger ledger, int number)
    {
        (_city, _ledger, _number) = (city, ledger, number);
        _actor = city.NewActor(FormattableString.Invariant($"shopper {number}"));
        _dice = city.DiceFor(_actor.Name);
        _phone = new(city, _actor, _dice);
        _id = Fixture.ShopperId(number);
    }

    private Caller Self => Fixture.Consumer(_id);

    public bool IsDone { get; private set; }

    public void Start(int acts) => _actor.Start("shopping", () => ShopAsync(acts));

    private async Task ShopAsync(int acts)
    {
        try
        {
            for (var act = 0; act < acts; act++)
            {
                await _phone.WaitAsync(_dice.Share() * PauseSecondsMax);
                await (_dice.Below(20) switch
                {
                    0 => OpenAsync(),
                    1 => AskForPersonAsync(),
                    2 => CloseAsync(),
                    3 => AskForRefundAsync(),
                    4 => SignInAsync(),
                    5 => LeaveQueueAsync(),
                    < 9 => ReadAsync(),
                    _ => SayAsync(),
                });
            }
        }
        finally
        {
            IsDone = true;
        }
    }

    private async Task OpenAsync()
    {
        var opened = await _phone.AskAsync(node => node.Get<OpenConversation>().RunAsync(Self, page: null, product: null, order: null, s_stop));
        var row = opened switch
        {
            OpenConversation.Outcome.Opened fresh => fresh.Row,
            OpenConversation.Outcome.WasOpen there => there.Row,
            _ => throw new InvalidOperationException($"{_actor.Name} is not known: {opened}"),
        };
        if (row.Id != _conversation)
            (_conversation, _read) = (row.Id, 0);
        _ledger.Open(row.Id, _id);
        _city.Trace.Note($"{_actor.Name} has {row.Id} open");
    }

    private async Task SayAsync()
    {
        if (_conversation is null)
            await OpenAsync();
        var key = FormattableString.Invariant($"{_number}-{++_said}");
        var said = new IncomingMessage(key, $"{_dice.OneOf(s_words)} {key}", Parts: null, Choice: null);
        var message = _ledger.Send(_conversation!.Value, said.Key, said.Body);
        _city.Trace.Note($"{_actor.Name} says {said.Key}");
        await SendAsync(message, said);
        if (!_dice.Happens(0.15))
            return;
        _city.Trace.Count(Happening.SentAgain);   // a browser that lost the answer after all
        await SendAsync(message, said);
    }

    private async Task SendAsync(SentMessage message, IncomingMessage said)
    {
        switch (await _phone.AskAsync(node => node.Get<ReceiveMessage>().RunAsync(Self, message.Conversation, said, s_stop)))
        {
            case ReceiveMessage.Outcome.Stored stored:
                _ledger.Acknowledge(message, stored.Seq);
                break;
            case ReceiveMessage.Outcome.Ended:
                if (message.Seq is not null)
                    _city.Trace.Broken($"{message.Key} was acknowledged, and its resend is told that the conversation has ended");
                if (message.Conversation == _conversation)
                    _conversation = null;
                break;
            default:
                _city.Trace.Broken($"{message.Conversation}, which was opened, is not there");
                _conversation = null;
                break;
        }
    }

    private async Task ReadAsync()
    {
        if (_conversation is not { } id)
            return;
        var after = _read;
        var rows = await _phone.AskOnceAsync(node => node.Database.ReadAsync(
            async db => await MessageStore.ListAfterAsync(db, id, after, limit: 50, s_stop), s_stop));
        if (rows is not { Count: > 0 })
            return;
        _ledger.See(after, rows);
        _read = rows[^1].Seq;
    }

    private async Task AskForPersonAsync()
    {
        if (_conversation is not { } id)
            return;
        await _phone.AskAsync(async node => await node.Get<ConversationAccess>().FindAsync(Self, id, s_stop) is { } row
            ? await node.Get<RequestPerson>().RunAsync(row, s_stop)
            : null);
        _city.Trace.Note($"{_actor.Name} has asked for a person");
    }

    /// <summary>Waits no longer for a person; often in the same breath in which something was said.</summary>
    private async Task LeaveQueueAsync()
    {
        await AskForPersonAsync();
        if (_conversation is not { } id)
            return;
        var outcome = await _phone.AskAsync(async node => await node.Get<ConversationAccess>().FindAsync(Self, id, s_stop) is null
            ? null
            : await node.Get<LeaveQueue>().RunAsync(id, s_stop));
        _city.Trace.Note($"{_actor.Name} waits no longer: {outcome?.GetType().Name}");
    }

    private async Task CloseAsync()
    {
        if (_conversation is not { } id)
            return;
        await _phone.AskAsync(node => node.Database.InTransactionAsync(
            db => node.Get<Reception>().CloseAsync(db, id, Speaker.Consumer, category: null, note: null, resolved: null, s_stop), s_stop));
        _city.Trace.Note($"{_actor.Name} has closed");
        _conversation = null;
    }

    /// <summary>Turns out to be a member, who may be talking elsewhere.</summary>
    private async Task SignInAsync()
    {
        var member = Fixture.MemberId(_number);
        if (_id == member)
            return;
        var visitor = _id;
        await _phone.AskAsync(async node =>
        {
            await node.Database.InTransactionAsync(db => node.Get<IVisitorFollower>().FollowAsync(db, visitor, member, s_stop), s_stop);
            return true;
        });
        _id = member;
        _conversation = null;   // as the widget does: it asks anew which one is open
        _city.Trace.Count(Happening.SignedIn);
        _city.Trace.Note($"{_actor.Name} has signed in");
    }

    private async Task AskForRefundAsync()
    {
        var order = FormattableString.Invariant($"order-{_dice.Below(6)}");   // others may ask for the same
        await _phone.AskAsync(node => RefundWorker.AskAsync(node, order));
        _ledger.Promise(order);
    }
}
