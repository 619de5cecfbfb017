using ServiceOS.Benches;
using ServiceOS.Bot.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Evals;

/// <summary>How reliably the bot does what members want done about their orders: each task several times, in other words each time.</summary>
/// <remarks>
/// A task counts as passed only when all of its tries end right (pass^k; Yao et al. 2024, tau-bench, arXiv:2406.12045): who is
/// served well three times of four can't rely on it. The members ask in a shop of the demo world, beside all that it knows.
/// </remarks>
internal sealed class EvalSkills(int tries, long seed)
{
    public const int TriesMax = 20;

    private const string Shop = "healthy-home";
    private const int TurnsMax = 4;
    private static readonly TimeSpan s_learningMax = TimeSpan.FromMinutes(3);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(postgres: null, listener: null, stop);
        var merchant = (await server.Get<TenantTree>().FindBySlugAsync(Shop, stop))!.Id;
        var tasks = SkillTask.Make(seed);
        await SellAsync(server, merchant, tasks, stop);
        await LearnAsync(server.Get<Understander>(), merchant, stop);
        var talk = server.Get<TrialTalk>();
        var results = new List<Result>();
        foreach (var task in tasks)
        {
            var right = 0;
            var questions = 0;
            for (var attempt = 0; attempt < tries; attempt++)
            {
                var (isRight, asked) = await TryAsync(talk, merchant, task, attempt, stop);
                right += isRight ? 1 : 0;
                questions += asked;
            }
            results.Add(new(task, right, questions));
        }
        return Sum(results);
    }

    private object Sum(List<Result> results) => new
    {
        eval = "skills",
        tasks = results.Count,
        k = tries,
        seed,
        pass_1 = PassOne(results),
        pass_k = PassAll(results),
        clarifying_a_task = Measure.Round(results.Sum(result => result.Questions) / (double)(results.Count * tries)),
        by_skill = results.GroupBy(result => result.Task.Skill ?? "only-asked", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new { tasks = group.Count(), pass_1 = PassOne([.. group]), pass_k = PassAll([.. group]) }, StringComparer.Ordinal),
    };

    private double PassOne(List<Result> results) => Measure.Round(results.Sum(result => result.Right) / (double)(results.Count * tries));

    private double PassAll(List<Result> results) => Measure.Round(results.Count(result => result.Right == tries) / (double)results.Count);

    /// <summary>One talk: the member says what they want, and answers what they are asked for, by tap or in words.</summary>
    private async Task<(bool IsRight, int Asked)> TryAsync(TrialTalk talk, TenantId merchant, SkillTask task, int attempt, CancellationToken stop)
    {
        var (text, choice) = (task.Words(attempt, seed), (string?)null);
        TrialTurn? turn = null;
        var asked = 0;
        for (var i = 0; i < TurnsMax; i++)
        {
            turn = await talk.SayAsync(merchant, task.Member, task.Locale, text, choice, turn, stop);
            if (turn.Asked is not { } slot)
                break;
            asked++;
            if (task.Skill is null)
                break;   // who only asks has nothing to answer
            (text, choice) = task.AnswerTo(slot, turn, attempt);
        }
        var isRight = asked <= 1 && task.IsMet(turn!);
        if (!isRight && Environment.GetEnvironmentVariable("SERVICEOS_EVAL_MISSES") is not null)
            await Console.Error.WriteLineAsync($"{task.Skill ?? "only-asked"} {task.Goal}: {task.Words(attempt, seed)} → {turn!.Outcome} {turn.Skill} {turn.OrderId} {string.Join(' ', turn.Slots)}");
        return (isRight, asked);
    }

    private static Task SellAsync(BenchServer server, TenantId merchant, IReadOnlyList<SkillTask> tasks, CancellationToken stop) =>
        server.Get<Database>().InTransactionAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var order in tasks.SelectMany(task => task.Orders(now)))
                await server.Get<OrderIntake>().TakeInAsync(db, merchant, order.Id!, order, now, stop);
        }, stop);

    /// <summary>The first question has a shop's knowledge learned, in the background: a figure is of what was learned whole.</summary>
    private static async Task LearnAsync(Understander understander, TenantId merchant, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(s_learningMax);
        foreach (var locale in new[] { Locales.Chinese, Locales.English })
        {
            while (!await understander.HasLearnedAsync(merchant, locale, limit.Token))
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
        }
    }

    private sealed record Result(SkillTask Task, int Right, int Questions);
}
