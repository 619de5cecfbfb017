using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tests.Consumers;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>
/// A desk that slept and reads what changed since is the same as one that reads everything anew: for every kind of fact that there is.
/// </summary>
public sealed class CatchUpTests
{
    /// <summary>What no row of a desk shows.</summary>
    private static readonly string[] s_elsewhere =
        ["order.changed", "parcel.checkpoint", "order.urged", "knowledge.published", "knowledge.rollout-moved", "member-key.changed", "key.created", "key.revoked"];

    /// <summary>How each of the others comes about.</summary>
    private static readonly Dictionary<string, Func<Busy, Task>> s_acts = new(StringComparer.Ordinal)
    {
        ["conversation.opened"] = async busy => await busy.Shop.VisitAsync(),
        ["conversation.message-added"] = async busy => (await busy.Queued.SayAsync("Is anybody there?")).Expect(HttpStatusCode.OK),
        ["conversation.moved"] = async busy => (await busy.Mei.PostAsync($"{busy.Assigned.Path}/close", new { wrapUp = new { category = "delivery", resolved = true } })).Expect(HttpStatusCode.OK),
        ["conversation.noted"] = async busy => (await busy.Mei.PostAsync($"/v1/desk/conversations/{busy.Assigned.Conversation}/notes", new { clientKey = "n", body = "She wants blue" })).Expect(HttpStatusCode.Created),
        ["conversation.rated"] = async busy =>
        {
            (await busy.Assigned.Http.PostAsync($"{busy.Assigned.Path}/close")).Expect(HttpStatusCode.OK);
            var rated = await busy.Assigned.Http.PostAsync($"{busy.Assigned.Path}/rating", new { score = 5 });
            Assert.True(rated.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, rated.Status.ToString());
        },
        ["conversation.carried-over"] = async busy => (await busy.SignInAsync(busy.WithBot)).Expect(HttpStatusCode.OK),
        ["staff.changed"] = async busy => (await busy.Mei.PutAsync("/v1/me", new { displayName = "Mei Li" })).Expect(HttpStatusCode.OK),
        ["staff.presence-changed"] = async busy => (await busy.Mei.PutAsync("/v1/desk/presence", new { state = "away", reason = "meal" })).Expect(HttpStatusCode.OK),
        ["skill.changed"] = async busy => (await busy.Kang.PostAsync("/v1/skills", new { name = "lamps" })).Expect(HttpStatusCode.Created),
        ["tenant.changed"] = async busy => (await busy.Kang.PutAsync($"/v1/tenants/{busy.Shop.Cast.Lantern.Id}/settings",
            new { name = "灯铺" })).Expect(HttpStatusCode.OK),
    };

    public static TheoryData<Engine, string> Kinds()
    {
        var kinds = new TheoryData<Engine, string>();
        foreach (var kind in s_acts.Keys)
        {
            kinds.Add(Engine.Sqlite, kind);
            kinds.Add(Engine.Postgres, kind);
        }
        return kinds;
    }

    [Fact]
    public void Every_kind_of_fact_is_tried_here_or_shown_elsewhere()
    {
        var all = typeof(App).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IFact)))
            .Select(type => (string)type.GetProperty(nameof(IFact.Topic))!.GetValue(obj: null)!);

        Assert.Equal(all.Order(StringComparer.Ordinal), s_acts.Keys.Concat(s_elsewhere).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_desk_that_reads_what_changed_shows_what_a_fresh_one_shows(Engine engine, string kind)
    {
        await using var busy = await Busy.OpenAsync(engine);
        var (stale, cursor) = await busy.SnapshotAsync();

        await s_acts[kind](busy);
        await busy.Shop.Server.FactsAsync(kind);
        var changes = (await busy.Mei.GetJsonAsync($"/v1/desk/changes?after={cursor}")).Expect(HttpStatusCode.OK);

        var (fresh, _) = await busy.SnapshotAsync();
        Assert.False(changes.Json.GetProperty("more").GetBoolean());   // one request is enough
        if (!changes.Json.GetProperty("reload").GetBoolean())
            Assert.Equal(fresh, Apply(stale, changes));
        else if (engine == Engine.Sqlite)   // on PostgreSQL older facts may not be settled yet, and are told again
            Assert.Contains(kind, (string[])["staff.changed", "skill.changed", "tenant.changed"]);
    }

    private static SortedDictionary<string, string> Apply(SortedDictionary<string, string> stale, Answer changes)
    {
        foreach (var row in changes.Items())
        {
            if (row.Text("state") == "closed")
                stale.Remove(row.Text("id"));
            else
                stale[row.Text("id")] = row.GetRawText();
        }
        return stale;
    }

    /// <summary>A shop with a conversation in the queue, one with Mei, and one with the bot.</summary>
    private sealed class Busy : IAsyncDisposable
    {
        private static readonly string s_secret = new('s', 32);

        public required Shop Shop { get; init; }
        public required HttpClient Mei { get; init; }
        public required HttpClient Kang { get; init; }
        public required Visitor Queued { get; init; }
        public required Visitor Assigned { get; init; }
        public required Visitor WithBot { get; init; }

        public static async Task<Busy> OpenAsync(Engine engine)
        {
            var shop = await Shop.OpenAsync(engine);
            var (queued, assigned, withBot) = (await shop.VisitAsync(), await shop.VisitAsync(), await shop.VisitAsync());
            await queued.Http.PostAsync($"{queued.Path}/handoff");
            await withBot.AskAsync("hello");
            var mei = await shop.AgentAsync("mei", "busy");
            (await mei.PostAsync($"/v1/desk/conversations/{assigned.Conversation}/take")).Expect(HttpStatusCode.OK);
            var kang = await shop.SignInAsync("kang");
            await MemberTests.SetKeyAsync(shop, "kang", shop.Cast.Lantern.Id, new { algorithm = "HS256", secret = s_secret });
            return new() { Shop = shop, Mei = mei, Kang = kang, Queued = queued, Assigned = assigned, WithBot = withBot };
        }

        /// <summary>All open rows by id, and where the log was.</summary>
        public async Task<(SortedDictionary<string, string> Rows, string Cursor)> SnapshotAsync()
        {
            var page = (await Mei.GetJsonAsync("/v1/desk/conversations?view=all")).Expect(HttpStatusCode.OK);
            return (new(page.Items().ToDictionary(row => row.Text("id"), row => row.GetRawText(), StringComparer.Ordinal), StringComparer.Ordinal), page.Get("cursor"));
        }

        public Task<Answer> SignInAsync(Visitor visitor) => MemberTests.EnterAsync(
            Shop, Jwt.Hs256(s_secret, MemberTests.Claims(Shop, "m-1")), before: visitor.Http.DefaultRequestHeaders.Authorization!.Parameter);

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
