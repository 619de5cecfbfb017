using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>When people are there, and what a consumer hears when they are not.</summary>
public sealed class HoursTests
{
    private static readonly object[] s_wednesday =
        [new { day = 3, from = "09:00", to = "12:00" }, new { day = 3, from = "13:00", to = "18:00" }];

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task At_noon_a_wish_for_a_person_gets_the_offline_words_and_waits_all_the_same(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // 11:59 on a Wednesday in Shanghai
        await using var shop = await Shop.OpenAsync(database, new ManualTime(new(2026, 11, 11, 3, 59, 0, TimeSpan.Zero)));
        await SetAsync(shop, new { businessHours = s_wednesday, offlineMessage = new Dictionary<string, string> { ["zh-CN"] = "午休", ["en"] = "At lunch" } }, isOpen: true);
        var ana = await shop.VisitAsync();
        var wang = await shop.VisitAsync(locale: "zh-CN");
        var bo = await shop.VisitAsync();

        await bo.Http.PostAsync($"{bo.Path}/handoff");
        shop.Server.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsOpenAsync(shop));
        await ana.Http.PostAsync($"{ana.Path}/handoff");
        await wang.Http.PostAsync($"{wang.Path}/handoff");

        Assert.Equal(("handed-over", "Finding a person for you."), await EventAsync(bo));
        Assert.Equal(("offline", "At lunch"), await EventAsync(ana));
        Assert.Equal(("offline", "午休"), await EventAsync(wang));
        Assert.Equal("queued", await ana.StateAsync());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task After_hours_somebody_who_stayed_serves_and_nobody_hears_that_nobody_is_there(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);   // 10:00 on a Wednesday in Shanghai
        await SetAsync(shop, new { businessHours = new[] { new { day = 3, from = "10:30", to = "18:00" } } }, isOpen: false);
        using var mei = await shop.AgentAsync("mei", "busy");
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync();

        await ana.Http.PostAsync($"{ana.Path}/handoff");
        await shop.AssignAsync();
        Assert.Equal("offline", (await EventAsync(ana)).Item1);   // Mei takes nobody new
        Assert.Equal("queued", await ana.StateAsync());

        (await ana.Http.PostAsync($"{ana.Path}/close")).Expect(HttpStatusCode.OK);
        (await mei.PutAsync("/v1/desk/presence", new { state = "online" })).Expect(HttpStatusCode.OK);
        await bo.Http.PostAsync($"{bo.Path}/handoff");
        Assert.Equal(("handed-over", "Finding a person for you."), Event((await bo.MessagesAsync())[0]));
        await Eventually.TrueAsync(async () => { await shop.AssignAsync(); return await bo.StateAsync() == "assigned"; }, "Mei has it");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_holiday_counts_before_the_weekday(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);   // 10:00 on Wednesday, 11 November in Shanghai
        await SetAsync(shop, new { businessHours = s_wednesday }, isOpen: true);
        await SetAsync(shop, new { businessHours = s_wednesday, holidays = new[] { new { date = "2026-11-11", name = "双十一" } } }, isOpen: false);
        await SetAsync(shop, new
        {
            businessHours = s_wednesday,
            holidays = new object[] { new { date = "2026-11-11", open = new[] { new { from = "09:30", to = "10:30" } } }, new { date = "2026-11-12" } },
        }, isOpen: true);
        // the same instant is Tuesday evening in New York
        await SetAsync(shop, new { businessHours = s_wednesday, timeZone = "America/New_York" }, isOpen: false);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_people_come_first_the_bot_answers_while_they_are_off_duty(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetAsync(shop, new { receptionMode = "human-first", businessHours = new[] { new { day = 3, from = "10:30", to = "18:00" } } }, isOpen: false);

        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");

        Assert.Equal("bot", await ana.StateAsync());
    }

    /// <summary>Sets Lantern's settings, and waits until they are in force: on PostgreSQL a fact is read when all older transactions have ended.</summary>
    private static async Task SetAsync(Shop shop, object settings, bool isOpen)
    {
        using var kang = await shop.SignInAsync("kang");
        var told = (await kang.PutAsync($"/v1/tenants/{shop.Cast.Lantern.Id}/settings", settings)).Expect(HttpStatusCode.OK);
        var wanted = JsonSerializer.Serialize(JsonSerializer.Deserialize<InForce>(told.Text, JsonSerializerOptions.Web));
        await Eventually.TrueAsync(async () =>
        {
            var now = await shop.Server.Get<TenantTree>().SettingsAsync(shop.Cast.Lantern.Id, CancellationToken.None);
            return JsonSerializer.Serialize(new InForce(now.TimeZone, now.ReceptionMode, now.BusinessHours, now.Holidays)) == wanted;
        }, "the settings are in force");
        Assert.Equal(isOpen, await IsOpenAsync(shop));
    }

    private static async Task<bool> IsOpenAsync(Shop shop) =>
        (await shop.Server.Http.GetJsonAsync("/v1/widget/lantern")).Expect(HttpStatusCode.OK).Json.GetProperty("open").GetBoolean();

    private static async Task<(string, string)> EventAsync(Visitor visitor) => Event(Assert.Single(await visitor.MessagesAsync()));

    private static (string, string) Event(JsonElement said) => (said.GetProperty("parts")[0].Text("event"), said.Text("body"));

    private sealed record InForce(string TimeZone, string ReceptionMode, IReadOnlyList<BusinessPeriod> BusinessHours, IReadOnlyList<Holiday> Holidays);
}
