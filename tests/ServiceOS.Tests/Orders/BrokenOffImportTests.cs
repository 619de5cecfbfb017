using System.Globalization;
using System.Net;
using System.Text;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Orders;

/// <summary>A file of orders during which the storage gives out: what was taken in is said, and the file may be sent again.</summary>
public sealed class BrokenOffImportTests
{
    private const int RowsMax = 3_000;
    private static readonly CancellationToken s_stop = CancellationToken.None;

    [Fact]
    public async Task On_a_full_disk_it_says_how_many_rows_were_taken_in()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        using var shop = await ShopAsync(server);
        await PagesAsync(server, more: 250);

        var full = await shop.CallAsync(HttpMethod.Post, "/v1/orders:import", File(Rows(1, RowsMax)));

        Assert.Equal((HttpStatusCode.InsufficientStorage, "disk-full"), (full.Status, full.Problem));
        await TellsTruthAndGoesOnAsync(server, shop, full, () => PagesAsync(server, more: 1_000_000));
    }

    [Fact]
    public async Task When_postgres_becomes_read_only_it_says_how_many_rows_were_taken_in()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var server = await TestServer.StartAsync(home, new ManualTime());
        using var shop = await ShopAsync(server);

        var refused = await shop.CallAsync(HttpMethod.Post, "/v1/orders:import", new PausedContent(Rows(1, 1_200), async () =>
        {
            await Eventually.TrueAsync(async () => await CountAsync(server) == 1_000, "two transactions are in");
            await home.ReadOnlyAsync(true);
        }, Rows(1_201, RowsMax)));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "read-only", 1_000),
            (refused.Status, refused.Problem, refused.Json.GetProperty("stored").GetInt32()));
        await TellsTruthAndGoesOnAsync(server, shop, refused, () => home.ReadOnlyAsync(false));
    }

    private static async Task TellsTruthAndGoesOnAsync(TestServer server, HttpClient shop, Answer refused, Func<Task> heal)
    {
        var stored = refused.Json.GetProperty("stored").GetInt32();
        Assert.InRange(stored, 500, RowsMax - 500);
        Assert.Equal(stored, await CountAsync(server));
        Assert.DoesNotContain("nothing was stored", refused.Get("detail"), StringComparison.Ordinal);
        Assert.Contains($"{stored} rows were taken in", refused.Get("detail"), StringComparison.Ordinal);
        Assert.NotNull(refused.Response.Headers.RetryAfter);

        await heal();
        var again = (await shop.CallAsync(HttpMethod.Post, "/v1/orders:import", File(Rows(1, RowsMax)))).Expect(HttpStatusCode.OK);

        Assert.Equal((RowsMax - stored, stored), (again.Json.GetProperty("created").GetInt32(), again.Json.GetProperty("unchanged").GetInt32()));
    }

    private static async Task<HttpClient> ShopAsync(TestServer server)
    {
        var cast = await Cast.RaiseAsync(server);
        return await cast.WithKeyAsync(Permission.OrdersWrite);
    }

    private static Task<long> CountAsync(TestServer server) => server.Database.ReadAsync(
        async db => await db.GetAsync<long>("select count(*) from orders", args: null, s_stop), s_stop);

    /// <summary>Lets the database grow by that many pages of 4 KB at most.</summary>
    private static Task PagesAsync(TestServer server, int more) => server.Database.InTransactionAsync(async db =>
    {
        var present = await db.GetAsync<long>("select page_count from pragma_page_count()", args: null, s_stop);
        ((SqliteSession)db).Execute(FormattableString.Invariant($"pragma max_page_count = {present + more}"));
    }, s_stop);

    private static ByteArrayContent File(byte[] rows) => new(rows);

    private static byte[] Rows(int first, int last) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(first, last - first + 1).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":"o{{i}}","state":"paid","placedAt":"2026-11-10T00:00:00Z","changedAt":"2026-11-10T00:00:00Z","total":{"amount":1},"items":[{"name":"Tea","quantity":1}]}

        """))));

    /// <summary>A body during which something happens.</summary>
    private sealed class PausedContent(byte[] first, Func<Task> between, byte[] then) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(first);
            await stream.FlushAsync();
            await between();
            await stream.WriteAsync(then);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
