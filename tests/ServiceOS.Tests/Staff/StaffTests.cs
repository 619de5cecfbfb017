using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Staff;

public sealed class StaffTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_owner_makes_a_member_who_can_sign_in_with_the_password_shown_once(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");

        var made = (await kang.PostAsync("/v1/staff", Fields(cast, "Bo.Li", "agent", skills: [cast.AfterSale], capacity: 3)))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(("bo.li", "Bo", "agent", 3), (made.Get("name"), made.Get("displayName"), made.Get("role"), made.Json.GetProperty("capacity").GetInt32()));
        Assert.Equal("after-sale", made.Json.GetProperty("skills")[0].Text("name"));
        using var bo = await cast.SignedInAsync("bo.li", made.Get("password"));
        var list = (await kang.GetJsonAsync("/v1/staff")).Expect(HttpStatusCode.OK);
        Assert.Equal(["Bo", "Hua", "Kang", "Mei", "Shen", "Tom"], list.Items().Select(member => member.Text("displayName")));
        Assert.DoesNotContain(made.Get("password"), list.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_name_is_somebodys_only_once_in_the_installation(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var wei = await cast.SignedInAsync("wei");

        var answer = await wei.PostAsync("/v1/staff", new { name = "MEI", displayName = "Mei", role = "agent", skills = Array.Empty<string>() });

        Assert.Equal("is somebody's already", answer.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").GetProperty("name")[0].GetString());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nobody_makes_or_edits_somebody_above_themselves(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var hua = await cast.SignedInAsync("hua");
        using var kang = await cast.SignedInAsync("kang");

        Assert.Equal(403, (await hua.PostAsync("/v1/staff", Fields(cast, "boss", "merchant-owner"))).Code);
        Assert.Equal(403, (await hua.PostAsync("/v1/staff", Fields(cast, "other", "manager"))).Code);
        Assert.Equal(201, (await hua.PostAsync("/v1/staff", Fields(cast, "bo", "agent"))).Code);
        Assert.Equal(403, (await hua.PutAsync($"/v1/staff/{cast.Mei}", Fields(cast, null, "manager"))).Code);
        Assert.Equal(403, (await hua.PutAsync($"/v1/staff/{cast.Kang}", Fields(cast, null, "agent"))).Code);
        Assert.Equal(403, (await hua.PostAsync($"/v1/staff/{cast.Kang}/reset-password")).Code);
        Assert.Equal(403, (await hua.PostAsync($"/v1/staff/{cast.Kang}/disable")).Code);
        Assert.Equal(404, (await kang.PostAsync("/v1/staff", Fields(cast, "up", "agent", tenant: cast.Market.Id))).Code);
        Assert.Equal(404, (await kang.PutAsync($"/v1/staff/{cast.Lin}", Fields(cast, null, "agent"))).Code);
        Assert.Equal(404, (await kang.PostAsync($"/v1/staff/{cast.Wei}/reset-password")).Code);
        Assert.Equal(400, (await kang.PostAsync("/v1/staff", Fields(cast, "boss", "platform-owner"))).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nobody_takes_their_own_rights_away(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");

        Assert.Equal("own-account", (await kang.PostAsync($"/v1/staff/{cast.Kang}/disable")).Problem);
        Assert.Equal("own-account", (await kang.PutAsync($"/v1/staff/{cast.Kang}", Fields(cast, null, "agent"))).Problem);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_disabled_member_is_out_at_once_and_in_again_when_enabled(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        using var mei = await cast.SignedInAsync("mei");
        (await mei.PutAsync("/v1/desk/presence", new { state = "online" })).Expect(HttpStatusCode.OK);

        var disabled = (await kang.PostAsync($"/v1/staff/{cast.Mei}/disable")).Expect(HttpStatusCode.OK);

        Assert.True(disabled.Json.GetProperty("disabled").GetBoolean());
        Assert.Equal(401, (await mei.GetJsonAsync("/v1/staff-sessions/current")).Code);
        Assert.DoesNotContain("Mei", (await kang.GetJsonAsync("/v1/desk/agents")).Text, StringComparison.Ordinal);
        (await kang.PostAsync($"/v1/staff/{cast.Mei}/enable")).Expect(HttpStatusCode.OK);
        using var again = await cast.SignedInAsync("mei");
        Assert.Equal("offline", (await again.GetJsonAsync("/v1/desk/presence")).Get("state"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_reset_password_replaces_the_old_one_and_ends_the_sessions(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var hua = await cast.SignedInAsync("hua");
        using var mei = await cast.SignedInAsync("mei");

        var password = (await hua.PostAsync($"/v1/staff/{cast.Mei}/reset-password")).Expect(HttpStatusCode.OK).Get("password");

        Assert.Equal(401, (await mei.GetJsonAsync("/v1/staff-sessions/current")).Code);
        using var again = await cast.SignedInAsync("mei", password);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_edit_reaches_the_directory(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        var directory = server.Get<StaffDirectory>();
        Assert.Equal("Mei", (await directory.FindAsync(cast.Mei, CancellationToken.None))!.DisplayName);

        var edited = (await kang.PutAsync($"/v1/staff/{cast.Mei}",
            new { displayName = "Mei Lin", role = "knowledge-owner", skills = Array.Empty<string>(), capacity = 1 })).Expect(HttpStatusCode.OK);

        Assert.Equal(("Mei Lin", "knowledge-owner"), (edited.Get("displayName"), edited.Get("role")));
        Assert.Empty(edited.Json.GetProperty("skills").EnumerateArray());
        await Eventually.TrueAsync(async () =>
            (await directory.FindAsync(cast.Mei, CancellationToken.None))!.Role == StaffRole.KnowledgeOwner, "the directory has heard");
        Assert.Empty(await directory.SkillsOfAsync(cast.Mei, CancellationToken.None));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Fields_that_cant_be_taken_are_named(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        var foreign = await server.Get<StaffAdmin>().SkillAsync(cast.Harbour.Id, "sailing", CancellationToken.None);

        var answer = await kang.PostAsync("/v1/staff",
            new { name = "a b", displayName = "", role = "king", tenant = cast.Lantern.Id, skills = new[] { foreign }, capacity = -1 });

        Assert.Equal(["capacity", "displayName", "name", "role", "skills"],
            answer.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_skill_that_somebody_has_stays(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var kang = await cast.SignedInAsync("kang");
        var made = (await kang.PostAsync("/v1/skills", new { name = "pre-sale" })).Expect(HttpStatusCode.Created);

        Assert.Equal(400, (await kang.PostAsync("/v1/skills", new { name = "pre-sale" })).Code);
        Assert.Equal(["after-sale", "pre-sale"], (await kang.GetJsonAsync("/v1/skills")).Items().Select(skill => skill.Text("name")));
        Assert.Equal("skill-in-use", (await kang.DropAsync($"/v1/skills/{cast.AfterSale}")).Problem);
        (await kang.DropAsync($"/v1/skills/{made.Get("id")}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(404, (await kang.DropAsync($"/v1/skills/{made.Get("id")}")).Code);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_agent_comes_beats_and_falls_silent(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var mei = await cast.SignedInAsync("mei");
        using var kang = await cast.SignedInAsync("kang");
        Assert.Equal(("offline", 5), Stand(await mei.GetJsonAsync("/v1/desk/presence")));
        Assert.Equal("offline", (await mei.PostAsync("/v1/desk/presence/heartbeat")).Get("state"));

        Assert.Equal(("online", 5), Stand(await mei.PutAsync("/v1/desk/presence", new { state = "online" })));
        server.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(("online", 5), Stand(await mei.PostAsync("/v1/desk/presence/heartbeat")));
        server.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal("online", (await mei.GetJsonAsync("/v1/desk/presence")).Get("state"));
        server.Time.Advance(TimeSpan.FromSeconds(30));

        await Eventually.TrueAsync(async () =>
            (await mei.GetJsonAsync("/v1/desk/presence")).Get("state") == "offline", "a silent agent is offline");
        Assert.Equal("silent", (await mei.PostAsync("/v1/desk/presence/heartbeat")).Get("reason"));
        var agents = (await kang.GetJsonAsync("/v1/desk/agents")).Items();
        Assert.Equal(["Hua", "Mei", "Tom"], agents.Select(agent => agent.Text("name")));
        Assert.Equal("after-sale", agents[1].GetProperty("skills")[0].Text("name"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_state_that_is_none_is_refused(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        using var mei = await cast.SignedInAsync("mei");

        Assert.Equal(400, (await mei.PutAsync("/v1/desk/presence", new { state = "asleep" })).Code);
        Assert.Equal(400, (await mei.PutAsync("/v1/desk/presence", new { state = "away", reason = new string('x', 61) })).Code);
    }

    private static (string State, int Capacity) Stand(Answer answer) =>
        (answer.Expect(HttpStatusCode.OK).Get("state"), answer.Json.GetProperty("capacity").GetInt32());

    private static object Fields(
        Cast cast, string? name, string role, TenantId? tenant = null, SkillId[]? skills = null, int capacity = 5) =>
        new { name, displayName = name is null ? "Somebody" : "Bo", role, tenant = tenant ?? cast.Lantern.Id, skills = skills ?? [], capacity };
}
