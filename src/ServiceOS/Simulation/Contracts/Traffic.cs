using System.Globalization;
using System.Net;

namespace ServiceOS.Simulation.Contracts;

/// <summary>A stream of simulated shoppers, and simulated agents who serve them, against a server over HTTP.</summary>
internal sealed class Traffic(Uri server, TrafficWish wish, TrafficTally tally, TimeProvider time)
{
    /// <summary>Shops where a person at the desk is to find work: no simulated agent works there.</summary>
    private static readonly string[] s_leftToPeople = ["healthy-home"];

    /// <summary>Shoppers who may wait for a person there at once: some, not a crowd.</summary>
    private const int WaitingThereMax = 2;

    private static readonly TimeSpan s_answerMax = TimeSpan.FromSeconds(30);

    private readonly WorldShoppers _world = WorldContent.Shoppers();
    private readonly Dice _dice = Dice.For(wish.Seed, "traffic");
    private int _waitingThere;

    /// <summary>The two agents who are played: the first of each shop that isn't left to people.</summary>
    public static IReadOnlyList<DemoUser> AgentsOf(DemoFile demo) =>
    [
        .. demo.Merchants.Select(merchant => merchant.Slug).Except(s_leftToPeople, StringComparer.Ordinal)
            .Select(slug => demo.Users.First(user => user.Tenant == slug && user.Role == "agent")),
    ];

    /// <summary>Until all have come and gone, or until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // shoppers share connections; each agent has cookies of their own
        using var handler = new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = wish.AtOnceMax };
        using var shoppers = new HttpClient(handler) { BaseAddress = server, Timeout = s_answerMax };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var shifts = wish.Agents.Select(agent => WorkAsync(agent, over.Token)).ToList();
        try
        {
            await SendAsync(shoppers, stop);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(shifts);
        }
    }

    private async Task SendAsync(HttpClient http, CancellationToken stop)
    {
        var members = Members.Of(_world, wish.WorldSeed).Where(member => !Members.Shown.Contains(member.Number)).ToList();
        var shops = _world.Openers.Keys.Order(StringComparer.Ordinal).ToList();
        var visits = new List<Task>();
        for (var i = 0; wish.Visits is null || i < wish.Visits; i++)
        {
            await Task.Delay(i < wish.AtTheStart ? Gap() / 10 : Gap(), time, stop);
            visits.RemoveAll(visit => visit.IsCompleted);
            if (visits.Count >= wish.AtOnceMax)
                await Task.WhenAny(visits);
            var shop = i == 0 && wish.AtTheStart > 0 ? s_leftToPeople[0] : _dice.OneOf(shops);
            var isLeft = s_leftToPeople.Contains(shop, StringComparer.Ordinal);
            var mayWait = !isLeft || Volatile.Read(ref _waitingThere) < WaitingThereMax;
            var plan = VisitPlan.By(_dice, shop, _world, members, isLeft && i == 0 ? true : mayWait ? null : false, wish.Pace);
            if (isLeft)
                plan = plan with { Patience = plan.Patience * 2 };   // the person at the desk is finding the way yet
            visits.Add(GoAsync(http, plan, i, isLeft && plan.WantsPerson, stop));
        }
        await Task.WhenAll(visits);
    }

    private async Task GoAsync(HttpClient http, VisitPlan plan, int number, bool waitsThere, CancellationToken stop)
    {
        if (waitsThere)
            Interlocked.Increment(ref _waitingThere);
        try
        {
            var token = plan.Member is null || wish.MemberKeys.GetValueOrDefault(plan.Shop) is not { } memberKey
                ? null
                : Members.TokenOf(plan.Member, memberKey, time.GetUtcNow());
            var key = string.Create(CultureInfo.InvariantCulture, $"s{wish.Seed}-{number}");
            await new Visit(new ServiceClient(http, tally), plan, token, key, tally, time).RunAsync(stop);
        }
        finally
        {
            if (waitsThere)
                Interlocked.Decrement(ref _waitingThere);
        }
    }

    private async Task WorkAsync(DemoUser agent, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = server, Timeout = s_answerMax };
        var dice = Dice.For(wish.Seed, agent.Name);
        await new Shift(new ServiceClient(http, tally), agent, dice, _world, wish.Pace, tally, time).RunAsync(stop);
    }

    /// <summary>Between two shoppers: as in a queue whose arrivals don't know of each other, but never long or none.</summary>
    private TimeSpan Gap() => wish.Gap * Math.Clamp(-Math.Log(1 - _dice.Share()), 0.1, 4);
}

/// <summary>How much traffic, and as whom.</summary>
internal sealed record TrafficWish
{
    public required long Seed { get; init; }

    /// <summary>The seed of the world that the members are of.</summary>
    public long WorldSeed { get; init; } = 1;

    /// <summary>Between two shoppers, on average.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(18);

    /// <summary>So many come ten times as fast, and the first wants a person: who looks in finds a desk in motion.</summary>
    public int AtTheStart { get; init; }

    /// <summary>How many shoppers in all; null: without end.</summary>
    public int? Visits { get; init; }

    public int AtOnceMax { get; init; } = 8;

    /// <summary>1: shoppers and agents type as people do; less: faster.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>With which a shop's site vouches for members; a shop without one has visitors only.</summary>
    public IReadOnlyDictionary<string, string> MemberKeys { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Played at the desk.</summary>
    public IReadOnlyList<DemoUser> Agents { get; init; } = [];
}
