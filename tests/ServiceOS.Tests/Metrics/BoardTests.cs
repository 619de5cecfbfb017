using System.Globalization;
using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Metrics;

/// <summary>Every figure of the board is what the log says, and what stands behind it is as much as it says.</summary>
public sealed class BoardTests
{
    private const string Shanghai = "Asia/Shanghai";
    private const string Eucla = "Australia/Eucla";
    private static readonly string[] s_aboutConversations =
        ["waiting", "longestWait", "inService", "withBot", "botShare", "resolved", "automation", "firstResponse"];

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_busy_day_counted_from_the_log_is_what_the_board_shows(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // Harbour's midnight is soon, and Lantern's three quarters of an hour later: what is counted by the day begins anew for each
        await using var shop = await Shop.OpenAsync(database, new ManualTime(new(2026, 11, 11, 15, 13, 0, TimeSpan.Zero)));
        await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?", "can the lamp get wet");
        using var wei = await shop.SignInAsync("wei");
        (await wei.PutAsync($"/v1/tenants/{shop.Cast.Harbour.Id}/settings", new { timeZone = Eucla })).Expect(HttpStatusCode.OK);
        var day = new BusyDay(shop, seed: 7);

        await day.ComeToWorkAsync();
        await day.GoOnAsync(steps: 40);
        await CompareAsync(shop);
        await day.GoOnAsync(steps: 48);
        Assert.True(shop.Server.Time.GetUtcNow() > new DateTimeOffset(2026, 11, 11, 16, 0, 0, TimeSpan.Zero));
        await CompareAsync(shop);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_next_look_shows_what_has_just_happened(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var hua = await shop.SignInAsync("hua");
        Assert.Equal("none", (await TilesAsync(hua))["botShare"]);
        var ana = await shop.VisitAsync();
        Assert.Equal("1", (await TilesAsync(hua))["withBot"]);

        await ana.Http.PostAsync($"{ana.Path}/handoff");
        var tiles = await TilesAsync(hua);
        Assert.Equal(("0", "1", "0"), (tiles["withBot"], tiles["waiting"], tiles["botShare"]));

        using var mei = await shop.AgentAsync("mei", "busy");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(30));
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Hello" })).Expect(HttpStatusCode.OK);
        tiles = await TilesAsync(hua);
        Assert.Equal(("1", "30", "none"), (tiles["inService"], tiles["firstResponse"], tiles["longestWait"]));

        (await mei.PostAsync($"{ana.Path}/close", new { wrapUp = new { category = "order", resolved = true } })).Expect(HttpStatusCode.OK);
        tiles = await TilesAsync(hua);
        Assert.Equal(("1", "0", "0"), (tiles["resolved"], tiles["inService"], tiles["automation"]));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_first_response_counts_once_however_often_the_conversation_waits_again(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        shop.Server.Time.Advance(TimeSpan.FromSeconds(12));
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Hello" })).Expect(HttpStatusCode.OK);

        shop.Server.Time.Advance(TimeSpan.FromSeconds(40));
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/transfer", new { toSkill = shop.Cast.AfterSale.ToString() }))
            .Expect(HttpStatusCode.OK);

        var tiles = await TilesAsync(mei);
        Assert.Equal(("1", "12"), (tiles["waiting"], tiles["firstResponse"]));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_is_with_an_agent_and_gets_no_answer_waits_too(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        Assert.Equal("0", (await TilesAsync(mei))["waiting"]);

        (await ana.SayAsync("Is anybody there?")).Expect(HttpStatusCode.OK);
        for (var i = 0; i < 24; i++)   // Mei is there all the time
        {
            shop.Server.Time.Advance(TimeSpan.FromSeconds(50));
            (await mei.PostAsync("/v1/desk/presence/heartbeat")).Expect(HttpStatusCode.OK);
        }
        var board = (await mei.GetJsonAsync("/v1/board")).Expect(HttpStatusCode.OK).Json;
        var longest = board.GetProperty("tiles").EnumerateArray().Single(tile => tile.Text("key") == "longestWait");
        Assert.Equal(("1200", "bad"), (Plain(longest.GetProperty("value")), longest.Text("state")));
        Assert.Equal("1", (await TilesAsync(mei))["waiting"]);
        var behind = (await mei.GetJsonAsync("/v1/board/rows?figure=longestWait")).Expect(HttpStatusCode.OK).Items();
        Assert.Equal(ana.Conversation, Assert.Single(behind).Text("id"));

        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Yes" })).Expect(HttpStatusCode.OK);
        var tiles = await TilesAsync(mei);
        Assert.Equal(("0", "none"), (tiles["waiting"], tiles["longestWait"]));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Behind_a_wait_the_longest_comes_first_whichever_began_earlier(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var mei = await shop.AgentAsync("mei", "busy");
        List<Visitor> came = [];
        for (var i = 0; i < 3; i++)
        {
            came.Add(await shop.VisitAsync());
            shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
        }
        foreach (var visitor in (Visitor[])[came[2], came[0], came[1]])
        {
            await visitor.Http.PostAsync($"{visitor.Path}/handoff");
            shop.Server.Time.Advance(TimeSpan.FromSeconds(10));
        }
        string[] byWait = [came[2].Conversation, came[0].Conversation, came[1].Conversation];
        Assert.Equal(byWait, await InOrderAsync(mei, "waiting"));
        Assert.Equal(byWait, await InOrderAsync(mei, "longestWait"));

        foreach (var visitor in came)   // after 20, 10 and 30 s and a bit
        {
            (await mei.PostAsync($"/v1/desk/conversations/{visitor.Conversation}/take")).Expect(HttpStatusCode.OK);
            (await mei.PostAsync($"{visitor.Path}/messages", new { clientKey = "1", body = "Hello" })).Expect(HttpStatusCode.OK);
        }
        Assert.Equal(byWait, await InOrderAsync(mei, "firstResponse"));
        var rows = (await mei.GetJsonAsync("/v1/board/rows?figure=firstResponse")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([30, 20, 10], byWait.Select(id => rows.GetProperty("seconds").GetProperty(id).GetDouble()));
        Assert.Equal(20, rows.GetProperty("value").GetDouble());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_bot_has_solved_what_it_answered_and_nothing_else(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?", "can the lamp get wet");
        using var hua = await shop.SignInAsync("hua");
        string[][] talks =
        [
            [],                                                           // nobody said anything
            ["hello"],                                                    // nobody asked anything
            ["xylophone marmalade"],                                      // it did not know
            ["is the lamp waterproof", "xylophone marmalade", "thanks"],  // it did not know in the end
            ["xylophone marmalade", "is the lamp waterproof", "thanks"],
            ["is the lamp waterproof"],
        ];
        var solved = new List<string>();
        foreach (var (talk, index) in talks.Select((talk, index) => (talk, index)))
        {
            var ana = await shop.VisitAsync();
            foreach (var words in talk)
                await ana.AskAsync(words);
            await ana.Http.PostAsync($"{ana.Path}/close");
            if (index >= 4)
                solved.Add(ana.Conversation);
        }

        var tiles = await TilesAsync(hua);
        Assert.Equal(("2", "0.3333", "1"), (tiles["resolved"], tiles["automation"], tiles["botShare"]));
        foreach (var figure in (string[])["resolved", "automation"])
        {
            var behind = (await hua.GetJsonAsync($"/v1/board/rows?figure={figure}")).Expect(HttpStatusCode.OK).Items();
            Assert.Equal(solved.Order(StringComparer.Ordinal), behind.Select(row => row.Text("id")).Order(StringComparer.Ordinal));
        }
    }

    private static async Task CompareAsync(Shop shop)
    {
        var cast = shop.Cast;
        string lantern = cast.Lantern.Id.ToString(), harbour = cast.Harbour.Id.ToString();
        string[] atLantern = [cast.Mei.ToString(), cast.Tom.ToString(), cast.Hua.ToString()];
        using var lin = await shop.SignInAsync("lin");
        using var program = await cast.WithKeyAsync(cast.Platform, Permission.FactsRead);
        foreach (var (node, merchants, agents, zone) in ((Tenant, string[], string[], string)[])
        [
            (cast.Platform, [lantern, harbour], [.. atLantern, cast.Wei.ToString()], Shanghai),
            (cast.Market, [lantern], atLantern, Shanghai),
            (cast.Lantern, [lantern], atLantern, Shanghai),
            (cast.Harbour, [harbour], [cast.Wei.ToString()], Eucla),
        ])
        {
            var now = shop.Server.Time.GetUtcNow();
            var (counted, shown) = ("", "");
            Recount? log = null;
            for (var tries = 0; tries < 400 && (tries == 0 || counted != shown); tries++)   // the log's readers may be busy yet
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
                shown = Lines(await BoardAsync(lin, node));
                log = await Recount.OfAsync(program);
                counted = Lines(log.Board(merchants, agents, now, zone));
            }
            Assert.Equal(counted, shown);
            foreach (var figure in s_aboutConversations)
                Assert.Equal(log!.Behind(figure, merchants, now, zone), await BehindAsync(lin, node, figure));
            foreach (var (share, whole) in ((string, string)[])[("botShare&whole=true", "opened"), ("automation&whole=true", "closed")])
                Assert.Equal(log!.Behind(whole, merchants, now, zone), await BehindAsync(lin, node, share));
            await OthersAddUpAsync(lin, node);
        }
    }

    /// <summary>The board as <see cref="Recount.Board"/> writes it.</summary>
    private static async Task<SortedDictionary<string, string>> BoardAsync(HttpClient lin, Tenant node)
    {
        var board = (await lin.GetJsonAsync($"/v1/board?tenant={node.Id}")).Expect(HttpStatusCode.OK).Json;
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tile in board.GetProperty("tiles").EnumerateArray())
            shown[$"tile {tile.Text("key")}"] = Plain(tile.GetProperty("value"));
        foreach (var merchant in board.GetProperty("merchants").EnumerateArray())
        {
            foreach (var figure in merchant.EnumerateObject().Where(member => member.Name is not ("id" or "name")))
                shown[$"merchant {merchant.Text("id")} {figure.Name.Replace("Seconds", "", StringComparison.Ordinal)}"] = Plain(figure.Value);
        }
        foreach (var agent in board.GetProperty("agents").EnumerateArray())
            shown[$"agent {agent.Text("id")}"] = $"{agent.Text("state")} {agent.GetProperty("assigned")}";
        var series = board.GetProperty("series").EnumerateArray().Reverse().ToList();
        for (var i = 0; i < series.Count; i++)
        {
            foreach (var figure in series[i].EnumerateObject().Where(member => member.Name != "minute"))
                shown[$"minute -{i:00} {figure.Name}"] = Plain(figure.Value);
        }
        return shown;
    }

    private static async Task<Dictionary<string, string>> TilesAsync(HttpClient viewer) =>
        (await viewer.GetJsonAsync("/v1/board")).Expect(HttpStatusCode.OK).Json.GetProperty("tiles").EnumerateArray()
            .ToDictionary(tile => tile.Text("key"), tile => Plain(tile.GetProperty("value")), StringComparer.Ordinal);

    /// <summary>The ids behind a figure.</summary>
    private static async Task<IReadOnlyList<string>> BehindAsync(HttpClient lin, Tenant node, string figure) =>
        [.. (await InOrderAsync(lin, $"{figure}&tenant={node.Id}", limit: 7)).Order(StringComparer.Ordinal)];

    /// <summary>The ids behind a figure as they come, read by small pages.</summary>
    private static async Task<IReadOnlyList<string>> InOrderAsync(HttpClient viewer, string figure, int limit = 2)
    {
        var ids = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await viewer.GetJsonAsync($"/v1/board/rows?figure={figure}&limit={limit}&after={after}")).Expect(HttpStatusCode.OK);
            ids.AddRange(page.Items().Select(row => row.Text("id")));
            after = page.Json.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        return ids;
    }

    private static async Task OthersAddUpAsync(HttpClient lin, Tenant node)
    {
        var online = (await lin.GetJsonAsync($"/v1/board/rows?figure=agentsOnline&tenant={node.Id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(online.GetProperty("value").GetDouble(), online.GetProperty("others").GetArrayLength());
        var perMinute = (await lin.GetJsonAsync($"/v1/board/rows?figure=messagesPerMinute&tenant={node.Id}")).Expect(HttpStatusCode.OK);
        var counts = perMinute.Json.GetProperty("counts");
        Assert.Equal(perMinute.Json.GetProperty("value").GetDouble(), perMinute.Items().Sum(row => counts.GetProperty(row.Text("id")).GetDouble()));
    }

    private static string Lines(SortedDictionary<string, string> shown) =>
        string.Join('\n', shown.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Key} = {line.Value}")));

    private static string Plain(JsonElement value) => Recount.Plain(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null);
}
