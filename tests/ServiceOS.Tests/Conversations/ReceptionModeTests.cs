using System.Net;
using ServiceOS.Conversations;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Who receives a new conversation.</summary>
public sealed class ReceptionModeTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_people_come_first_the_first_words_wait_for_a_person_and_opening_does_not(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetAsync(shop, new { receptionMode = "human-first" });
        var ana = await shop.VisitAsync();
        Assert.Equal("bot", await ana.StateAsync());

        (await ana.SayAsync("Is the lamp waterproof?")).Expect(HttpStatusCode.OK);

        Assert.Equal("queued", await ana.StateAsync());
        Assert.DoesNotContain(await ana.MessagesAsync(), message => message.Text("speaker") == "bot");
        using var mei = await shop.SignInAsync("mei");
        var row = (await mei.GetJsonAsync("/v1/desk/conversations?view=queue")).Expect(HttpStatusCode.OK).Items().Single();
        Assert.Equal("human-first", row.Text("handoffReason"));
    }

    /// <summary>Found by simulation: the log told of what followed from the first words before it told of them.</summary>
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Where_people_come_first_the_log_still_tells_of_messages_in_their_order(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetAsync(shop, new { receptionMode = "human-first" });
        var ana = await shop.VisitAsync();

        (await ana.SayAsync("Is the lamp waterproof?")).Expect(HttpStatusCode.OK);

        Assert.Equal([1, 2], (await shop.Server.FactsAsync("conversation.message-added")).Select(fact => fact.Seq));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_mix_sends_some_to_people_and_some_to_the_bot(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetAsync(shop, new { receptionMode = "mixed", botRatio = 0.5 });

        for (var i = 0; i < 40; i++)
            (await (await shop.VisitAsync()).SayAsync("hello")).Expect(HttpStatusCode.OK);

        using var mei = await shop.SignInAsync("mei");
        var counts = (await mei.GetJsonAsync("/v1/desk/conversations?view=all")).Expect(HttpStatusCode.OK).Json.GetProperty("counts");
        Assert.InRange(counts.GetProperty("queue").GetInt32(), 4, 36);   // five standard deviations
        Assert.Equal(40, counts.GetProperty("queue").GetInt32() + counts.GetProperty("bot").GetInt32());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.75)]
    [InlineData(1)]
    public void Over_many_conversations_the_ratio_holds(double ratio)
    {
        const int Many = 40_000;
        var settings = new Settings { ReceptionMode = ReceptionMode.Mixed, BotRatio = ratio };

        var withBot = Enumerable.Range(0, Many).Count(i =>
            ReceptionRule.FirstOwner(settings, ConversationId.New(DateTimeOffset.UnixEpoch.AddSeconds(i)), isOpen: true) == "bot");

        Assert.Equal(ratio, (double)withBot / Many, tolerance: ratio is 0 or 1 ? 0 : 0.0125);   // five standard deviations
    }

    [Theory]
    [InlineData("human-first", true, "queued")]
    [InlineData("human-first", false, "bot")]
    [InlineData("mixed", false, "bot")]
    [InlineData("bot-first", true, "bot")]
    public void With_nobody_on_duty_it_is_the_bot(string mode, bool isOpen, string first)
    {
        var settings = new Settings { ReceptionMode = mode, BotRatio = 0 };

        Assert.Equal(first, ReceptionRule.FirstOwner(settings, ConversationId.New(DateTimeOffset.UnixEpoch), isOpen));
    }

    private static async Task SetAsync(Shop shop, object settings)
    {
        using var kang = await shop.SignInAsync("kang");
        (await kang.PutAsync($"/v1/tenants/{shop.Cast.Lantern.Id}/settings", settings)).Expect(HttpStatusCode.OK);
        await Eventually.TrueAsync(
            async () => (await shop.Server.Get<TenantTree>().SettingsAsync(shop.Cast.Lantern.Id, CancellationToken.None)).ReceptionMode != ReceptionMode.BotFirst,
            "the mode is known");
    }
}
