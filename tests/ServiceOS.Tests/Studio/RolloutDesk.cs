using System.Net;
using System.Text.Json;
using ServiceOS.Bot;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Studio.Rollouts;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>A roll-out at Lantern, and Kang who keeps it: short forms of what these tests do.</summary>
internal sealed record RolloutDesk(Shop Shop, KnowledgeDesk Kang, string Id)
{
    public const string Rollouts = "/v1/knowledge/rollouts";

    private static readonly CancellationToken s_stop = CancellationToken.None;

    public string Path => $"{Rollouts}/{Id}";

    /// <summary>Begins to roll out what waits.</summary>
    public static async Task<RolloutDesk> StartAsync(Shop shop, KnowledgeDesk kang, object? order = null) =>
        new(shop, kang, (await kang.Http.PostAsync(Rollouts, order ?? new { })).Expect(HttpStatusCode.Created).Get("id"));

    public async Task<JsonElement> SeeAsync() => (await Kang.Http.GetJsonAsync(Path)).Expect(HttpStatusCode.OK).Json;

    public async Task<JsonElement> StandingAsync() => (await SeeAsync()).GetProperty("rollout");

    public Task<Answer> NextAsync(long from) => Kang.Http.PostAsync($"{Path}/next", new { stage = from });

    /// <summary>To a stage, by hand.</summary>
    public async Task ToAsync(long stage)
    {
        for (var at = (await StandingAsync()).GetProperty("stage").GetInt64(); at < stage; at++)
            (await NextAsync(at)).Expect(HttpStatusCode.NoContent);
    }

    /// <summary>Time passes, and the watch has looked.</summary>
    public async Task LookAsync(TimeSpan after)
    {
        var (jobs, token) = ("select max(token) from jobs where business = @Id", new { Id });
        var before = await Shop.Server.Database.ReadAsync(async db => await db.GetAsync<long>(jobs, token, s_stop), s_stop);
        Shop.Server.Time.Advance(after);
        await Shop.Server.Get<RolloutWorker>().RunOnceAsync(s_stop);
        // the server's own worker may have been quicker: then it is about to be done with it
        await Eventually.TrueAsync(async () => await Shop.Server.Database.ReadAsync(async db => await db.FindAsync<long?>(
            "select token from jobs where business = @Id and (held_until > 0 or token = @before)", new { Id, before }, s_stop), s_stop) is null, "the watch has looked");
    }

    /// <summary>Conversations that came to something, as they are stored: as many as it takes to tell.</summary>
    public Task ServeAsync(long stage, bool isCandidate, string outcome, int conversations) => Shop.Server.Database.InTransactionAsync(async db =>
    {
        var decision = new Decision { Outcome = outcome, Layer = "knowledge", Confidence = 1, Threshold = 0.6, Candidates = [], Text = "when do you ship" };
        for (var i = 0; i < conversations; i++)
        {
            await DecisionStore.InsertAsync(
                db, Shop.Cast.Lantern.Id, new(Guid.NewGuid()), 2, decision, decision.ToJson(), new Arm(Id, stage, isCandidate),
                Shop.Server.Time.GetUtcNow(), s_stop);
        }
    }, s_stop);

    /// <summary>A visitor whose conversation is on a side at 50 %.</summary>
    public async Task<Visitor> VisitAsync(bool isCandidate, string shop = "lantern")
    {
        const int TriesMax = 60;   // all of them on the other side: once in 10^18 runs
        for (var i = 0; i < TriesMax; i++)
        {
            var visitor = await Shop.VisitAsync(shop);
            if (Arm.Of(Id, RolloutStage.Last, ConversationId.Parse(visitor.Conversation, provider: null)).IsCandidate == isCandidate)
                return visitor;
        }
        throw new InvalidOperationException("chance is against it");
    }

    /// <summary>What Lantern's bot answers a conversation on a side at 50 %.</summary>
    public async Task<string> AnswerAsync(bool isCandidate, string question = "When do you ship?") =>
        (await (await VisitAsync(isCandidate)).AskAsync(question)).Text("body");
}
