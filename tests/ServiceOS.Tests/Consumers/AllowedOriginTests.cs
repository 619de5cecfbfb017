using System.Net;
using System.Net.Http.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Consumers;

/// <summary>A shop that names the origins whose pages may load its chat is not loaded by others.</summary>
public sealed class AllowedOriginTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_page_of_another_site_gets_neither_the_widget_nor_a_session(Engine engine)
    {
        await using var shop = await OpenAsync(engine, "https://lantern.example", "https://商店.example:8443");

        foreach (var foreign in (string[])["https://evil.example", "http://lantern.example", "https://lantern.example:8443", "https://xlantern.example", "null", "x"])
        {
            foreach (var answer in await AskAsync(shop, "lantern", foreign))
            {
                Assert.Equal((foreign, HttpStatusCode.Forbidden, "origin"), (foreign, answer.Status, answer.Problem));
                Assert.False(answer.Response.Headers.Contains("Access-Control-Allow-Origin"), foreign);
            }
        }
        Assert.Equal(0, await ConsumersAsync(shop));
        foreach (var own in (string[])["https://lantern.example", "https://LANTERN.example", "https://xn--czrs0t.example:8443"])
        {
            foreach (var answer in await AskAsync(shop, "lantern", own))
            {
                answer.Expect(HttpStatusCode.OK);
                Assert.Equal("*", answer.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
            }
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Our_own_pages_and_what_is_no_page_are_let_in(Engine engine)
    {
        await using var shop = await OpenAsync(engine, "https://lantern.example");

        foreach (var origin in (string?[])[null, shop.Server.Url.GetLeftPart(UriPartial.Authority), $"https://{shop.Server.Url.Authority}"])
            Assert.All(await AskAsync(shop, "lantern", origin), answer => answer.Expect(HttpStatusCode.OK));
        // behind a proxy that gives another host: the browser itself says that it is the same
        Assert.All(await AskAsync(shop, "lantern", "https://desk.example", site: "same-origin"), answer => answer.Expect(HttpStatusCode.OK));
        Assert.All(await AskAsync(shop, "lantern", "https://desk.example", site: "cross-site"), answer => answer.Expect(HttpStatusCode.Forbidden));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_shop_that_names_none_is_open_to_any(Engine engine)
    {
        await using var shop = await OpenAsync(engine, "https://lantern.example");

        foreach (var answer in await AskAsync(shop, "harbour", "https://anywhere.example"))
        {
            answer.Expect(HttpStatusCode.OK);
            Assert.Equal("*", answer.Response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }
    }

    private static async Task<Shop> OpenAsync(Engine engine, params string[] origins)
    {
        var shop = await Shop.OpenAsync(engine);
        using var lin = await shop.SignInAsync("lin");
        // said of the unit: what the shop doesn't say itself comes from above
        (await lin.PutAsync($"/v1/tenants/{shop.Cast.Market.Id}/settings", new { allowedOrigins = origins })).Expect(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () =>
            (await shop.Server.Get<TenantTree>().SettingsAsync(shop.Cast.Lantern.Id, CancellationToken.None)).AllowedOrigins.Count == origins.Length,
            "the tree has heard");
        return shop;
    }

    /// <summary>At both entrances.</summary>
    private static async Task<IReadOnlyList<Answer>> AskAsync(Shop shop, string merchant, string? origin, string? site = null)
    {
        var answers = new List<Answer>();
        foreach (var (method, path) in (IEnumerable<(HttpMethod, string)>)[(HttpMethod.Get, $"/v1/widget/{merchant}"), (HttpMethod.Post, "/v1/visitor-sessions")])
        {
            using var request = new HttpRequestMessage(method, path);
            if (method == HttpMethod.Post)
                request.Content = JsonContent.Create(new { merchant });
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            var response = await shop.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answers.Add(new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response));
        }
        return answers;
    }

    private static Task<long> ConsumersAsync(Shop shop) => shop.Server.Database.ReadAsync(
        async db => await db.GetAsync<long>("select count(*) from consumers", args: null, CancellationToken.None), CancellationToken.None);
}
