using System.Text;

namespace ServiceOS.Tests.Security;

/// <summary>
/// What the probe needs to know of routes. <b>A new route</b> with a new kind of id needs a line in <see cref="s_values"/>,
/// with a real one of Lantern's; one that takes a body needs a line in <see cref="s_bodies"/>, so that it is refused for who
/// asks and not for what is sent. The other lists are exceptions: each line says why.
/// </summary>
internal static class RouteSamples
{
    /// <summary>Routes that anyone may use. Each says why where it is mapped.</summary>
    public static readonly HashSet<string> Public =
    [
        "POST /v1/staff-sessions", "POST /v1/visitor-sessions", "GET /v1/widget/{slug}", "GET /demo/shop/{slug}.json",
        "GET /v1/attachments/{attachmentId}", "GET /health/live", "GET /health/ready", "GET /health/stream", "GET /metrics",
        "GET /openapi/v1.json",
    ];

    /// <summary>Routes about the caller's own things, whatever <c>?tenant=</c> says.</summary>
    public static readonly HashSet<string> AboutOneself =
    [
        "GET /v1/staff-sessions/current", "DELETE /v1/staff-sessions/current", "PUT /v1/me", "PUT /v1/me/password",
        "GET /v1/desk/presence", "PUT /v1/desk/presence", "POST /v1/desk/presence/heartbeat", "GET /v1/live", "GET /v1/tenants",
        "POST /v1/desk/take-next", "GET /v1/desk/canned-replies", "POST /v1/attachments", "POST /v1/conversations",
        "GET /v1/conversations/current", "GET /v1/facts", "GET /v1/wrap-up-categories", "GET /v1/board/definitions",
    ];

    /// <summary>Routes whose id the client makes: another shop may have a thing of its own under the same id.</summary>
    public static readonly HashSet<string> UnderOnesOwnId = ["PUT /v1/desk/canned-replies/{replyId}"];

    /// <summary>What read-only staff may send: it changes only what they themselves have seen.</summary>
    public static readonly HashSet<string> ReadOnlyMaySend =
    [
        "POST /v1/desk/conversations/{id}/viewing", "DELETE /v1/desk/conversations/{id}/viewing", "PUT /v1/me",
        "DELETE /v1/staff-sessions/current",
        "POST /v1/ask",   // asks the bot; nothing is stored
        "POST /v1/knowledge/why-not",   // likewise
        "POST /v1/knowledge/golden:run",   // likewise
    ];

    /// <summary>Parameters that are no ids.</summary>
    private static readonly HashSet<string> s_plain =
        ["drafts/kind", "versions/version", "conversationId/seq", "widget/slug", "shop/slug"];

    private static readonly Dictionary<string, Func<RouteWorld, string>> s_values = new(StringComparer.Ordinal)
    {
        ["tenants/id"] = world => world.Lantern,
        ["staff/id"] = world => world.Cast.Tom.ToString(),
        ["skills/id"] = world => world.Skill,
        ["api-keys/id"] = world => world.ApiKey,
        ["conversations/id"] = world => world.Conversation,
        ["decisions/conversationId"] = world => world.Conversation,
        ["wrong-answers/conversationId"] = world => world.Conversation,
        ["reviews/conversationId"] = world => world.Conversation,
        ["conversationId/seq"] = world => world.AnswerSeq,
        ["consumers/consumerId"] = world => world.Ana.ConsumerId,
        ["drafts/kind"] = _ => "note",
        ["canned-replies/replyId"] = world => world.CannedReply,
        ["attachments/attachmentId"] = world => world.Attachment,
        ["items/id"] = world => world.Item,
        ["replays/id"] = world => world.Replay,
        ["golden/id"] = world => world.Golden,
        ["rollouts/id"] = world => world.Rollout,
        ["gap-verdicts/id"] = world => world.GapVerdict,
        ["versions/version"] = _ => "1",
        ["products/id"] = _ => "lantern-product",
        ["campaigns/id"] = _ => "lantern-campaign",
        ["orders/id"] = _ => "lantern-order",
        ["parcels/id"] = _ => "lantern-parcel",
        ["parcels/parcel"] = _ => "lantern-parcel",
        ["checkpoints/id"] = _ => "lantern-checkpoint",
        ["widget/slug"] = _ => "lantern",
        ["shop/slug"] = _ => "lantern",
    };

    private static readonly Dictionary<string, Func<RouteWorld, object>> s_bodies = new(StringComparer.Ordinal)
    {
        ["POST /v1/staff-sessions"] = _ => new { name = "nobody", password = "none" },
        ["POST /v1/visitor-sessions"] = _ => new { merchant = "lantern", locale = "en" },
        ["PUT /v1/me"] = _ => new { displayName = "Probe" },
        ["PUT /v1/me/password"] = _ => new { current = "not the present one", next = "red lanterns 22" },
        ["PUT /v1/desk/presence"] = _ => new { state = "online" },
        ["POST /v1/staff"] = world => new { name = "probe", displayName = "Probe", role = "agent", tenant = world.Lantern, skills = Array.Empty<string>(), capacity = 1 },
        ["PUT /v1/staff/{id}"] = _ => new { displayName = "Probe", role = "agent", skills = Array.Empty<string>(), capacity = 1 },
        ["POST /v1/skills"] = world => new { name = "probing", tenant = world.Lantern },
        ["POST /v1/api-keys"] = world => new { name = "probe", tenant = world.Lantern, scopes = new[] { "ask" } },
        ["PUT /v1/tenants/{id}/settings"] = _ => new { agentCapacity = 4 },
        ["PUT /v1/tenants/{id}/member-key"] = _ => new { algorithm = "HS256", secret = new string('s', 40) },
        ["PUT /v1/tenants/{id}/language-model"] = _ => new { drafts = true },
        ["POST /v1/conversations/{id}/messages"] = _ => new { clientKey = "probe", body = "Probing" },
        ["POST /v1/conversations/{id}/read"] = _ => new { seq = 1 },
        ["POST /v1/conversations/{id}/rating"] = _ => new { score = 5 },
        ["POST /v1/conversations/{id}/close"] = _ => new { wrapUp = new { category = "other", resolved = true } },
        ["POST /v1/desk/conversations/{id}/transfer"] = _ => new { toBot = true },
        ["POST /v1/desk/conversations/{id}/notes"] = _ => new { clientKey = "probe", body = "Probing" },
        ["PUT /v1/desk/conversations/{id}/drafts/{kind}"] = _ => new { body = "Probing" },
        ["PUT /v1/desk/canned-replies/{replyId}"] = _ => new { shortcut = "probe", title = "Probe", body = "Probing", language = "en", scope = "team" },
        ["POST /v1/desk/decisions/{conversationId}/{seq:long}/wrong"] = _ => new { note = "probing" },
        ["PUT /v1/knowledge/items/{id}"] = _ => new { question = "Probing?", similar = Array.Empty<string>(), answer = new { text = "Probed." }, language = "en" },
        ["POST /v1/knowledge/items/{id}/rollback"] = _ => new { version = 1 },
        ["POST /v1/knowledge:import"] = _ => File("question,answer\nProbing?,Probed.\n", "k.csv"),
        ["POST /v1/knowledge/golden:import"] = _ => File("question,expects\nProbing?,handover\n", "g.csv"),
        ["POST /v1/knowledge/gap-verdicts"] = _ => RouteWorld.IgnoredGap,
        ["POST /v1/knowledge/golden"] = _ => new { question = "Probing?", expects = "handover" },
        ["PUT /v1/knowledge/golden/{id}"] = _ => new { question = "Probed?", expects = "out-of-scope" },
        ["POST /v1/knowledge/replays"] = _ => new { days = 7 },
        ["POST /v1/knowledge/rollouts/{id}/next"] = _ => new { stage = 0 },
        ["PUT /v1/knowledge/replays/{id}/verdicts"] = _ => new { place = 1, verdict = "better" },
        ["POST /v1/knowledge/why-not"] = world => new { question = "Probing?", item = world.Item },
        ["POST /v1/reviews/samples"] = _ => RouteWorld.WholeSample,
        ["PUT /v1/reviews/{conversationId}/{seq:long}"] = _ => new { verdict = "right" },
        ["POST /v1/ask"] = _ => new { question = "Probing?", locale = "en", order = "lantern-order" },
        ["PUT /v1/products/{id}"] = _ => new { name = new { en = "Probe" }, price = new { amount = 1, currency = "CNY" } },
        ["PUT /v1/campaigns/{id}"] = _ => new { name = new { en = "Probe" }, rule = new { en = "None" }, validFrom = "2026-11-01T00:00:00Z", validTo = "2026-11-12T00:00:00Z" },
        ["PUT /v1/orders/{id}"] = _ => new { state = "paid", total = new { amount = 1, currency = "CNY" }, placedAt = "2026-11-10T00:00:00Z", items = new[] { new { name = "Probe", quantity = 1 } } },
        ["PUT /v1/parcels/{id}"] = _ => new { orderId = "lantern-order", carrier = "SF", trackingNumber = "1" },
        ["PUT /v1/parcels/{parcel}/checkpoints/{id}"] = _ => new { at = "2026-11-10T00:00:00Z", state = "in-transit", text = "Probed" },
        ["POST /v1/orders:import"] = _ => new StringContent("""{"id":"x","state":"paid"}""", Encoding.UTF8, "application/jsonl"),
        ["POST /v1/attachments"] = _ => File("a text file", "a.txt"),
    };

    /// <summary>What a route needs in its query, besides <c>tenant</c>.</summary>
    public static string Query(string route) => route switch
    {
        "GET /v1/board/rows" => "&figure=waiting",
        "GET /v1/bot-quality/rows" => "&figure=automation",
        "GET /v1/desk/search" or "GET /v1/desk/orders" => "&q=order",
        _ => "",
    };

    /// <summary>True when the route is about a thing that is somebody's.</summary>
    public static bool IsAboutAThing(ProbedRoute route) => route.Parameters.Any(parameter => !s_plain.Contains(parameter));

    /// <summary>A real value of Lantern's for a parameter.</summary>
    public static string Value(string parameter, string route, RouteWorld world) =>
        s_values.TryGetValue(parameter, out var value)
            ? value(world)
            : throw new InvalidOperationException($"{route}: the probe has no value for the parameter “{parameter}”. "
                + $"Add a real one of Lantern's to {nameof(RouteSamples)}.{nameof(s_values)}.");

    public static object Body(string route, RouteWorld world) => s_bodies.TryGetValue(route, out var body) ? body(world) : new { };

    private static MultipartFormDataContent File(string text, string name)
    {
        var form = new MultipartFormDataContent();
        form.Add(new StringContent(text), "file", name);
        return form;
    }
}
