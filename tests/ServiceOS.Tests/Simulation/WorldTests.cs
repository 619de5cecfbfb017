using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Simulation;

/// <summary>The demo world: whole, alive on any day, and the same for the same seed.</summary>
public sealed class WorldTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task It_is_made_in_an_empty_database_and_its_shop_pages_open(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var folder = server.Get<AppSettings>().DataFolder;

        var made = await server.Get<LoadWorld>().RunAsync(folder, seed: 1, orderCount: 180, (_, _) => { }, CancellationToken.None);

        Assert.Equal(3, made.Merchants.Count);
        Assert.Contains(made.Users, user => user is { Name: "mei", Role: "agent", Tenant: "healthy-home" });
        var kept = await DemoFile.FindAsync(folder, CancellationToken.None);
        Assert.Equal(JsonSerializer.Serialize(made), JsonSerializer.Serialize(kept));
        foreach (var merchant in made.Merchants)
        {
            var shop = (await server.Http.GetJsonAsync($"/demo/shop/{merchant.Slug}.json")).Json;
            Assert.Equal(24, shop.GetProperty("products").GetArrayLength());
            var member = shop.GetProperty("shoppers")[0];
            Assert.True(member.GetProperty("orders").GetArrayLength() > 0);
            var session = await server.Http.PostAsync("/v1/visitor-sessions", new { merchant = merchant.Slug, memberToken = member.Text("memberToken") });
            Assert.True(session.Json.GetProperty("verified").GetBoolean(), session.Text);
        }
        Assert.Equal(404, (await server.Http.GetJsonAsync("/demo/shop/nowhere.json")).Code);
    }

    [Fact]
    public async Task A_real_installation_has_no_demo_pages()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        await Cast.RaiseAsync(server);

        Assert.Equal(404, (await server.Http.GetJsonAsync("/demo/shop/lantern.json")).Code);
    }

    [Fact]
    public async Task Its_secrets_are_for_the_owner_of_the_folder_only()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

        await new DemoFile { Seed = 1 }.WriteAsync(folder, CancellationToken.None);
        await new DemoFile { Seed = 2 }.WriteAsync(folder, CancellationToken.None);

        var file = Assert.Single(Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(2, (await DemoFile.FindAsync(folder, CancellationToken.None))!.Seed);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_same_seed_makes_the_same_orders_and_another_seed_others()
    {
        Assert.Equal(Text(seed: 1), Text(seed: 1));
        Assert.NotEqual(Text(seed: 1), Text(seed: 2));

        static string Text(long seed) => JsonSerializer.Serialize(Orders("good-harvest", seed, 100, s_now));
    }

    [Fact]
    public void No_shop_names_hours_that_it_does_not_keep() => Assert.Empty(
        from shop in WorldContent.Tree().Merchants   // none has hours of its own
        from text in new[] { shop.OfflineMessage.In("zh-CN"), shop.OfflineMessage.In("en") }
        where text.Contains(":00", StringComparison.Ordinal) || text.Contains(":30", StringComparison.Ordinal)
        select $"{shop.Slug}: {text}");

    [Fact]
    public void Every_variable_of_its_canned_replies_can_be_filled() => Assert.Empty(
        from reply in WorldContent.CannedReplies()
        from Match variable in Regex.Matches(reply.Body, @"\{\{\s*(?<name>.*?)\s*\}\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
        where !ServiceOS.Conversations.ReplyVariables.Fillable.Contains(variable.Groups["name"].Value)
        select $"{reply.Shortcut}: {variable.Value}");

    [Theory]
    [InlineData("2026-11-21T08:00:00Z")]
    [InlineData("2031-02-28T23:59:00Z")]
    public void On_any_day_orders_stand_in_every_state_and_none_in_the_future(string day)
    {
        var now = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture);
        var orders = WorldContent.Tree().Merchants.SelectMany(shop => Orders(shop.Slug, 1, 667, now)).ToList();

        Assert.Equal(2_001, orders.Select(order => order.Id).Distinct().Count());
        Assert.All(orders, order => Assert.Empty(ServiceOS.Orders.ReportFaults.Of(order.Id, order, now)));
        Assert.All(orders, order => Assert.True(order.ChangedAt <= now && order.PlacedAt <= order.ChangedAt));
        Assert.Equal(OrderState.All.Order(StringComparer.Ordinal), orders.Select(order => order.State!).Distinct().Order(StringComparer.Ordinal));
        var parcels = orders.SelectMany(order => order.Parcels!).Select(parcel => parcel.Checkpoints![^1])
            .Select(seen => ParcelState.Of(seen.State, seen.At!.Value, now)).Distinct();
        Assert.Equal("created delivered exception in-transit out-for-delivery stalled", string.Join(' ', parcels.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_member_whom_visitors_may_be_has_an_order_of_its_own_fate_as_the_newest()
    {
        var members = Members.Of(WorldContent.Shoppers(), 1);
        var newest = Orders("healthy-home", 1, 667, s_now).GroupBy(order => order.MemberId!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(order => order.PlacedAt)!, StringComparer.Ordinal);

        Assert.Equal("stalled", StateOf(newest[members[4].Id]));
        Assert.Equal("out-for-delivery", StateOf(newest[members[46].Id]));
        Assert.Equal("unpaid", newest[members[0].Id].State);

        static string StateOf(OrderReport order) =>
            ParcelState.Of(order.Parcels![0].Checkpoints![^1].State, order.Parcels[0].Checkpoints![^1].At!.Value, s_now);
    }

    [Theory]
    [InlineData("2026-11-21T08:00:00Z")]
    [InlineData("2026-11-20T18:30:00Z")]
    public void Couriers_come_by_day_and_no_parcel_arrives_at_its_branch_before_it_travels(string day)
    {
        var now = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture);
        var parcels = WorldContent.Tree().Merchants.SelectMany(shop => Orders(shop.Slug, 1, 667, now)).SelectMany(order => order.Parcels!).ToList();

        var met = parcels.SelectMany(parcel => parcel.Checkpoints!).Where(seen => seen.State is ParcelState.OutForDelivery or ParcelState.Delivered);
        Assert.All(met, seen => Assert.InRange(seen.At!.Value.ToOffset(TimeSpan.FromHours(8)).Hour, 8, 20));
        Assert.All(parcels, parcel => Assert.InRange(parcel.PromisedAt!.Value.ToOffset(TimeSpan.FromHours(8)).Hour, 8, 20));
        var onTheWay = parcels.SelectMany(parcel => parcel.Checkpoints!).Where(seen => seen.State == ParcelState.InTransit);
        Assert.DoesNotContain(onTheWay, seen => seen.Text!.Contains("派送营业点", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-14")]
    [InlineData("2027-05-01", "2026-11-14")]
    [InlineData("2027-08-01", "2027-11-14")]
    [InlineData("2030-11-01", "2030-11-14")]
    public void Campaigns_move_to_the_year_that_is_now(string now, string end) =>
        Assert.Equal(Day(end), Seasons.Move(Day("2026-11-14"), Day(now)));

    [Fact]
    public void Dice_throw_the_same_on_every_machine()
    {
        var dice = Dice.For(1, "a part");

        Assert.Equal("0 2 1 3 0 1 0 4", string.Join(' ', Enumerable.Range(0, 8).Select(_ => dice.Below(6))));
    }

    private static IEnumerable<OrderReport> Orders(string slug, long seed, int count, DateTimeOffset now) => new OrderMaker(
        WorldContent.Parcels(), WorldContent.Tree().Merchants.Single(shop => shop.Slug == slug), WorldContent.Products(slug), seed, now)
        .Make(Members.Of(WorldContent.Shoppers(), seed), count);

    private static DateTimeOffset Day(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
