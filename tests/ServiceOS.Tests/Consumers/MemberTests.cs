using System.Net;
using System.Security.Cryptography;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Consumers;

/// <summary>Members whom a shop's site vouches for, and everybody who only says so.</summary>
public sealed class MemberTests
{
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_member_is_the_same_consumer_whenever_the_site_vouches_for_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        await SetKeyAsync(shop, "wei", shop.Cast.Harbour.Id, new { algorithm = "HS256", secret = s_secret });

        var first = (await EnterAsync(shop, Jwt.Hs256(s_secret, Claims(shop)))).Expect(HttpStatusCode.OK);
        var again = (await EnterAsync(shop, Jwt.Hs256(s_secret, Claims(shop)))).Expect(HttpStatusCode.OK);
        var other = (await EnterAsync(shop, Jwt.Hs256(s_secret, Claims(shop, subject: "m-2")))).Expect(HttpStatusCode.OK);
        var elsewhere = (await EnterAsync(shop, Jwt.Hs256(s_secret, Claims(shop)), merchant: "harbour")).Expect(HttpStatusCode.OK);

        Assert.Equal((true, "Ana"), (first.Json.GetProperty("verified").GetBoolean(), first.Get("name")));
        Assert.Equal(first.Get("consumerId"), again.Get("consumerId"));
        Assert.NotEqual(first.Get("consumerId"), other.Get("consumerId"));
        Assert.NotEqual(first.Get("consumerId"), elsewhere.Get("consumerId"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_site_that_signs_with_RSA_is_believed_by_its_public_key(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var key = RSA.Create(2_048);
        using var another = RSA.Create(2_048);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        await SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "RS256", publicKey = pem });

        Assert.True((await EnterAsync(shop, Jwt.Rs256(key, Claims(shop)))).Expect(HttpStatusCode.OK).Json.GetProperty("verified").GetBoolean());
        await RefusedAsync(shop, Jwt.Rs256(another, Claims(shop)));
        await RefusedAsync(shop, Jwt.Hs256(pem, Claims(shop)));   // the public key as a shared secret
        await RefusedAsync(shop, Jwt.Hs256(pem, Claims(shop), algorithm: "RS256"));
        await RefusedAsync(shop, Jwt.Unsigned(Claims(shop)));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_token_that_is_forged_old_long_or_for_another_shop_is_refused(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        await SetKeyAsync(shop, "wei", shop.Cast.Harbour.Id, new { algorithm = "HS256", secret = new string('h', 32) });
        var now = shop.Server.Time.GetUtcNow();
        var good = Jwt.Hs256(s_secret, Claims(shop));
        using var rsa = RSA.Create(2_048);

        foreach (var (name, token) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["another secret"] = Jwt.Hs256(new string('x', 32), Claims(shop)),
            ["Harbour's secret"] = Jwt.Hs256(new string('h', 32), Claims(shop)),
            ["no signature"] = Jwt.Unsigned(Claims(shop)),
            ["a signature cut off"] = good[..(good.LastIndexOf('.') + 1)],
            ["another algorithm's name"] = Jwt.Hs256(s_secret, Claims(shop), algorithm: "HS512"),
            ["an RSA signature"] = Jwt.Rs256(rsa, Claims(shop)),
            ["expired"] = Jwt.Hs256(s_secret, Claims(shop, expires: now.AddMinutes(-2))),
            ["for two hours"] = Jwt.Hs256(s_secret, Claims(shop, expires: now.AddHours(2))),
            ["for ever"] = Jwt.Hs256(s_secret, new { sub = "m-1" }),
            ["not yet"] = Jwt.Hs256(s_secret, new { sub = "m-1", exp = now.AddMinutes(30).ToUnixTimeSeconds(), nbf = now.AddMinutes(20).ToUnixTimeSeconds() }),
            ["nobody"] = Jwt.Hs256(s_secret, new { exp = now.AddMinutes(30).ToUnixTimeSeconds() }),
            ["an endless name"] = Jwt.Hs256(s_secret, Claims(shop, subject: new string('m', 201))),
            ["words"] = "not.a.token",
            ["nothing"] = "",
            ["an endless token"] = new string('a', 5_000),
        })
        {
            Assert.True((await EnterAsync(shop, token)).Status == HttpStatusCode.Unauthorized, name);
        }
        (await EnterAsync(shop, good)).Expect(HttpStatusCode.OK);
        await RefusedAsync(shop, good, merchant: "harbour");
        await RefusedAsync(shop, good, merchant: "nowhere", HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_visitor_sees_nothing_of_a_member_though_it_was_on_the_same_page(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        var token = (await EnterAsync(shop, Jwt.Hs256(s_secret, Claims(shop)))).Expect(HttpStatusCode.OK).Get("token");
        using var member = shop.Server.Client(token);
        var conversation = (await member.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id");
        (await member.PostAsync($"/v1/conversations/{conversation}/messages", new { clientKey = "1", body = "my secret wish" })).Expect(HttpStatusCode.OK);

        // signed out: the page asks for a visitor's session with what it had
        var after = (await member.PostAsync("/v1/visitor-sessions", new { merchant = "lantern" })).Expect(HttpStatusCode.OK);
        using var visitor = shop.Server.Client(after.Get("token"));

        Assert.False(after.Json.GetProperty("verified").GetBoolean());
        (await visitor.GetJsonAsync("/v1/conversations/current")).Expect(HttpStatusCode.NotFound);
        (await visitor.GetJsonAsync($"/v1/conversations/{conversation}")).Expect(HttpStatusCode.NotFound);
        (await visitor.GetJsonAsync($"/v1/conversations/{conversation}/messages")).Expect(HttpStatusCode.NotFound);
        (await visitor.PostAsync($"/v1/conversations/{conversation}/messages", new { clientKey = "2", body = "hi" })).Expect(HttpStatusCode.NotFound);
        var own = (await visitor.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created).Get("id");
        Assert.NotEqual(conversation, own);
        (await member.GetJsonAsync($"/v1/conversations/{own}")).Expect(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_bearer_token_that_was_changed_or_has_ended_is_nobodys(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var token = (await EnterAsync(shop, member: null)).Expect(HttpStatusCode.OK).Get("token");
        for (var at = 0; at < token.Length; at += 7)
        {
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            (await shop.Server.Client(changed).PostAsync("/v1/conversations")).Expect(HttpStatusCode.Unauthorized);
        }
        foreach (var wrong in (string[])["x", token + "AAAA", token[..^4], "sosk_x", "é"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Server.Client().CallWithAsync(wrong)).Status);
        (await shop.Server.Client(token).PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
    }

    internal static object Claims(Shop shop, string subject = "m-1", DateTimeOffset? expires = null) => new
    {
        sub = subject,
        name = "Ana",
        tier = "gold",
        exp = (expires ?? shop.Server.Time.GetUtcNow().AddMinutes(30)).ToUnixTimeSeconds(),
    };

    internal static async Task SetKeyAsync(Shop shop, string owner, TenantId merchant, object key)
    {
        using var client = await shop.SignInAsync(owner);
        (await client.PutAsync($"/v1/tenants/{merchant}/member-key", key)).Expect(HttpStatusCode.NoContent);
    }

    internal static Task<Answer> EnterAsync(Shop shop, string? member, string merchant = "lantern", string? before = null) =>
        shop.Server.Client(before).PostAsync("/v1/visitor-sessions", new { merchant, memberToken = member, locale = "en" });

    private static async Task RefusedAsync(
        Shop shop, string token, string merchant = "lantern", HttpStatusCode status = HttpStatusCode.Unauthorized) =>
        (await EnterAsync(shop, token, merchant)).Expect(status);
}

/// <summary>Calls with a header that clients don't check.</summary>
internal static class OddCalls
{
    public static async Task<Answer> CallWithAsync(this HttpClient client, string bearer)
    {
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(bearer)}");
        return await client.PostAsync("/v1/conversations");
    }
}
