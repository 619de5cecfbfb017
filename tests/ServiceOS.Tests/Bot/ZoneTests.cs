using System.Net;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>Days that the bot names are days where the shop is.</summary>
public sealed class ZoneTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_campaign_ends_on_the_day_that_it_is_at_the_shop(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        // 01:00 on 13 November in Shanghai, noon on the 12th in New York
        await shop.Server.Get<KnowledgeAdmin>().LoadAsync(shop.Cast.Lantern.Id, [new()
        {
            Content = new()
            {
                Question = "Until when is the lantern sale?",
                Similar = ["when does the sale end"],
                Answer = new() { Text = "Until {{campaign.end}}." },
                Language = "en",
                ValidTo = new(2026, 11, 12, 17, 0, 0, TimeSpan.Zero),
            },
        }], CancellationToken.None);
        var ana = await shop.VisitAsync();
        Assert.Equal("Until November 13.", (await ana.AskAsync("when does the sale end")).Text("body"));

        using var kang = await shop.SignInAsync("kang");
        (await kang.PutAsync($"/v1/tenants/{shop.Cast.Lantern.Id}/settings", new { timeZone = "America/New_York" })).Expect(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await shop.Server.Get<TenantTree>().SettingsAsync(shop.Cast.Lantern.Id, CancellationToken.None)).TimeZone == "America/New_York", "the zone is known");
        Assert.Equal("Until November 12.", (await ana.AskAsync("when does the sale end")).Text("body"));
    }
}
