using System.Net;
using ServiceOS.Consumers;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>A stream ends with what let its reader in, and with nothing else.</summary>
public sealed class LiveEndTests
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    public static TheoryData<Engine, string> Ways =>
        [.. from engine in (Engine[])[Engine.Sqlite, Engine.Postgres]
            from way in (string[])["signs out", "is disabled", "changes the password", "gets a new password", "may do nothing any more"]
            select new TheoryDataRow<Engine, string>(engine, way)];

    [Theory, MemberData(nameof(Ways))]
    public async Task An_agent_who_is_no_longer_let_in_hears_no_more(Engine engine, string way)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var mei = await shop.SignInAsync("mei");
        using var tom = await shop.SignInAsync("tom");
        await using var desk = await Nudges.ListenAsync(mei, "/v1/live");
        await using var conversation = await Nudges.ListenAsync(mei, $"{ana.Path}/live");
        await using var other = await Nudges.ListenAsync(tom, $"{ana.Path}/live");

        await LockOutAsync(shop, mei, way);
        shop.Server.Time.Advance(s_beat);

        await EndsAsync(desk);
        await EndsAsync(conversation);
        await GoesOnAsync(shop, ana, other);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_program_whose_key_was_revoked_hears_no_more(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var kang = await shop.SignInAsync("kang");
        var made = (await kang.PostAsync("/v1/api-keys", new { name = "program", scopes = new[] { Permission.DeskRead } })).Expect(HttpStatusCode.Created);
        using var program = shop.Server.Client(made.Get("key"));
        using var another = await shop.Cast.WithKeyAsync(Permission.DeskRead);
        await using var desk = await Nudges.ListenAsync(program, "/v1/live");
        await using var conversation = await Nudges.ListenAsync(program, $"{ana.Path}/live");
        await using var other = await Nudges.ListenAsync(another, $"{ana.Path}/live");

        (await kang.DropAsync($"/v1/api-keys/{made.Get("id")}")).Expect(HttpStatusCode.NoContent);
        shop.Server.Time.Advance(s_beat);

        await EndsAsync(desk);
        await EndsAsync(conversation);
        await GoesOnAsync(shop, ana, other);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_consumer_whose_token_has_ended_hears_no_more(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var ending = await shop.Server.Get<VisitorCredential>().SignAsync(new(
            ConsumerId.Parse(ana.ConsumerId, provider: null), shop.Cast.Lantern.Id, shop.Server.Time.GetUtcNow() + s_beat, IsVerified: false), CancellationToken.None);
        using var page = shop.Server.Client(ending);
        await using var stream = await Nudges.ListenAsync(page, $"{ana.Path}/live");
        await using var other = await Nudges.ListenAsync(ana.Http, $"{ana.Path}/live");

        shop.Server.Time.Advance(s_beat);

        await EndsAsync(stream);
        await GoesOnAsync(shop, ana, other);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_visitor_whose_conversation_became_a_members_hears_no_more_of_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var secret = new string('s', 32);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret });
        var ana = await shop.VisitAsync();
        using var mei = await shop.SignInAsync("mei");
        await using var visitor = await Nudges.ListenAsync(ana.Http, $"{ana.Path}/live");
        await using var agent = await Nudges.ListenAsync(mei, $"{ana.Path}/live");

        var session = (await MemberTests.EnterAsync(shop, Jwt.Hs256(secret, MemberTests.Claims(shop)),
            before: ana.Http.DefaultRequestHeaders.Authorization!.Parameter)).Expect(HttpStatusCode.OK);
        using var member = shop.Server.Client(session.Get("token"));
        await using var own = await Nudges.ListenAsync(member, $"{ana.Path}/live");

        await EndsAsync(visitor);   // at once, not at a beat
        var signedIn = ana with { Http = member };
        await GoesOnAsync(shop, signedIn, own);
        await GoesOnAsync(shop, signedIn, agent);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Listening_is_no_use_of_a_session(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var shen = await shop.SignInAsync("shen");
        await using var desk = await Nudges.ListenAsync(shen, "/v1/live");

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(2); passed += TimeSpan.FromMinutes(10))
            shop.Server.Time.Advance(TimeSpan.FromMinutes(10));

        await EndsAsync(desk);
        (await shen.GetJsonAsync("/v1/staff-sessions/current")).Expect(HttpStatusCode.Unauthorized);
    }

    private static async Task LockOutAsync(Shop shop, HttpClient mei, string way)
    {
        using var kang = await shop.SignInAsync("kang");
        var answer = way switch
        {
            "signs out" => await mei.DropAsync("/v1/staff-sessions/current"),
            "is disabled" => await kang.PostAsync($"/v1/staff/{shop.Cast.Mei}/disable"),
            "changes the password" => await mei.PutAsync("/v1/me/password", new { current = Cast.Password, next = "red lanterns 22" }),
            "gets a new password" => await kang.PostAsync($"/v1/staff/{shop.Cast.Mei}/reset-password"),
            "may do nothing any more" => await NarrowAsync(shop),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, message: null),
        };
        Assert.InRange(answer.Code, 200, 299);
    }

    private static async Task<Answer> NarrowAsync(Shop shop)
    {
        await shop.Server.Database.InTransactionAsync(async db => await db.RunAsync(
            "update staff set role = 'none' where id = @id", new { id = shop.Cast.Mei }, CancellationToken.None), CancellationToken.None);
        return await shop.Server.Http.GetJsonAsync("/health/live");
    }

    private static Task EndsAsync(Nudges stream) => Eventually.TrueAsync(() => stream.HasEnded, "the stream has ended");

    private static async Task GoesOnAsync(Shop shop, Visitor ana, Nudges stream)
    {
        var seq = (await ana.SayAsync("hello")).Expect(HttpStatusCode.OK).Json.GetProperty("seq").GetInt64();
        await stream.UntilAsync(shop.Server, seen => seen.StartsWith("message ", StringComparison.Ordinal)
            && System.Text.Json.JsonDocument.Parse(seen["message ".Length..]).RootElement.GetProperty("seq").GetInt64() >= seq, "what is said now");
        Assert.False(stream.HasEnded);
    }
}
