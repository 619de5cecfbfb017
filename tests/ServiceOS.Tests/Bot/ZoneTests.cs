using System.Net;
using ServiceOS.Bot.Skills;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
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

    [Theory]
    [InlineData("Asia/Shanghai", "November 13", "11月13日", "Nov 12 00:30")]
    [InlineData("America/New_York", "November 12", "11月12日", "Nov 11 11:30")]
    public void A_parcel_arrives_and_was_seen_by_the_shops_clock(string zone, string day, string dayInChinese, string seen)
    {
        var here = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var order = new OrderCard
        {
            Id = "1",
            Number = "L-1",
            PlacedAt = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero),
            State = OrderState.Shipped,
            Total = new(100, "CNY"),
            Items = [],
            Parcels =
            [
                new()
                {
                    Id = "p",
                    Carrier = "SF",
                    TrackingNumber = "1",
                    State = ParcelState.InTransit,
                    EstimatedDelivery = new(2026, 11, 12, 17, 0, 0, TimeSpan.Zero),
                    Checkpoints = [new() { At = new(2026, 11, 11, 16, 30, 0, TimeSpan.Zero), Text = "Sorted" }],
                },
            ],
        };

        Assert.Contains($"on {day}.", OrderWords.Arrival(order, "en", here), StringComparison.Ordinal);
        Assert.Contains($"{dayInChinese} 送达", OrderWords.Arrival(order, "zh-CN", here), StringComparison.Ordinal);
        Assert.Contains($"{seen}, Sorted", OrderWords.Whereabouts(order, "en", here), StringComparison.Ordinal);
    }
}
