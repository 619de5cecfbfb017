using System.Net;
using ServiceOS.LanguageModel;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;
using Said = ServiceOS.Tests.Support.ModelServer.Said;

namespace ServiceOS.Tests.LanguageModel;

/// <summary>Who may have which model, and what nobody is told.</summary>
public sealed class ModelSettingTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task There_is_none_until_somebody_names_one_and_its_key_is_never_told(Engine engine)
    {
        await using var shop = await ModelShop.OpenAsync(engine);
        var fresh = (await shop.Hua.GetJsonAsync(shop.Path)).Expect(HttpStatusCode.OK).Json;
        Assert.False(fresh.GetProperty("keySet").GetBoolean() || fresh.GetProperty("drafts").GetBoolean());
        Assert.Equal("off", (await shop.Hua.PostAsync($"{shop.Path}/test")).Expect(HttpStatusCode.OK).Get("outcome"));

        var set = await shop.UseAsync();
        Assert.True(set.Json.GetProperty("keySet").GetBoolean());
        Assert.Equal("answered", (await shop.Hua.PostAsync($"{shop.Path}/test")).Expect(HttpStatusCode.OK).Get("outcome"));
        foreach (var path in (string[])[shop.Path, $"{shop.Path}/calls"])
            Assert.DoesNotContain(ModelShop.Key, (await shop.Hua.GetJsonAsync(path)).Text, StringComparison.Ordinal);
        var stored = await shop.Shop.Server.Database.ReadAsync(
            async db => await db.ListAsync<string>("select own from language_models", new { }, CancellationToken.None), CancellationToken.None);
        Assert.DoesNotContain(ModelShop.Key, string.Concat(stored), StringComparison.Ordinal);

        await shop.SetAsync(new { endpoint = shop.Model.Endpoint, model = "other" });   // the key stays with its address
        Assert.True((await shop.Hua.GetJsonAsync(shop.Path)).Json.GetProperty("keySet").GetBoolean());
        await shop.SetAsync(new { endpoint = "http://127.0.0.1:9/v1", model = "other" });
        Assert.False((await shop.Hua.GetJsonAsync(shop.Path)).Json.GetProperty("keySet").GetBoolean());
        Assert.Equal("unreachable", (await shop.Hua.PostAsync($"{shop.Path}/test")).Get("outcome"));

        using var mei = await shop.Shop.SignInAsync("mei");
        (await mei.PutAsync(shop.Path, new { })).Expect(HttpStatusCode.Forbidden);
        using var wei = await shop.Shop.SignInAsync("wei");
        Assert.NotEqual(HttpStatusCode.OK, (await wei.GetJsonAsync(shop.Path)).Status);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_shop_takes_the_platform_s_model_whole_and_no_more_tokens_than_it_is_given(Engine engine)
    {
        await using var shop = await ModelShop.OpenAsync(engine);
        using var lin = await shop.Shop.SignInAsync("lin");
        (await lin.PutAsync($"/v1/tenants/{shop.Shop.Cast.Platform.Id}/language-model", new
        {
            endpoint = shop.Model.Endpoint,
            model = "small",
            key = ModelShop.Key,
            drafts = true,
            tokensPerMonth = 5_000,
            persona = "Warm",
        })).Expect(HttpStatusCode.OK);

        var seen = (await shop.SetAsync(new { drafts = true, tokensPerMonth = 9_000_000 })).Json;
        Assert.Equal(("small", 5_000, "Warm"), (seen.Text("model"), seen.GetProperty("tokensPerMonth").GetInt32(), seen.Text("persona")));
        Assert.Equal("answered", (await shop.Hua.PostAsync($"{shop.Path}/test")).Get("outcome"));
        Assert.Equal($"Bearer {ModelShop.Key}", shop.Model.Asked.Last().Key);

        await shop.SetAsync(new { endpoint = shop.Model.Endpoint, model = "own" });
        shop.Model.Usual = Said.Text("hello");
        Assert.Equal("answered", (await shop.Hua.PostAsync($"{shop.Path}/test")).Get("outcome"));
        Assert.DoesNotContain(ModelShop.Key, shop.Model.Asked.Last().Key, StringComparison.Ordinal);   // an address of one's own is never shown another's key
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_can_t_be_taken_is_told_by_field(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);   // as it is delivered: nothing private
        using var kang = await shop.SignInAsync("kang");
        var path = $"/v1/tenants/{shop.Cast.Lantern.Id}/language-model";
        foreach (var (body, field) in ((object, string)[])[
            (new { endpoint = "http://127.0.0.1:9/v1", model = "m" }, "endpoint"), (new { endpoint = "https://10.0.0.1/v1", model = "m" }, "endpoint"),
            (new { endpoint = "https://169.254.169.254/v1", model = "m" }, "endpoint"), (new { endpoint = "https://u:p@models.example/v1", model = "m" }, "endpoint"),
            (new { endpoint = "ftp://models.example", model = "m" }, "endpoint"), (new { endpoint = "https://models.example/v1" }, "model"),
            (new { model = "m" }, "model"), (new { timeoutMs = 60_000 }, "timeoutMs"), (new { tokensPerMonth = -1 }, "tokensPerMonth"),
            (new { endpoint = "https://models.example/v1", model = "m", key = "a b" }, "key")])
        {
            var refused = (await kang.PutAsync(path, body)).Expect(HttpStatusCode.BadRequest);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty(field, out _), $"{field}: {refused.Text}");
        }
        // a name that stands for this machine is found out when it is connected to
        (await kang.PutAsync(path, new { endpoint = $"https://localhost:{shop.Server.Url.Port}/v1", model = "m" })).Expect(HttpStatusCode.OK);
        Assert.Equal("unreachable", (await kang.PostAsync($"{path}/test")).Expect(HttpStatusCode.OK).Get("outcome"));
    }

    [Theory]
    [InlineData("8.8.8.8", "https", false, true)]
    [InlineData("8.8.8.8", "http", true, false)]
    [InlineData("127.0.0.1", "https", false, false)]
    [InlineData("127.0.0.1", "http", true, true)]
    [InlineData("::1", "http", true, true)]
    [InlineData("::ffff:10.1.2.3", "https", false, false)]
    [InlineData("192.168.1.2", "http", true, true)]
    [InlineData("172.31.0.1", "https", false, false)]
    [InlineData("169.254.169.254", "http", true, false)]
    [InlineData("fe80::1", "http", true, false)]
    [InlineData("fd00::1", "https", false, false)]
    [InlineData("0.0.0.0", "http", true, false)]
    [InlineData("2002:7f00:1::", "https", true, false)]
    public void Only_addresses_outside_are_asked_unless_the_operator_allows_private_ones(string address, string scheme, bool allowsPrivate, bool may) =>
        Assert.Equal(may, EndpointRule.MayReach(IPAddress.Parse(address), scheme, allowsPrivate));

    [Theory]
    [InlineData("Ships within 2 days.", "We ship within 2 days.", true)]
    [InlineData("Ships within 3 days.", "We ship within 2 days.", false)]
    [InlineData("It costs ¥2.", "We ship within 2 days.", false)]
    [InlineData("It costs $14.", "It costs $14.", true)]
    [InlineData("运费10元。", "满 10 件发货。", false)]
    [InlineData("三天内发货。", "七天内发货。", false)]
    [InlineData("我们会赔偿您。", "我们会尽快发货。", false)]
    [InlineData("We often ship early.", "We ship early.", true)]
    [InlineData("We ship in ten days.", "We ship in days.", false)]
    [InlineData("１００元以内。", "一百元", false)]
    [InlineData("See https://shop.example/help.", "Help: https://shop.example/help", true)]
    [InlineData("See https://shop.example/help.evil.example", "Help: https://shop.example/help", false)]
    [InlineData("Call ⟦PHONE9⟧.", "Call us.", false)]
    public void A_sentence_holds_when_its_figures_promises_and_links_are_in_its_sources(string sentence, string source, bool holds) =>
        Assert.Equal(holds, SourcedText.Holds(sentence, source));
}
