using System.Net;
using System.Text.Json;
using ServiceOS.Metrics;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Metrics;

/// <summary>How much the bot takes and resolves, over hours and days, is what the log says.</summary>
public sealed class QualityTests
{
    private const string Path = "/v1/bot-quality";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_busy_day_counted_from_the_log_is_what_the_hours_days_and_merchants_show(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(database, new ManualTime(new(2026, 11, 11, 15, 33, 0, TimeSpan.Zero)));
        await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?", "can the lamp get wet");
        var day = new BusyDay(shop, seed: 11);
        await day.ComeToWorkAsync();
        await day.GoOnAsync(steps: 70);
        Assert.True(shop.Server.Time.GetUtcNow() > new DateTimeOffset(2026, 11, 11, 16, 0, 0, TimeSpan.Zero));

        using var lin = await shop.SignInAsync("lin");
        using var program = await shop.Cast.WithKeyAsync(shop.Cast.Platform, Permission.FactsRead);
        string lantern = shop.Cast.Lantern.Id.ToString(), harbour = shop.Cast.Harbour.Id.ToString();
        foreach (var (node, merchants) in ((Tenant, string[])[])[(shop.Cast.Platform, [lantern, harbour]), (shop.Cast.Lantern, [lantern])])
        {
            foreach (var (period, steps) in ((string, int)[])[("24h", 24), ("7d", 7), ("30d", 30)])
            {
                var (counted, shown) = ("", "");
                for (var tries = 0; tries < 400 && (tries == 0 || counted != shown); tries++)   // the log's readers may be busy yet
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
                    var view = (await lin.GetJsonAsync($"{Path}?tenant={node.Id}&period={period}")).Expect(HttpStatusCode.OK).Json;
                    var log = await Recount.OfAsync(program);
                    var starts = view.GetProperty("series").EnumerateArray().Select(point => point.GetProperty("start").GetDateTimeOffset()).ToList();
                    Assert.Equal(steps, starts.Count);
                    shown = Shown(view);
                    counted = Counted(log, merchants, starts);
                }
                Assert.Equal(counted, shown);
            }
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Automation_is_the_share_that_the_bot_alone_had_times_its_resolution_and_drills_to_its_rows(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?", "can the lamp get wet");
        var solved = new List<string>();
        foreach (var words in (string[])["is the lamp waterproof", "can the lamp get wet", "xylophone marmalade", "human"])
        {
            var visitor = await shop.VisitAsync();
            await visitor.SayAsync(words);
            await Eventually.TrueAsync(async () => (await visitor.MessagesAsync()).Count > 1, "the bot answers");
            (await visitor.Http.PostAsync($"{visitor.Path}/close")).Expect(HttpStatusCode.OK);
            if (words.Contains("lamp", StringComparison.Ordinal))
                solved.Add(visitor.Conversation);
        }
        using var hua = await shop.SignInAsync("hua");
        var view = (await hua.GetJsonAsync(Path)).Expect(HttpStatusCode.OK).Json;
        var shares = view.GetProperty("shares");
        Assert.Equal((0.75, 0.75, 0.6667, 0.5), (Share(shares, "botShare"), Share(shares, "botTaken"), Share(shares, "botResolution"), Share(shares, "automation")));
        Assert.Equal(2, view.GetProperty("unsettled").GetInt64());

        var behind = (await hua.GetJsonAsync($"{Path}/rows?figure=botResolution")).Expect(HttpStatusCode.OK);
        Assert.Equal(solved.Order(StringComparer.Ordinal), behind.Items().Select(row => row.Text("id")).Order(StringComparer.Ordinal));
        Assert.Equal(0.6667, behind.Json.GetProperty("value").GetDouble());
        var first = (await hua.GetJsonAsync($"{Path}/rows?figure=botResolution&whole=true&limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await hua.GetJsonAsync($"{Path}/rows?figure=botResolution&whole=true&limit=2&after={first.Get("next")}")).Expect(HttpStatusCode.OK);
        Assert.Equal(3, first.Items().Concat(rest.Items()).Select(row => row.Text("id")).Distinct(StringComparer.Ordinal).Count());
        (await hua.GetJsonAsync($"{Path}?period=1h")).Expect(HttpStatusCode.BadRequest);
        (await hua.GetJsonAsync($"{Path}/rows?figure=waiting")).Expect(HttpStatusCode.BadRequest);

        using var wei = await shop.SignInAsync("wei");
        var foreign = (await wei.GetJsonAsync(Path)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(JsonValueKind.Null, foreign.GetProperty("shares").GetProperty("automation").ValueKind);
        Assert.Empty(foreign.GetProperty("merchants").EnumerateArray());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_comes_back_within_72_hours_was_not_helped_and_who_comes_later_was(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var began = new DateTimeOffset(2026, 11, 11, 8, 0, 0, TimeSpan.Zero);
        Visitor soon, late;
        await using (var shop = await Shop.OpenAsync(database, new ManualTime(began)))
        {
            await shop.TeachAsync("en", "Yes, it may stand in the rain.", "Is the lamp waterproof?");
            (soon, late) = (await HelpedAsync(shop), await HelpedAsync(shop));
        }
        // a start of its own for each time: three days of a running server's timers take a minute
        await using (var server = await TestServer.StartAsync(database, new ManualTime(began.AddHours(71))))
            (await server.Client(TokenOf(soon)).PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        await using var last = await TestServer.StartAsync(database, new ManualTime(began.AddHours(73)));
        (await last.Client(TokenOf(late)).PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);

        using var hua = last.Client();
        (await hua.PostAsync("/v1/staff-sessions", new { name = "hua", password = Cast.Password })).Expect(HttpStatusCode.OK);
        var behind = (await hua.GetJsonAsync($"{Path}/rows?figure=automation&period=7d")).Expect(HttpStatusCode.OK).Items();
        Assert.Equal(late.Conversation, Assert.Single(behind).Text("id"));
        var view = (await hua.GetJsonAsync($"{Path}?period=7d")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((1, 0), (view.GetProperty("counts").GetProperty("automated").GetInt64(), view.GetProperty("unsettled").GetInt64()));
    }

    [Fact]
    public void Hours_and_days_are_those_of_the_zone_and_a_day_may_have_25_hours()
    {
        var eucla = QualityPeriod.Of("24h", new(2026, 11, 11, 15, 33, 0, TimeSpan.Zero), "Australia/Eucla");   // UTC+8:45
        Assert.Equal(new DateTimeOffset(2026, 11, 11, 15, 15, 0, TimeSpan.Zero), eucla.Starts[^1]);
        Assert.Equal(24, eucla.Starts.Count);
        var berlin = QualityPeriod.Of("7d", new(2026, 10, 27, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin");   // summer time ends on the 25th
        Assert.Equal(TimeSpan.FromHours(25), berlin.Starts[5] - berlin.Starts[4]);
        Assert.Equal((4, 5, null), (berlin.PlaceOf(berlin.Starts[5].AddTicks(-1)), berlin.PlaceOf(berlin.Starts[5]), berlin.PlaceOf(berlin.Since.AddTicks(-1))));
    }

    private static string TokenOf(Visitor visitor) => visitor.Http.DefaultRequestHeaders.Authorization!.Parameter!;

    private static async Task<Visitor> HelpedAsync(Shop shop)
    {
        var visitor = await shop.VisitAsync();
        await visitor.AskAsync("is the lamp waterproof");
        (await visitor.Http.PostAsync($"{visitor.Path}/close")).Expect(HttpStatusCode.OK);
        return visitor;
    }

    private static string Shown(JsonElement view) => string.Join('\n',
    [
        .. view.GetProperty("series").EnumerateArray().Select(point => Counts(point)),
        $"all {Counts(view)}",
        .. view.GetProperty("merchants").EnumerateArray().Select(one => $"{one.Text("id")} {Counts(one)}").Order(StringComparer.Ordinal),
    ]);

    private static string Counted(Recount log, IReadOnlyList<string> merchants, List<DateTimeOffset> starts)
    {
        var ends = starts.Skip(1).Append(DateTimeOffset.MaxValue);
        return string.Join('\n',
        [
            .. starts.Zip(ends, (start, end) => log.Quality(merchants, start, end).ToString()),
            $"all {log.Quality(merchants, starts[0], DateTimeOffset.MaxValue)}",
            .. merchants.Select(one => $"{one} {log.Quality([one], starts[0], DateTimeOffset.MaxValue)}").Order(StringComparer.Ordinal),
        ]);
    }

    private static string Counts(JsonElement of)
    {
        var counts = of.GetProperty("counts");
        int Of(string name) => counts.GetProperty(name).GetInt32();
        return (Of("opened"), Of("botOnly"), Of("closed"), Of("botClosed"), Of("automated")).ToString();
    }

    private static double Share(JsonElement shares, string name) => shares.GetProperty(name).GetDouble();
}
