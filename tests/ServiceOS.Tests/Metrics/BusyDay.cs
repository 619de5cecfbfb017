using System.Net;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Metrics;

/// <summary>A day at Lantern and Harbour: consumers and agents who do one thing after another, the same for the same seed.</summary>
internal sealed class BusyDay(Shop shop, int seed)
{
    private static readonly string[] s_words = ["hello", "thanks", "xylophone marmalade", "is the lamp waterproof", "human", "转人工"];
    private static readonly string[] s_names = ["mei", "tom", "hua", "wei"];

    private readonly Random _chance = new(seed);
    private readonly List<Visitor> _visitors = [];
    private readonly Dictionary<string, HttpClient> _agents = new(StringComparer.Ordinal);

    /// <summary>Everybody who has a place signs in and says so. Hua is there and busy.</summary>
    public async Task ComeToWorkAsync()
    {
        foreach (var name in s_names)
            _agents[name] = await shop.AgentAsync(name, name == "hua" ? "busy" : "online");
    }

    /// <summary>Some steps of 10 to 58 seconds; Tom is silent for the last third of them.</summary>
    public async Task GoOnAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            await ActAsync();
            shop.Server.Time.Advance(TimeSpan.FromMilliseconds(_chance.Next(10_000, 58_000)));
            foreach (var (name, client) in _agents)
            {
                if (name != "tom" || i < steps * 2 / 3)
                    await client.PostAsync("/v1/desk/presence/heartbeat");
            }
            await shop.AssignAsync();
        }
    }

    private Task ActAsync() => _chance.Next(12) switch
    {
        0 or 1 => ArriveAsync(),
        2 or 3 or 4 => SpeakAsync(),
        5 => WithVisitorAsync(visitor => visitor.Http.PostAsync($"{visitor.Path}/handoff")),
        6 => WithVisitorAsync(visitor => visitor.Http.PostAsync($"{visitor.Path}/close")),
        7 or 8 => ReplyAsync(),
        9 => CloseAsync(),
        10 => PassOnAsync(),
        _ => TakeAsync(),
    };

    private async Task ArriveAsync() => _visitors.Add(await shop.VisitAsync(_chance.Next(3) == 0 ? "harbour" : "lantern"));

    /// <summary>Whoever speaks after the end begins anew.</summary>
    private Task SpeakAsync() => WithVisitorAsync(async visitor =>
    {
        if ((await visitor.SayAsync(s_words[_chance.Next(s_words.Length)])).Status != HttpStatusCode.Conflict)
            return;
        var opened = (await visitor.Http.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        var back = visitor with { Conversation = opened.Get("id") };
        _visitors[_visitors.IndexOf(visitor)] = back;
        (await back.SayAsync("hello")).Expect(HttpStatusCode.OK);
    });

    private Task WithVisitorAsync(Func<Visitor, Task> act) =>
        _visitors.Count == 0 ? ArriveAsync() : act(_visitors[^(1 + _chance.Next(Math.Min(8, _visitors.Count)))]);

    private Task TakeAsync() => _chance.Next(2) == 0
        ? SomeAgent().PostAsync("/v1/desk/take-next")
        : WithVisitorAsync(visitor => SomeAgent().PostAsync($"/v1/desk/conversations/{visitor.Conversation}/take"));

    private Task ReplyAsync() => WithOneOfTheirsAsync((agent, conversation) => agent.PostAsync(
        $"/v1/conversations/{conversation}/messages", new { clientKey = Guid.NewGuid().ToString("n"), body = "Let me look." }));

    private Task CloseAsync() => WithOneOfTheirsAsync(async (agent, conversation) =>
    {
        var wrapUp = _chance.Next(4) == 0 ? null : new { category = "order", resolved = _chance.Next(3) > 0 };
        (await agent.PostAsync($"/v1/conversations/{conversation}/close", new { wrapUp })).Expect(HttpStatusCode.OK);
        if (_chance.Next(4) == 0)
            await agent.PostAsync($"/v1/desk/conversations/{conversation}/reopen");
    });

    private Task PassOnAsync() => WithOneOfTheirsAsync((agent, conversation) => agent.PostAsync(
        $"/v1/desk/conversations/{conversation}/transfer", _chance.Next(3) switch
        {
            0 => new { toAgent = shop.Cast.Tom.ToString() },
            1 => new { toSkill = shop.Cast.AfterSale.ToString() },
            _ => (object)new { toBot = true },
        }));

    private async Task WithOneOfTheirsAsync(Func<HttpClient, string, Task> act)
    {
        var agent = SomeAgent();
        var mine = (await agent.GetJsonAsync("/v1/desk/conversations?view=mine")).Expect(HttpStatusCode.OK).Items();
        if (mine.Count > 0)
            await act(agent, mine[_chance.Next(mine.Count)].Text("id"));
    }

    private HttpClient SomeAgent() => _agents[s_names[_chance.Next(s_names.Length)]];
}
