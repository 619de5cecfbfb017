using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Security;

/// <summary>Lantern with one of each thing, and everybody who might come for it.</summary>
internal sealed class RouteWorld : IAsyncDisposable
{
    private static readonly CancellationToken s_stop = CancellationToken.None;

    private RouteWorld(Shop shop, Visitor ana)
    {
        Shop = shop;
        Ana = ana;
    }

    public Shop Shop { get; }
    public Visitor Ana { get; }
    public Cast Cast => Shop.Cast;
    public string Lantern => Cast.Lantern.Id.ToString();
    public string Conversation => Ana.Conversation;
    public string Item { get; private set; } = "";
    public string Skill { get; private set; } = "";
    public string ApiKey { get; private set; } = "";
    public string CannedReply { get; } = Guid.NewGuid().ToString("n");
    public string Attachment { get; private set; } = "";
    public string AnswerSeq { get; private set; } = "";
    public string GapVerdict { get; private set; } = "";
    public string Replay { get; private set; } = "";
    public string Golden { get; private set; } = "";
    public string Rollout { get; private set; } = "";

    public static object IgnoredGap { get; } = new { verdict = "ignore", key = "0123456789abcdef", volume = 1, days = 7 };

    public static object WholeSample { get; } = new { id = "0123456789abcdef0123456789abcdef", days = 1, perLayer = 50 };

    /// <summary>Ids that no answer to somebody of another shop may hold.</summary>
    public IReadOnlyList<string> Secrets =>
        [Lantern, Conversation, Ana.ConsumerId, Item, Skill, ApiKey, CannedReply, Attachment, GapVerdict, Replay, Golden, Rollout, Cast.Mei.ToString(), Cast.Kang.ToString()];

    public static async Task<RouteWorld> RaiseAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "We send within a day.", "When do you send my order?", "How fast is shipping?");
        var ana = await shop.VisitAsync();
        var world = new RouteWorld(shop, ana);

        using var kang = await shop.SignInAsync("kang");
        world.Skill = (await kang.PostAsync("/v1/skills", new { name = "spare" })).Expect(HttpStatusCode.Created).Get("id");
        world.ApiKey = (await kang.PostAsync("/v1/api-keys", new { name = "spare", scopes = new[] { "ask" } })).Expect(HttpStatusCode.Created).Get("id");
        world.Item = (await kang.GetJsonAsync("/v1/knowledge/items")).Expect(HttpStatusCode.OK).Items()[0].Text("id");
        world.GapVerdict = (await kang.PostAsync("/v1/knowledge/gap-verdicts", IgnoredGap)).Expect(HttpStatusCode.Created).Get("id");
        world.Golden = (await kang.PostAsync("/v1/knowledge/golden", new { question = "Secret?", expects = "handover" })).Expect(HttpStatusCode.Created).Get("id");
        world.Replay = (await kang.PostAsync("/v1/knowledge/replays", new { days = 7 })).Expect(HttpStatusCode.Accepted).Get("id");
        await Eventually.TrueAsync(
            async () => (await kang.GetJsonAsync($"/v1/knowledge/replays/{world.Replay}")).Get("state") == "done", "the replay is done");
        var draft = new { question = "What waits?", similar = Array.Empty<string>(), answer = new { text = "This." }, language = "en" };
        (await kang.PutAsync($"/v1/knowledge/items/{Guid.NewGuid():n}", draft)).Expect(HttpStatusCode.OK);
        world.Rollout = (await kang.PostAsync("/v1/knowledge/rollouts", new { })).Expect(HttpStatusCode.Created).Get("id");
        foreach (var route in ProbedRoute.All(shop.Server).Where(IsForSeeding).OrderBy(SeedOrder))
            await world.SeedAsync(kang, route);
        world.Attachment = (await ana.Http.PostAsync("/v1/attachments", RouteSamples.Body("POST /v1/attachments", world)))
            .Expect(HttpStatusCode.Created).Get("id");
        world.AnswerSeq = (await ana.AskAsync("When do you send my order?")).GetProperty("seq").GetRawText();
        (await kang.PostAsync("/v1/reviews/samples", WholeSample)).Expect(HttpStatusCode.OK);
        return world;
    }

    /// <summary>Everybody but those whose it is.</summary>
    public async Task<IReadOnlyList<Prober>> OthersAsync()
    {
        using var leaver = await Shop.SignInAsync("kang");
        var cookie = await Shop.Server.Client().PostAsync("/v1/staff-sessions", new { name = "kang", password = Cast.Password });
        var ended = Shop.Server.Client();
        ended.DefaultRequestHeaders.Add("Cookie", cookie.Response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        (await ended.DropAsync("/v1/staff-sessions/current")).Expect(HttpStatusCode.NoContent);

        return
        [
            new("nobody", Shop.Server.Client(), []),
            new("a made-up key", Shop.Server.Client("sosk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), []),
            new("a made-up visitor token", Shop.Server.Client("AAAA.BBBB"), []),
            new("a revoked key", await RevokedAsync(), []),
            new("an ended session", ended, []),
            await StaffAsync("shen", StaffIs.Low),
            await StaffAsync("mei", StaffIs.Low),
            new("a key that may read settings", await Cast.WithKeyAsync(Permission.SettingsRead), [Permission.SettingsRead]),
            await StaffAsync("wei", StaffIs.Foreign),
            new("a key of Harbour with every scope", await Cast.WithKeyAsync(Cast.Harbour, [.. Permission.OfKeys]), [.. Permission.OfKeys])
                { IsForeign = true },
            new("a consumer of Harbour", (await Shop.VisitAsync("harbour")).Http, [Permission.Consumer]) { IsForeign = true },
            new("another consumer of Lantern", (await Shop.VisitAsync()).Http, [Permission.Consumer]) { IsForeign = true, IsOfLantern = true },
        ];
    }

    /// <summary>Those whose it is, so that every sample is shown to be real.</summary>
    public async Task<IReadOnlyList<HttpClient>> OwnersAsync() =>
        [await Shop.SignInAsync("kang"), await Cast.WithKeyAsync([.. Permission.OfKeys]), Ana.Http];

    /// <summary>Every row of Lantern's in every table that says whose its rows are.</summary>
    public async Task<IReadOnlyList<string>> PictureAsync()
    {
        var before = await DumpAsync();
        for (; ; )   // the log's readers may still be busy with what was seeded
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, s_stop);
            var after = await DumpAsync();
            if (before.SequenceEqual(after, StringComparer.Ordinal))
                return after;
            before = after;
        }
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private static bool IsForSeeding(ProbedRoute route) =>
        route.Method == "PUT" && route.Parameters.Any() && !route.Name.Contains("/tenants/", StringComparison.Ordinal)
        && !route.Name.Contains("/staff/", StringComparison.Ordinal) && !route.Name.Contains("/knowledge/", StringComparison.Ordinal)
        && !route.Name.Contains("/reviews/", StringComparison.Ordinal);

    /// <summary>An order before its parcels, a parcel before its checkpoints.</summary>
    private static int SeedOrder(ProbedRoute route) =>
        route.Name.Contains("checkpoints", StringComparison.Ordinal) ? 2 : route.Name.Contains("parcels", StringComparison.Ordinal) ? 1 : 0;

    private async Task SeedAsync(HttpClient kang, ProbedRoute route)
    {
        using var request = route.Request(this);
        using var response = await kang.SendAsync(request, s_stop);
        Assert.True(response.IsSuccessStatusCode,
            $"seeding {route.Name}: {response.StatusCode} {await response.Content.ReadAsStringAsync(s_stop)}");
    }

    private async Task<HttpClient> RevokedAsync()
    {
        using var kang = await Shop.SignInAsync("kang");
        var made = (await kang.PostAsync("/v1/api-keys", new { name = "gone", scopes = Permission.OfKeys })).Expect(HttpStatusCode.Created);
        (await kang.DropAsync($"/v1/api-keys/{made.Get("id")}")).Expect(HttpStatusCode.NoContent);
        return Shop.Server.Client(made.Get("key"));
    }

    private async Task<Prober> StaffAsync(string name, StaffIs what)
    {
        var client = await Shop.SignInAsync(name);
        var me = await client.GetJsonAsync("/v1/staff-sessions/current");
        return new($"{name} ({me.Get("role")})", client,
            [Permission.Staff, .. me.Json.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()!)])
        { IsForeign = what == StaffIs.Foreign, IsReadOnly = me.Get("role") == "read-only" };
    }

    private Task<List<string>> DumpAsync() => Shop.Server.Database.ReadAsync(async db =>
    {
        var rows = new List<string>();
        foreach (var table in await db.ListAsync<string>(TablesSql(db.Engine), args: null, s_stop))
        {
            if (table.StartsWith("metric_", StringComparison.Ordinal))
                continue;   // counted from the log, which is compared itself, whenever the reader gets to it
            var row = db.Engine == Engine.Postgres ? "cast(t as text)" : await RowSqlAsync(db, table);
            rows.AddRange((await db.ListAsync<string>(
                $"select {row} as line from {table} t where tenant_id = @Lantern order by 1", new { Lantern }, s_stop)).Select(line => $"{table}: {line}"));
        }
        return rows;
    }, s_stop);

    private static string TablesSql(Engine engine) => engine == Engine.Postgres
        ? "select table_name::text from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' order by 1"
        : """
          select m.name from sqlite_master m
          where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant_id')
          order by 1
          """;

    private static async Task<string> RowSqlAsync(Session db, string table) => string.Join(" || ',' || ",
        (await db.ListAsync<string>("select name from pragma_table_info(@table)", new { table }, s_stop)).Select(column => $"quote({column})"));

    private enum StaffIs { Low, Foreign }
}

/// <summary>Somebody who comes for Lantern's things.</summary>
internal sealed record Prober(string Name, HttpClient Client, HashSet<string> Permissions)
{
    /// <summary>True when none of Lantern's things are theirs.</summary>
    public bool IsForeign { get; init; }

    /// <summary>True for a consumer of Lantern's own.</summary>
    public bool IsOfLantern { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsUnknown => Permissions.Count == 0;

    public bool May(ProbedRoute route) => route.Rule!.AnyOf.Any(Permissions.Contains);
}
