using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>How far a conversation was read: by its consumer, and by those who may answer it.</summary>
public sealed class ReadMarkTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Only_who_may_reply_reads_in_the_shops_name(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");
        using var shen = await shop.SignInAsync("shen");
        using var looker = await shop.Cast.WithKeyAsync(Permission.DeskRead);
        using var mei = await shop.SignInAsync("mei");

        (await shen.PostAsync($"{ana.Path}/read", new { seq = 2 })).Expect(HttpStatusCode.Forbidden);
        (await looker.PostAsync($"{ana.Path}/read", new { seq = 2 })).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(0, await ReadByAgentAsync(ana));
        (await mei.PostAsync($"{ana.Path}/read", new { seq = 1 })).Expect(HttpStatusCode.NoContent);
        Assert.Equal(1, await ReadByAgentAsync(ana));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Who_only_looks_on_is_not_named_among_those_who_look(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var shen = await shop.SignInAsync("shen");
        using var mei = await shop.SignInAsync("mei");

        (await shen.PostAsync($"/v1/desk/conversations/{ana.Conversation}/viewing")).Expect(HttpStatusCode.NoContent);
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/viewing")).Expect(HttpStatusCode.NoContent);

        var detail = (await shen.GetJsonAsync($"/v1/desk/conversations/{ana.Conversation}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["Mei"], detail.GetProperty("viewers").EnumerateArray().Select(viewer => viewer.Text("name")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_place_before_the_first_is_refused(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        Assert.Equal("invalid", (await ana.Http.PostAsync($"{ana.Path}/read", new { seq = -5 })).Expect(HttpStatusCode.BadRequest).Problem);
        (await ana.Http.PostAsync($"{ana.Path}/read", new { seq = 0 })).Expect(HttpStatusCode.NoContent);
    }

    private static async Task<int> ReadByAgentAsync(Visitor visitor) =>
        (await visitor.Http.GetJsonAsync(visitor.Path)).Expect(HttpStatusCode.OK).Json.GetProperty("readByAgent").GetInt32();
}
