using System.Net;
using System.Text;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Orders;

/// <summary>What a shop's own program reports over HTTP with its key.</summary>
public sealed class ShopApiTests
{
    private const string Placed = "2026-11-09T08:00:00Z";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_order_its_parcel_and_checkpoints_come_in_any_order(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);

        await Put(shop, "/v1/parcels/p1/checkpoints/c2", new { at = "2026-11-11T01:00:00Z", state = "in-transit", place = "Wuxi", text = "At the hub" }, "created");
        await Put(shop, "/v1/parcels/p1/checkpoints/c1", new { at = "2026-11-10T01:00:00Z", state = "picked-up", text = "Collected" }, "created");
        await Put(shop, "/v1/parcels/p1", new { orderId = "o1", carrier = "Swift", trackingNumber = "SW1", promisedAt = "2026-11-13T10:00:00Z" }, "created");
        await Put(shop, "/v1/orders/o1", Order("shipped", "2026-11-10T00:00:00Z"), "created");
        await Put(shop, "/v1/orders/o1", Order("paid", "2026-11-09T09:00:00Z"), "unchanged");

        var card = await FindAsync(server, cast.Lantern, "o1");
        Assert.Equal("shipped", card!.State);
        var parcel = Assert.Single(card.Parcels);
        Assert.Equal("in-transit", parcel.State);
        Assert.Equal(new DateTimeOffset(2026, 11, 13, 10, 0, 0, TimeSpan.Zero), parcel.EstimatedDelivery);
        Assert.Equal("At the hub, Collected", string.Join(", ", parcel.Checkpoints.Select(seen => seen.Text)));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_report_that_makes_no_sense_is_refused_by_field_and_not_stored(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);

        var answer = await shop.PutAsync("/v1/orders/o1", new { state = "lost", placedAt = Placed, total = new { amount = -1 }, items = new[] { new { name = "", quantity = 0 } } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var errors = answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
        Assert.Equal("items[0].name items[0].quantity state total.amount", string.Join(' ', errors));
        Assert.Equal(400, (await shop.PutAsync("/v1/orders/o1", Order("paid", "2026-11-09T08:00:00"))).Code);   // whose noon?
        Assert.Equal(400, (await shop.PutAsync("/v1/orders/o1", Order("paid", "2027-11-09T08:00:00Z"))).Code);
        Assert.Equal(400, (await shop.PutAsync("/v1/orders/a%20b", Order("paid", Placed))).Code);
        Assert.Null(await FindAsync(server, cast.Lantern, "o1"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_shop_reports_for_itself_and_a_platforms_key_for_the_shop_it_names(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);
        using var platform = await ShopAsync(server, cast.Platform);

        Assert.Equal(404, (await shop.PutAsync($"/v1/orders/o1?tenant={cast.Harbour.Id}", Order("paid", Placed))).Code);
        Assert.Equal(400, (await platform.PutAsync("/v1/orders/o1", Order("paid", Placed))).Code);
        Assert.Equal(200, (await platform.PutAsync($"/v1/orders/o1?tenant={cast.Harbour.Id}", Order("paid", Placed))).Code);

        Assert.Null(await FindAsync(server, cast.Lantern, "o1"));
        Assert.NotNull(await FindAsync(server, cast.Harbour, "o1"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Products_are_found_by_words_of_either_language(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);
        for (var i = 1; i <= 3; i++)
            await Put(shop, $"/v1/products/tea-{i}", Product($"茶{i}", $"Tea {i}"), "created");
        await Put(shop, "/v1/products/pot", Product("茶壶 100%", "Pot"), "created");

        Assert.Equal("pot tea-1 tea-2 tea-3", await ProductsAsync(shop, "q=茶"));
        Assert.Equal("tea-2", await ProductsAsync(shop, "q=TEA%202"));
        Assert.Equal("pot", await ProductsAsync(shop, "q=100%25"));
        Assert.Equal("tea-1 tea-2", await ProductsAsync(shop, "q=tea&limit=2"));
        Assert.Equal("tea-3", await ProductsAsync(shop, "q=tea&limit=2&after=tea-2"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_file_of_orders_stores_the_good_rows_and_names_the_others_by_line(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);
        var file = string.Join('\n', Row("o1", "paid"), "{", "", Row("o2", "lost"), Row("o1", "paid"), Row("o3", "paid"));

        var dry = (await SendAsync(shop, "/v1/orders:import?dryRun=true", Encoding.UTF8.GetBytes(file))).Expect(HttpStatusCode.OK);
        Assert.Equal(2, dry.Json.GetProperty("created").GetInt32());
        Assert.Null(await FindAsync(server, cast.Lantern, "o1"));

        var done = (await SendAsync(shop, "/v1/orders:import", Encoding.UTF8.GetBytes(file))).Expect(HttpStatusCode.OK);
        Assert.Equal("2:,4:state", string.Join(',', done.Json.GetProperty("errors").EnumerateArray().Select(
            error => $"{error.GetProperty("line")}:{(error.TryGetProperty("field", out var field) ? field : null)}")));
        Assert.Equal(1, done.Json.GetProperty("unchanged").GetInt32());
        Assert.NotNull(await FindAsync(server, cast.Lantern, "o3"));

        var again = await SendAsync(shop, "/v1/orders:import", Encoding.UTF8.GetBytes(file));
        Assert.Equal(0, again.Json.GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task A_large_file_is_stored_500_rows_at_a_time_and_tells_of_its_progress()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);
        shop.DefaultRequestHeaders.Add("Accept", "application/x-ndjson");
        var file = string.Join('\n', Enumerable.Range(1, 1_200).Select(i => Row($"o{i}", "paid")));

        var answer = (await SendAsync(shop, "/v1/orders:import", Encoding.UTF8.GetBytes(file))).Expect(HttpStatusCode.OK);

        var rows = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(line).GetProperty("rows").GetInt32());
        Assert.Equal("500 1000 1200", string.Join(' ', rows));
    }

    [Fact]
    public async Task A_file_that_is_no_text_or_has_no_good_row_is_refused()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var shop = await ShopAsync(server, cast.Lantern);

        var answer = await SendAsync(shop, "/v1/orders:import", [0x7B, 0xFF, 0xFE, 0x7D, 0x0A]);
        var tooLong = await SendAsync(shop, "/v1/orders:import", Encoding.UTF8.GetBytes(new string('x', 300_000)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("is not UTF-8", answer.Text, StringComparison.Ordinal);
        Assert.Contains("is longer than", tooLong.Text, StringComparison.Ordinal);
    }

    private static async Task<HttpClient> ShopAsync(TestServer server, Tenant tenant) => server.Client(
        await server.Get<KeyAdmin>().CreateAsync(tenant.Id, "shop", [Permission.OrdersWrite], CancellationToken.None));

    private static async Task Put(HttpClient shop, string path, object body, string result) =>
        Assert.Equal(result, (await shop.PutAsync(path, body)).Expect(HttpStatusCode.OK).Get("result"));

    private static async Task<string> ProductsAsync(HttpClient shop, string query) => string.Join(' ',
        (await shop.GetJsonAsync($"/v1/products?{query}")).Expect(HttpStatusCode.OK).Items().Select(item => item.Text("id")));

    private static Task<Answer> SendAsync(HttpClient shop, string path, byte[] file) =>
        shop.CallAsync(HttpMethod.Post, path, new ByteArrayContent(file));

    private static Task<OrderCard?> FindAsync(TestServer server, Tenant merchant, string id) => server.Database.ReadAsync(
        db => server.Get<OrderBook>().FindAsync(db, merchant.Id, id, CancellationToken.None), CancellationToken.None);

    private static object Order(string state, string changedAt) => new
    {
        state,
        memberId = "ana",
        placedAt = Placed,
        changedAt,
        total = new { amount = 9_900, currency = "CNY" },
        items = new[] { new { name = "Tea", quantity = 2 } },
    };

    private static string Row(string id, string state) =>
        $$"""{"id":"{{id}}","state":"{{state}}","placedAt":"{{Placed}}","changedAt":"{{Placed}}","total":{"amount":1},"items":[{"name":"Tea","quantity":1}]}""";

    private static Dictionary<string, object> Product(string zh, string en) => new(StringComparer.Ordinal)
    {
        ["name"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = zh, ["en"] = en },
        ["price"] = new { amount = 100 },
    };
}
