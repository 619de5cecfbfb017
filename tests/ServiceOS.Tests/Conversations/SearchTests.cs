using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Conversations are found by what one remembers of them.</summary>
public sealed class SearchTests
{
    private const string Secret = "a secret of thirty-two characters";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task By_name_by_words_said_and_by_order_number_and_nobody_elses(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (ana, bo) = (await shop.VisitAsync(), await shop.VisitAsync("harbour"));
        await ana.AskAsync("Where is my BLUE lantern?");
        await ana.AskAsync("thanks");
        await bo.SayAsync("a blue boat");
        var chen = await MemberAsync(shop, "m1", "Chen_Yu");
        using var program = await shop.Cast.WithKeyAsync(Permission.OrdersWrite);
        foreach (var (id, member) in ((string, string)[])[("o-1", "m1"), ("o-2", "m2")])
            (await program.PutAsync($"/v1/orders/{id}", new
            {
                number = $"SO-88{id[^1]}9",
                memberId = member,
                state = "paid",
                total = new { amount = 100, currency = "CNY" },
                placedAt = "2026-11-10T00:00:00Z",
                items = new[] { new { name = "Lantern", quantity = 1 } },
            })).Expect(HttpStatusCode.OK);
        using var mei = await shop.SignInAsync("mei");

        Assert.Equal([ana.Conversation], await FoundAsync(mei, "blue lantern"));
        Assert.Equal([ana.Conversation], await FoundAsync(mei, "BLUE"));
        Assert.Equal("Where is my BLUE lantern?", await LineAsync(mei, "blue", ana.Conversation));
        (await ana.SayAsync($"It stood, since you ask,\nat the door, blue as ever {new string('x', 200)}")).Expect(HttpStatusCode.OK);
        Assert.Equal($"…the door, blue as ever {new string('x', 47)}…", await LineAsync(mei, "Blue ", ana.Conversation));
        Assert.Equal([chen], await FoundAsync(mei, "n_y"));
        Assert.Null(await LineAsync(mei, "n_y", chen));
        Assert.Equal([chen], await FoundAsync(mei, "so-8819"));
        Assert.Empty(await FoundAsync(mei, "8829"));     // nobody spoke of it
        Assert.Empty(await FoundAsync(mei, "b_ue"));     // no pattern of anybody's
        Assert.Empty(await FoundAsync(mei, "boat"));
        using var lin = await shop.SignInAsync("lin");
        Assert.Equal(2, (await FoundAsync(lin, "blue")).Count);
        Assert.Equal(["SO-8829", "SO-8819"], (await mei.GetJsonAsync("/v1/desk/orders?q=so-88")).Expect(HttpStatusCode.OK).Items().Select(order => order.Text("number")));
        using var wei = await shop.SignInAsync("wei");
        Assert.Empty((await wei.GetJsonAsync("/v1/desk/orders?q=so-88")).Expect(HttpStatusCode.OK).Items());
        (await mei.GetJsonAsync("/v1/desk/search?q=")).Expect(HttpStatusCode.BadRequest);

        var month = (long)TimeSpan.FromDays(31).TotalMilliseconds;
        await shop.Server.Database.InTransactionAsync(async db =>
            await db.RunAsync("update conversations set opened_at = opened_at - @month", new { month }, CancellationToken.None), CancellationToken.None);
        Assert.Empty(await FoundAsync(lin, "blue"));
    }

    /// <summary>The conversation of a member who has just signed in.</summary>
    private static async Task<string> MemberAsync(Shop shop, string id, string name)
    {
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = Secret });
        var token = Jwt.Hs256(Secret, new { sub = id, name, exp = shop.Server.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds() });
        var session = (await MemberTests.EnterAsync(shop, token)).Expect(HttpStatusCode.OK);
        using var member = shop.Server.Client(session.Get("token"));
        return (await member.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id");
    }

    /// <summary>The words of a conversation that were found.</summary>
    private static async Task<string?> LineAsync(HttpClient viewer, string typed, string conversation) =>
        (await viewer.GetJsonAsync($"/v1/desk/search?q={Uri.EscapeDataString(typed)}")).Expect(HttpStatusCode.OK).Json
            .GetProperty("matches").TryGetProperty(conversation, out var line) ? line.GetString() : null;

    private static async Task<IReadOnlyList<string>> FoundAsync(HttpClient viewer, string typed) =>
        [.. (await viewer.GetJsonAsync($"/v1/desk/search?q={Uri.EscapeDataString(typed)}")).Expect(HttpStatusCode.OK).Items().Select(row => row.Text("id"))];
}
