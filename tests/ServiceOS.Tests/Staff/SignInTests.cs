using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceOS.Platform.Data;
using ServiceOS.Staff;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Staff;

public sealed class SignInTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Signing_in_tells_who_one_is_and_what_one_may_do(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);

        var answer = (await server.Http.PostAsync("/v1/staff-sessions", new { name = " Mei ", password = Cast.Password }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(cast.Mei.ToString(), answer.Get("id"));
        Assert.Equal(("mei", "Mei", "agent", "zh-CN"), (answer.Get("name"), answer.Get("displayName"), answer.Get("role"), answer.Get("locale")));
        var tenant = answer.Json.GetProperty("tenant");
        Assert.Equal((cast.Lantern.Id.ToString(), "lantern", "lantern", "merchant"),
            (tenant.Text("id"), tenant.Text("slug"), tenant.Text("name"), tenant.Text("kind")));
        Assert.Equal(["desk.read", "desk.reply", "knowledge.read", "board.read"],
            answer.Json.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()));
        var cookie = Assert.Single(answer.Response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);   // plain http here
        Assert.Equal("mei", (await server.Http.GetJsonAsync("/v1/staff-sessions/current")).Expect(HttpStatusCode.OK).Get("name"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_wrong_password_an_unknown_name_and_a_disabled_member_get_the_same_answer(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        await server.Get<EditStaff>().SwitchAsync(cast.Tom, disabled: true, CancellationToken.None);

        var wrong = await TryAsync(server, "mei", "not the password");
        var unknown = await TryAsync(server, "nobody", Cast.Password);
        var disabled = await TryAsync(server, "tom", Cast.Password);

        Assert.Equal([401, 401, 401], [wrong.Code, unknown.Code, disabled.Code]);
        Assert.Equal(wrong.Get("detail"), unknown.Get("detail"));
        Assert.Equal(wrong.Get("detail"), disabled.Get("detail"));
        Assert.False(unknown.Response.Headers.Contains("Set-Cookie"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task After_ten_wrong_tries_a_name_waits_a_quarter_of_an_hour(Engine engine)
    {
        await using var server = await TestServer.StartAsync(
            engine, services => Slow(services, new() { PasswordIterations = 10, TriesPerAddressMax = 1_000 }));
        await Cast.RaiseAsync(server);

        var codes = (await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => TryAsync(server, "mei", "guess")))).Select(a => a.Code).ToList();
        Assert.Equal(10, codes.Count(code => code == 401));
        Assert.Equal(6, codes.Count(code => code == 429));

        server.Time.Advance(TimeSpan.FromMinutes(10));
        var locked = await TryAsync(server, "mei", Cast.Password);
        Assert.Equal((429, "too-many-tries"), (locked.Code, locked.Problem));
        Assert.Equal(300, locked.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(200, (await TryAsync(server, "tom", Cast.Password)).Code);   // only the name that was guessed at

        server.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await TryAsync(server, "mei", Cast.Password)).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_address_that_guesses_at_many_names_must_wait_too(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await Cast.RaiseAsync(server);

        for (var i = 0; i < 10; i++)
            Assert.Equal(401, (await TryAsync(server, $"name{i}", "guess")).Code);

        Assert.Equal(429, (await TryAsync(server, "mei", Cast.Password)).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Signing_in_rightly_any_number_of_times_is_no_guessing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await Cast.RaiseAsync(server);

        for (var i = 0; i < 25; i++)
            Assert.Equal(200, (await TryAsync(server, "mei", Cast.Password)).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_session_ends_after_two_idle_hours_and_after_twelve_in_any_case(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var idle = await cast.SignedInAsync("mei");
        using var busy = await cast.SignedInAsync("tom");

        for (var hours = 1; hours < 12; hours++)
        {
            server.Time.Jump(TimeSpan.FromHours(1));
            Assert.Equal(200, (await CurrentAsync(busy)).Code);
            if (hours == 2)
                Assert.Equal(401, (await CurrentAsync(idle)).Code);
        }
        server.Time.Jump(TimeSpan.FromHours(1));

        Assert.Equal(401, (await CurrentAsync(busy)).Code);
        Assert.True(await server.Get<SessionSweeper>().RunOnceAsync(CancellationToken.None) >= 0);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_new_sign_in_ends_the_browsers_old_session(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var browser = await cast.SignedInAsync("mei");
        var old = await CookieAsync(server, "mei");

        using var thief = server.Client();
        thief.DefaultRequestHeaders.Add("Cookie", old);
        Assert.Equal(200, (await CurrentAsync(thief)).Code);
        using var again = server.Client();
        again.DefaultRequestHeaders.Add("Cookie", old);
        (await again.PostAsync("/v1/staff-sessions", new { name = "mei", password = Cast.Password })).Expect(HttpStatusCode.OK);

        Assert.Equal(401, (await CurrentAsync(thief)).Code);
        Assert.Equal(200, (await CurrentAsync(browser)).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Sign_out_ends_the_session_and_the_presence(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var mei = await cast.SignedInAsync("mei");
        (await mei.PutAsync("/v1/desk/presence", new { state = "online" })).Expect(HttpStatusCode.OK);

        (await mei.DropAsync("/v1/staff-sessions/current")).Expect(HttpStatusCode.NoContent);

        Assert.Equal(401, (await CurrentAsync(mei)).Code);
        using var later = await cast.SignedInAsync("mei");
        Assert.Equal("offline", (await later.GetJsonAsync("/v1/desk/presence")).Get("state"));
    }

    [Theory]
    [InlineData("aaaaaaaaaaaa", "is one character again and again")]
    [InlineData("一一一一一一一一一一", "is one character again and again")]
    [InlineData("1234567890", "is one of the commonest passwords")]
    [InlineData("QwertyUIOP", "is one of the commonest passwords")]
    [InlineData("short", "must have 10 to 200 characters")]
    [InlineData("red lanterns 22", null)]
    [InlineData("aaaaaaaaaaab", null)]
    public void What_everybody_guesses_first_is_no_password(string password, string? fault) => Assert.Equal(fault, Passwords.Fault(password));

    [Fact]
    public async Task Names_come_in_the_language_of_the_page_that_asks_and_without_one_in_the_members_own()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        using var kang = await shop.SignInAsync("kang");
        Assert.Equal("zh-CN", (await kang.GetJsonAsync("/v1/staff-sessions/current")).Get("locale"));
        await CallAsync("灯笼");
        kang.DefaultRequestHeaders.Add("Accept-Language", "en");
        await CallAsync("Lantern Tea");

        Assert.Equal("Lantern Tea", await NameAsync());
        kang.DefaultRequestHeaders.Remove("Accept-Language");
        Assert.Equal("灯笼", await NameAsync());
        kang.DefaultRequestHeaders.Add("Accept-Language", "en-US,en;q=0.9");   // a browser's list is no page's language
        Assert.Equal("灯笼", await NameAsync());

        async Task CallAsync(string name) =>
            (await kang.PutAsync($"/v1/tenants/{shop.Cast.Lantern.Id}/settings", new { name })).Expect(HttpStatusCode.OK);

        async Task<string> NameAsync() => (await kang.GetJsonAsync("/v1/staff-sessions/current")).Json.GetProperty("tenant").GetProperty("name").GetString()!;
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_new_password_ends_all_sessions_but_the_one_that_set_it(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var here = await cast.SignedInAsync("mei");
        using var elsewhere = await cast.SignedInAsync("mei");

        var wrong = await here.PutAsync("/v1/me/password", new { current = "a guess of it", next = "red lanterns 22" });
        Assert.Equal("is not the present password", wrong.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").GetProperty("current")[0].GetString());
        var weak = await here.PutAsync("/v1/me/password", new { current = Cast.Password, next = "short" });
        (await here.PutAsync("/v1/me/password", new { current = Cast.Password, next = "Password123" })).Expect(HttpStatusCode.BadRequest);
        Assert.True(weak.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("next", out _));
        (await here.PutAsync("/v1/me/password", new { current = Cast.Password, next = "red lanterns 22" })).Expect(HttpStatusCode.NoContent);

        Assert.Equal(401, (await CurrentAsync(elsewhere)).Code);
        Assert.Equal(200, (await CurrentAsync(here)).Code);
        Assert.Equal(401, (await TryAsync(server, "mei", Cast.Password)).Code);
        Assert.Equal(200, (await TryAsync(server, "mei", "red lanterns 22")).Code);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 401)]
    [InlineData("Sec-Fetch-Site", "same-site", 401)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Origin", "https://evil.example", 401)]
    [InlineData("Origin", "null", 401)]
    [InlineData("Origin", "", 200)]
    public async Task Another_sites_page_cant_use_the_cookie_to_change_anything(string header, string value, int code)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var mei = await cast.SignedInAsync("mei");
        if (value.Length > 0)
            mei.DefaultRequestHeaders.Add(header, value);

        Assert.Equal(code, (await mei.PutAsync("/v1/me", new { displayName = "May" })).Code);
        Assert.Equal(200, (await CurrentAsync(mei)).Code);   // reading is kept safe by SameSite and by answers being unreadable
    }

    [Fact]
    public async Task Another_sites_page_cant_sign_anybody_in()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        await Cast.RaiseAsync(server);
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        var answer = await client.PostAsync("/v1/staff-sessions", new { name = "mei", password = Cast.Password });

        Assert.Equal((403, "other-site"), (answer.Code, answer.Problem));
    }

    [Fact]
    public async Task A_bearer_token_is_not_helped_out_by_a_cookie()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var cast = await Cast.RaiseAsync(server);
        using var mei = await cast.SignedInAsync("mei");
        mei.DefaultRequestHeaders.Authorization = new("Bearer", "sosk_made-up");

        Assert.Equal(401, (await CurrentAsync(mei)).Code);
    }

    [Theory]
    [InlineData("""{"name":"mei"}""")]
    [InlineData("""{"name":null,"password":"x"}""")]
    [InlineData("""{"name":"a\u0000b","password":"x"}""")]
    [InlineData("""{"name":["mei"],"password":"x"}""")]
    [InlineData("""{"name":""")]
    [InlineData("")]
    public async Task What_is_no_sign_in_is_refused(string body)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);

        var answer = await server.Http.CallAsync(HttpMethod.Post, "/v1/staff-sessions", body);

        Assert.Equal(400, answer.Code);
        Assert.NotNull(answer.Problem);
        Assert.Empty(server.Log.Lines);
    }

    [Fact]
    public async Task A_name_of_a_megabyte_is_refused_and_not_stored()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);

        var answer = await server.Http.PostAsync("/v1/staff-sessions", new { name = new string('x', 1_000_000), password = "x" });

        Assert.Equal(413, answer.Code);
    }

    internal static void Slow(IServiceCollection services, StaffSettings settings) =>
        services.Replace(ServiceDescriptor.Singleton(settings));

    private static async Task<Answer> TryAsync(TestServer server, string name, string password)
    {
        using var client = server.Client();
        return await client.PostAsync("/v1/staff-sessions", new { name, password });
    }

    private static async Task<string> CookieAsync(TestServer server, string name)
    {
        using var client = server.Client();
        var answer = await client.PostAsync("/v1/staff-sessions", new { name, password = Cast.Password });
        return answer.Response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static Task<Answer> CurrentAsync(HttpClient client) => client.GetJsonAsync("/v1/staff-sessions/current");
}
