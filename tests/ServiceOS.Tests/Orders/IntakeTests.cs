using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Orders;

/// <summary>Reports come late, twice and out of order, and end in the same state all the same.</summary>
public sealed class IntakeTests
{
    private const int ReportsMany = 12;
    private static readonly DateTimeOffset s_start = new(2026, 11, 9, 2, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Any_order_of_reports_ends_in_the_same_state(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var merchant = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(Mixed().ToArbitrary(), reports =>
        {
            var (first, second) = (Next(), Next());
            var one = StoreAsync(server, first, reports.Sent).GetAwaiter().GetResult();
            var other = StoreAsync(server, second, reports.Arrived).GetAwaiter().GetResult();
            Assert.Equal(one, other);
        }));

        TenantId Next() => new(new Guid(++merchant, 0, 0, new byte[8]));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_report_that_says_nothing_new_writes_no_fact(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var merchant = TenantId.New(server.Time.GetUtcNow());

        Assert.Equal(Taken.Created, await TakeInAsync(server, merchant, Order("paid", 1)));
        Assert.Equal(Taken.Unchanged, await TakeInAsync(server, merchant, Order("paid", 1)));
        Assert.Equal(Taken.Unchanged, await TakeInAsync(server, merchant, Order("paid", 2)));
        Assert.Equal(Taken.Unchanged, await TakeInAsync(server, merchant, Order("unpaid", 0)));
        Assert.Equal(Taken.Updated, await TakeInAsync(server, merchant, Order("shipped", 3)));

        var facts = await server.Database.ReadAsync(async db => await db.GetAsync<long>(
            "select count(*) from facts where tenant_id = @merchant", new { merchant }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        Assert.Equal(2, facts);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_member_sees_own_orders_newest_first_with_parcels_as_they_are(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var merchant = TenantId.New(server.Time.GetUtcNow());
        await TakeInAsync(server, merchant, Order("shipped", 3) with { Parcels = [Parcel("in-transit", hour: 6)] });
        await TakeInAsync(server, merchant, Order("unpaid", 3) with { Id = "o2", PlacedAt = s_start.AddHours(1) });
        await TakeInAsync(server, merchant, Order("paid", 3) with { Id = "o3", MemberId = "tom" });

        var cards = await server.Database.ReadAsync(
            db => server.Get<OrderBook>().ListForMemberAsync(db, merchant, "ana", 10, CancellationToken.None), CancellationToken.None);

        Assert.Equal("o2 o1", string.Join(" ", cards.Select(card => card.Id)));
        var parcel = Assert.Single(cards[1].Parcels);
        Assert.Equal("in-transit", parcel.State);
        Assert.Equal("seen at 6", parcel.Checkpoints[0].Text);
        var bookLater = new OrderBook(new ManualTime(server.Time.GetUtcNow().AddHours(48)));
        var later = await server.Database.ReadAsync(
            db => bookLater.FindForMemberAsync(db, merchant, "ana", "o1", CancellationToken.None), CancellationToken.None);
        Assert.Equal("stalled", later!.Parcels[0].State);
        Assert.Null(await server.Database.ReadAsync(
            db => server.Get<OrderBook>().FindForMemberAsync(db, merchant, "ana", "o3", CancellationToken.None), CancellationToken.None));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_order_is_urged_once_a_day_of_the_shop(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        await TakeInAsync(server, cast.Lantern.Id, Order("paid", 1));
        await TakeInAsync(server, cast.Lantern.Id, Order("delivered", 1) with { Id = "o2" });
        var time = new ManualTime();   // of its own: the server's timers needn't all ring through the day
        var urge = new UrgeShipment(server.Database, server.Get<TenantTree>(), server.Get<FactLog>(), time);

        Assert.IsType<UrgeShipment.Outcome.Urged>(await urge.RunAsync(cast.Lantern.Id, "o1", CancellationToken.None));
        Assert.IsType<UrgeShipment.Outcome.UrgedAlready>(await urge.RunAsync(cast.Lantern.Id, "o1", CancellationToken.None));
        time.Advance(TimeSpan.FromHours(14));   // 10:00 in Shanghai, so past its midnight
        Assert.IsType<UrgeShipment.Outcome.Urged>(await urge.RunAsync(cast.Lantern.Id, "o1", CancellationToken.None));
        Assert.IsType<UrgeShipment.Outcome.NothingToHurry>(await urge.RunAsync(cast.Lantern.Id, "o2", CancellationToken.None));
        Assert.IsType<UrgeShipment.Outcome.NoSuchOrder>(await urge.RunAsync(cast.Lantern.Id, "o9", CancellationToken.None));
        Assert.IsType<UrgeShipment.Outcome.NoSuchOrder>(await urge.RunAsync(cast.Harbour.Id, "o1", CancellationToken.None));
    }

    /// <summary>A handful of reports about two orders and a parcel, and the same one to five times each and shuffled.</summary>
    private static Gen<(Report[] Sent, Report[] Arrived)> Mixed()
    {
        var order = from id in Gen.Elements("o1", "o2")
                    from state in Gen.Elements("unpaid", "paid", "shipped")
                    from hour in Gen.Choose(0, 4)
                    select new Report(id, Order(state, hour) with { Id = id }, Parcel: null, Checkpoint: null);
        var parcel = from carrier in Gen.Elements("Swift", "North")
                     from hour in Gen.Choose(0, 4)
                     select new Report("p1", Order: null, Parcel("in-transit", hour) with { Carrier = carrier, OrderId = "o1" }, Checkpoint: null);
        var seen = from id in Gen.Elements("c1", "c2", "c3")
                   from state in Gen.Elements("picked-up", "in-transit", "delivered")
                   from hour in Gen.Choose(0, 4)
                   from changed in Gen.Choose(0, 4)
                   select new Report(id, Order: null, Parcel: null, Checkpoint(id, state, hour) with { ChangedAt = s_start.AddHours(changed) });
        return from sent in Gen.OneOf(order, parcel, seen).ArrayOf(ReportsMany)
               from times in Gen.Choose(1, 5).ArrayOf(ReportsMany)
               from arrived in Gen.Shuffle<Report>([.. sent.Zip(times).SelectMany(one => Enumerable.Repeat(one.First, one.Second))])
               select (sent, arrived);
    }

    private static async Task<string> StoreAsync(TestServer server, TenantId merchant, IEnumerable<Report> reports)
    {
        var (intake, stop) = (server.Get<OrderIntake>(), CancellationToken.None);
        var now = server.Time.GetUtcNow();
        foreach (var report in reports)
        {
            await server.Database.InTransactionAsync(async db => _ = report switch
            {
                { Order: { } order } => await intake.TakeInAsync(db, merchant, report.Id, order, now, stop),
                { Parcel: { } parcel } => await intake.TakeInAsync(db, merchant, report.Id, "o1", parcel, now, stop),
                _ => await intake.TakeInAsync(db, merchant, "p1", report.Id, report.Checkpoint!, now, stop),
            }, stop);
        }
        var cards = await server.Database.ReadAsync(
            db => server.Get<OrderBook>().ListForMemberAsync(db, merchant, "ana", 50, stop), stop);
        return System.Text.Json.JsonSerializer.Serialize(cards);
    }

    private static Task<Taken> TakeInAsync(TestServer server, TenantId merchant, OrderReport order) =>
        server.Database.InTransactionAsync(db => server.Get<OrderIntake>().TakeInAsync(
            db, merchant, order.Id!, order, server.Time.GetUtcNow(), CancellationToken.None), CancellationToken.None);

    private static OrderReport Order(string state, int hour) => new()
    {
        Id = "o1",
        MemberId = "ana",
        State = state,
        Total = new(1_000, "CNY"),
        PlacedAt = s_start,
        Items = [new(ProductId: null, "Lantern", 1, ImageUrl: null)],
        ChangedAt = s_start.AddHours(hour),
    };

    private static ParcelReport Parcel(string state, int hour) => new()
    {
        Id = "p1",
        Carrier = "Swift",
        TrackingNumber = "SW1",
        ChangedAt = s_start.AddHours(hour),
        Checkpoints = [Checkpoint("c0", state, hour)],
    };

    private static CheckpointReport Checkpoint(string id, string state, int hour) =>
        new() { Id = id, At = s_start.AddHours(hour), State = state, Text = $"seen at {hour}" };

    private sealed record Report(string Id, OrderReport? Order, ParcelReport? Parcel, CheckpointReport? Checkpoint);
}
