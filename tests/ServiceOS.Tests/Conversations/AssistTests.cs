using System.Net;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>What agents keep beside a conversation: notes, drafts, replies at hand.</summary>
public sealed class AssistTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_note_is_for_colleagues_and_never_for_the_consumer(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");
        using var mei = await shop.AgentAsync("mei", "busy");
        using var tom = await shop.SignInAsync("tom");
        var notes = $"/v1/desk/conversations/{ana.Conversation}/notes";

        (await mei.PostAsync(notes, new { clientKey = "n1", body = "Pays late, be firm" })).Expect(HttpStatusCode.Created);
        (await mei.PostAsync(notes, new { clientKey = "n1", body = "Pays late, be firm" })).Expect(HttpStatusCode.Created);

        var note = (await tom.GetJsonAsync(notes)).Expect(HttpStatusCode.OK).Items().Single();
        Assert.Equal(("Pays late, be firm", "Mei", 2L), (note.Text("body"), note.GetProperty("author").Text("name"), note.GetProperty("afterSeq").GetInt64()));
        (await ana.Http.GetJsonAsync(notes)).Expect(HttpStatusCode.Forbidden);
        foreach (var path in (string[])[ana.Path, $"{ana.Path}/messages", "/v1/conversations/current"])
            Assert.DoesNotContain("firm", (await ana.Http.GetJsonAsync(path)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await ana.MessagesAsync()).Count);
        using var wei = await shop.SignInAsync("wei");
        (await wei.GetJsonAsync(notes)).Expect(HttpStatusCode.NotFound);
        using var shen = await shop.SignInAsync("shen");
        (await shen.PostAsync(notes, new { clientKey = "n2", body = "May I?" })).Expect(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_draft_of_a_reply_and_one_of_a_note_are_kept_apart_and_for_their_writer_only(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var mei = await shop.SignInAsync("mei");
        using var tom = await shop.SignInAsync("tom");
        var desk = $"/v1/desk/conversations/{ana.Conversation}";

        (await mei.PutAsync($"{desk}/drafts/reply", new { body = "Dear An" })).Expect(HttpStatusCode.NoContent);
        (await mei.PutAsync($"{desk}/drafts/note", new { body = "ask Tom" })).Expect(HttpStatusCode.NoContent);
        (await mei.PutAsync($"{desk}/drafts/reply", new { body = "Dear Ana" })).Expect(HttpStatusCode.NoContent);
        (await tom.PutAsync($"{desk}/drafts/reply", new { body = "Tom's" })).Expect(HttpStatusCode.NoContent);

        Assert.Equal(("Dear Ana", "ask Tom"), await DraftsAsync(mei, desk));
        Assert.Equal(("Tom's", null), await DraftsAsync(tom, desk));
        Assert.Empty(await ana.MessagesAsync());

        (await mei.PutAsync($"{desk}/drafts/reply", new { body = "" })).Expect(HttpStatusCode.NoContent);
        Assert.Equal((null, "ask Tom"), await DraftsAsync(mei, desk));
        (await mei.PutAsync($"{desk}/drafts/poem", new { body = "x" })).Expect(HttpStatusCode.NotFound);
        (await mei.PutAsync($"{desk}/drafts/reply", new { body = new string('x', 4_001) })).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Replies_at_hand_are_ones_own_or_the_teams_and_reach_down_the_tree(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        using var mei = await shop.SignInAsync("mei");
        using var tom = await shop.SignInAsync("tom");
        using var wei = await shop.SignInAsync("wei");
        using var lin = await shop.SignInAsync("lin");
        var own = await KeepAsync(mei, "hi", "mine");
        var team = await KeepAsync(mei, "bye", "team");
        await KeepAsync(lin, "all", "team");

        Assert.Equal(["all", "bye", "hi"], await ShortcutsAsync(mei));
        Assert.Equal(["all", "bye"], await ShortcutsAsync(tom));
        Assert.Equal(["all"], await ShortcutsAsync(wei));
        (await tom.DropAsync($"/v1/desk/canned-replies/{own}")).Expect(HttpStatusCode.NotFound);
        (await tom.PutAsync($"/v1/desk/canned-replies/{own}", Reply("stolen", "mine"))).Expect(HttpStatusCode.NotFound);
        (await wei.PutAsync($"/v1/desk/canned-replies/{team}", Reply("stolen", "team"))).Expect(HttpStatusCode.NotFound);

        (await tom.PutAsync($"/v1/desk/canned-replies/{team}", Reply("cheers", "team"))).Expect(HttpStatusCode.OK);
        (await mei.DropAsync($"/v1/desk/canned-replies/{own}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(["all", "cheers"], await ShortcutsAsync(mei));
    }

    private static object Reply(string shortcut, string scope) =>
        new { shortcut, title = shortcut, body = "Hello {{consumer}}", language = "en", scope };

    private static async Task<string> KeepAsync(HttpClient by, string shortcut, string scope)
    {
        var id = Guid.NewGuid().ToString("n");
        (await by.PutAsync($"/v1/desk/canned-replies/{id}", Reply(shortcut, scope))).Expect(HttpStatusCode.OK);
        return id;
    }

    private static async Task<IEnumerable<string>> ShortcutsAsync(HttpClient by) =>
        (await by.GetJsonAsync("/v1/desk/canned-replies")).Expect(HttpStatusCode.OK).Items().Select(reply => reply.Text("shortcut"));

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task No_client_sends_a_consumer_a_variable_that_nobody_filled_in(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var mei = await shop.AgentAsync("mei", "busy");
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);
        var before = (await ana.MessagesAsync()).Count;

        foreach (var variable in (string[])["{{agent.name}}", "{{ order.address }}", "{{Consumer.Name}}", "{{order}}"])
        {
            var refused = await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = $"I'm {variable}, hello", force = true });
            Assert.Equal("unfilled-variable", refused.Expect(HttpStatusCode.UnprocessableEntity).Problem);
            Assert.Equal(variable, refused.Get("variable"));
        }
        Assert.Equal(before, (await ana.MessagesAsync()).Count);

        (await mei.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "Write {{ name }} on the label {{" })).Expect(HttpStatusCode.OK);
        (await ana.SayAsync("I see {{order.number}} in your mail")).Expect(HttpStatusCode.OK);
    }

    private static async Task<(string? Reply, string? Note)> DraftsAsync(HttpClient by, string desk)
    {
        var drafts = (await by.GetJsonAsync(desk)).Expect(HttpStatusCode.OK).Json.GetProperty("drafts");
        return (Of("reply"), Of("note"));

        string? Of(string kind) => drafts.TryGetProperty(kind, out var draft) && draft.ValueKind == JsonValueKind.String ? draft.GetString() : null;
    }
}
