using System.Globalization;
using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Consumers;

/// <summary>What a member's token may say, beyond who signed it: anything else is refused, and nothing breaks.</summary>
public sealed class MemberClaimTests
{
    private static readonly string s_secret = new('s', 32);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_name_or_a_tier_that_is_null_or_empty_is_absent(Engine engine)
    {
        await using var shop = await OpenAsync(engine);

        foreach (var claims in (string[])["\"name\":null,\"tier\":null", "\"name\":\"\",\"tier\":\"\"", "\"name\":\" \"", "\"other\":null"])
        {
            var session = (await EnterAsync(shop, $"\"sub\":\"m-1\",{claims}")).Expect(HttpStatusCode.OK);
            Assert.False(session.Json.TryGetProperty("name", out _), claims);
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_no_text_that_can_be_kept_is_refused(Engine engine)
    {
        await using var shop = await OpenAsync(engine);

        foreach (var claims in (string[])
        [
            "\"sub\":5", "\"sub\":null", "\"sub\":\"\"", "\"sub\":\" \"", "\"sub\":[\"m-1\"]", "\"sub\":{\"a\":1}", "\"sub\":true",
            "\"sub\":\"m\\u0000\"", "\"sub\":\"\\ud800\"", $"\"sub\":\"{new string('m', 201)}\"",
            Named("5"), Named("[\"Ana\"]"), Named("{}"), Named("false"), Named("\"\\u0000\""), Named("\"Ana\\udc00\""), Named($"\"{new string('n', 101)}\""),
            Tiered("5"), Tiered("[]"), Tiered("\"\\u0000\""), Tiered("\"\\ud83d gold\""), Tiered($"\"{new string('t', 101)}\""),
        ])
        {
            Assert.Equal((claims, HttpStatusCode.Unauthorized, "member-token"),
                await EnterAsync(shop, claims) is var answer ? (claims, answer.Status, answer.Problem) : default);
        }
        Assert.DoesNotContain(shop.Server.Log.Lines, line => line.Contains("Unhandled", StringComparison.Ordinal));

        static string Named(string json) => $"\"sub\":\"m-1\",\"name\":{json}";
        static string Tiered(string json) => $"\"sub\":\"m-1\",\"tier\":{json}";
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_token_that_was_made_for_more_than_an_hour_is_refused_though_it_ends_soon(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var now = shop.Server.Time.GetUtcNow().ToUnixTimeSeconds();

        foreach (var (iat, exp, status) in (IEnumerable<(string, long, HttpStatusCode)>)
        [
            (At(now - 3_000), now + 600, HttpStatusCode.OK),
            (At(now - 3_001), now + 600, HttpStatusCode.Unauthorized),
            (At(now - 86_400), now + 60, HttpStatusCode.Unauthorized),
            (At(now + 7_200), now + 7_200 + 600, HttpStatusCode.Unauthorized),
            ($"{At(now)}.5", now + 3_600, HttpStatusCode.OK),
            ("null", now + 600, HttpStatusCode.Unauthorized),
            ($"\"{now}\"", now + 600, HttpStatusCode.Unauthorized),
            ("true", now + 600, HttpStatusCode.Unauthorized),
            ("1e300", now + 600, HttpStatusCode.Unauthorized),
            ("-1e300", now + 600, HttpStatusCode.Unauthorized),
        ])
        {
            var answer = await EnterAsync(shop, $"\"sub\":\"m-1\",\"iat\":{iat}", At(exp));
            Assert.True(answer.Status == status, $"iat {iat}: {answer.Text}");
        }
        foreach (var exp in (string[])["null", "true", "\"soon\"", "[]", "{}", "1e300", "-1", "0", At(now + 3_700)])
            Assert.Equal((exp, HttpStatusCode.Unauthorized), (exp, (await EnterAsync(shop, "\"sub\":\"m-1\"", exp)).Status));

        static string At(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""{"alg":"HS256","crit":[]}""")]
    [InlineData("""{"alg":"HS256","crit":null}""")]
    [InlineData("""{"alg":"HS256","b64":false,"crit":["b64"]}""")]
    public async Task Extensions_that_must_be_understood_are_not_and_so_the_token_is_refused(string header)
    {
        await using var shop = await OpenAsync(Engine.Sqlite);
        var exp = shop.Server.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds();

        (await MemberTests.EnterAsync(shop, Jwt.Hs256Of(s_secret, $$"""{"sub":"m-1","exp":{{exp}}}""", header))).Expect(HttpStatusCode.Unauthorized);
        (await MemberTests.EnterAsync(shop, Jwt.Hs256Of(s_secret, $$"""{"sub":"m-1","exp":{{exp}}}""", """{"alg":"HS256"}"""))).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"sub":"m-1","exp":4000000000,"other":"\ud800"}""")]
    [InlineData("""{"sub":"m-1","exp":4000000000,"\ud800":1}""")]
    [InlineData("""{"sub":"m-1","exp":4000000000,"nbf":"x"}""")]
    public async Task What_is_no_set_of_claims_is_refused(string claims)
    {
        await using var shop = await OpenAsync(Engine.Sqlite);

        (await MemberTests.EnterAsync(shop, Jwt.Hs256Of(s_secret, claims))).Expect(HttpStatusCode.Unauthorized);
        (await MemberTests.EnterAsync(shop, Jwt.Hs256Of(s_secret, """{"sub":"m-1"}""", claims))).Expect(HttpStatusCode.Unauthorized);
    }

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
        return shop;
    }

    /// <summary>Comes with a token that says this and when it ends, in half an hour unless it is told.</summary>
    private static Task<Answer> EnterAsync(Shop shop, string claims, string? exp = null)
    {
        exp ??= shop.Server.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return MemberTests.EnterAsync(shop, Jwt.Hs256Of(s_secret, $"{{{claims},\"exp\":{exp}}}"));
    }
}
