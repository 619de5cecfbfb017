using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Channels;

/// <summary>The log as other programs read it.</summary>
public sealed class FactTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_key_reads_what_became_true_in_its_shop_as_cloud_events(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var program = await shop.Cast.WithKeyAsync(Permission.FactsRead);
        var ana = await shop.VisitAsync();
        await ana.SayAsync("hello");
        var answer = await UntilAsync(program, fact => fact.Text("type") == "conversation.message-added");

        var said = answer.Items().First(fact => fact.Text("type") == "conversation.message-added");
        Assert.Equal("1.0", said.Text("specversion"));
        Assert.Equal($"/tenants/{shop.Cast.Lantern.Id}", said.Text("source"));
        Assert.Equal(ana.Conversation, said.Text("subject"));
        Assert.Equal("1", said.Text("sequence"));
        Assert.Equal("application/json", said.Text("datacontenttype"));
        Assert.Equal("consumer", said.GetProperty("data").Text("speaker"));
        Assert.Equal(shop.Server.Time.GetUtcNow(), said.GetProperty("time").GetDateTimeOffset());
        Assert.All(answer.Items(), fact => Assert.DoesNotContain("hello", fact.GetRawText(), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Pages_of_one_fact_are_the_same_log_in_the_same_order(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var program = await shop.Cast.WithKeyAsync(Permission.FactsRead);
        var ana = await shop.VisitAsync();
        for (var i = 0; i < 3; i++)
            await ana.AskAsync("hello");

        var whole = await UntilAsync(program, fact => fact.Text("type") == "conversation.message-added" && fact.Text("sequence") == "6");
        var (cursor, ids) = ("", new List<string>());
        while ((await program.GetJsonAsync($"/v1/facts?limit=1&after={cursor}")).Expect(HttpStatusCode.OK) is var page && page.Items().Count > 0)
        {
            ids.Add(page.Items().Single().Text("id"));
            cursor = page.Get("next");
        }

        Assert.Equal(whole.Items().Select(fact => fact.Text("id")), ids);
        Assert.Equal(whole.Get("next"), cursor);
        await ana.SayAsync("and another");
        await Eventually.TrueAsync(async () => (await program.GetJsonAsync($"/v1/facts?after={cursor}")).Items().Count > 0, "it goes on");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_key_sees_its_node_and_below_and_nothing_beside_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync("harbour");
        await ana.SayAsync("hello");
        await bo.SayAsync("hello");

        using var lantern = await shop.Cast.WithKeyAsync(Permission.FactsRead);
        using var platform = await shop.Cast.WithKeyAsync(shop.Cast.Platform, Permission.FactsRead);

        var everywhere = await UntilAsync(platform, fact => fact.Text("subject") == bo.Conversation);
        var here = await UntilAsync(lantern, fact => fact.Text("subject") == ana.Conversation);
        Assert.Contains(everywhere.Items(), fact => fact.Text("subject") == ana.Conversation);
        Assert.DoesNotContain(here.Items(), fact => fact.Text("subject") == bo.Conversation);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_key_of_a_large_tree_reads_the_same(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        for (var i = 0; i < 201; i++)
            await shop.Server.Get<CreateTenant>().RunAsync(
                shop.Cast.Market, TenantKind.Merchant, $"stall-{i}", new() { Name = new("stall", "stall") }, CancellationToken.None);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync("harbour");
        using var market = await shop.Cast.WithKeyAsync(shop.Cast.Market, Permission.FactsRead);

        var (cursor, subjects) = ("", new List<string>());
        await Eventually.TrueAsync(async () =>
        {
            var page = (await market.GetJsonAsync($"/v1/facts?limit=50&after={cursor}")).Expect(HttpStatusCode.OK);
            subjects.AddRange(page.Items().Select(fact => fact.Text("subject")));
            cursor = page.Get("next");
            return subjects.Contains(ana.Conversation) && page.Items().Count == 0;
        }, "all facts of the market");

        Assert.DoesNotContain(bo.Conversation, subjects);
        Assert.DoesNotContain(shop.Cast.Harbour.Id.ToString(), subjects);
    }

    /// <summary>What there is to read, once the fact is there: other tests' transactions delay readers on PostgreSQL.</summary>
    private static async Task<Answer> UntilAsync(HttpClient program, Func<JsonElement, bool> isThere)
    {
        Answer? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = (await program.GetJsonAsync("/v1/facts")).Expect(HttpStatusCode.OK)).Items().Any(isThere), "the fact");
        return answer!;
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("after=yesterday")]
    [InlineData("after=-1--1")]
    public async Task What_is_no_page_is_refused(string query)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var program = await cast.WithKeyAsync(Permission.FactsRead);

        Assert.NotNull((await program.GetJsonAsync($"/v1/facts?{query}")).Expect(HttpStatusCode.BadRequest).Problem);
    }

    [Fact]
    public async Task Without_the_permission_there_is_nothing_to_read()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var program = await cast.WithKeyAsync(Permission.Ask);

        (await server.Http.GetJsonAsync("/v1/facts")).Expect(HttpStatusCode.Unauthorized);
        (await program.GetJsonAsync("/v1/facts")).Expect(HttpStatusCode.Forbidden);
    }
}
