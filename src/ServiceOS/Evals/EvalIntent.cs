using System.Diagnostics;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Evals;

/// <summary>How well the understanding tells intents apart, and how well it knows what it doesn't know.</summary>
/// <remarks>
/// Measures the very matcher that a merchant's knowledge is read with: an intent is an item, a text one of its questions. Out of scope
/// is what column <c>is_oos</c> says; it is never learned from, only told apart.
/// </remarks>
internal sealed class EvalIntent(EvalIntent.Plan plan)
{
    private static readonly TimeSpan s_speedFor = TimeSpan.FromSeconds(3);

    /// <param name="Train">File to learn from; rows of <c>official_split</c> <c>val</c> are kept for thresholds.</param>
    /// <param name="Val">File to set thresholds on; null: rows of the training file.</param>
    /// <param name="Unlabelled">File of texts without an intent, to learn words from; null: none.</param>
    /// <param name="Shots">Texts of an intent to learn from; 0: all.</param>
    /// <param name="Seed">Of the choice among them.</param>
    /// <param name="Options">How the matcher is trained.</param>
    public sealed record Plan(string Train, string Test, string? Val, string? Unlabelled, int Shots, ulong Seed, TrainingOptions Options);

    public object Run(CancellationToken stop)
    {
        var all = Labelled.Read(plan.Train);
        var train = all.Where(row => !row.IsOut && !row.IsVal).ToList();
        if (plan.Shots > 0)
            train = Few(train);
        var val = plan.Val is null ? [.. all.Where(row => row.IsVal)] : Labelled.Read(plan.Val);
        var test = Labelled.Read(plan.Test);
        var unlabelled = plan.Unlabelled is null ? [] : Table.Read(plan.Unlabelled).Column("text");
        var labels = train.Select(row => row.Intent).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var numbers = labels.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);

        if (labels.Count < 2)
            throw new IOException($"{plan.Train}: texts of at least two intents are needed to tell them apart");

        var clock = Stopwatch.StartNew();
        var language = LanguageTest.Of(string.Concat(train.Take(100).Select(row => row.Text)), Language.English);
        var matcher = QuestionMatcher
            .Build(language, [.. train.Select(row => new Question(numbers[row.Intent], row.Text, IsStandard: false))])
            .Trained(plan.Options with { Unlabelled = unlabelled }, stop);
        var trained = clock.Elapsed;

        var told = Tell(matcher, numbers, test);
        var inside = told.Where(one => !one.IsOut).ToList();
        var hasOut = inside.Count < told.Count;
        var larson = hasOut ? Measure.AtBestThreshold(Tell(matcher, numbers, val), told) : null;
        var speed = Speed.Of(matcher, [.. test.Select(row => row.Text)], s_speedFor);
        return new
        {
            eval = "intent",
            train = train.Count,
            test = test.Count,
            intents = labels.Count,
            accuracy = Measure.Round(inside.Count(one => one.IsRight) / (double)Math.Max(inside.Count, 1)),
            macro_f1 = Measure.Round(Measure.MacroF1(inside)),
            answered_at_p95 = Measure.Round(Measure.AnsweredAt(told, precision: 0.95)),
            oos_auroc = hasOut ? Measure.Round(Measure.Auroc(told)) : (double?)null,
            oos_recall_larson = Measure.Round(larson?.OutRecall),
            inscope_at_larson = Measure.Round(larson?.InAccuracy),
            p50_us = speed.P50,
            p99_us = speed.P99,
            qps = speed.PerSecond,
            bytes_per_question = speed.Bytes,
            train_s = Math.Round(trained.TotalSeconds, 2),
            model_mb = Math.Round(matcher.Bytes / 1e6, 2),
        };
    }

    private static List<Told> Tell(QuestionMatcher matcher, Dictionary<string, int> numbers, IReadOnlyList<Labelled> rows)
    {
        var told = new List<Told>(rows.Count);
        Span<Candidate> top = new Candidate[QuestionMatcher.CandidatesMax];
        foreach (var row in rows)
        {
            var count = matcher.Match(row.Text, top);
            var wanted = row.IsOut ? -1 : numbers.GetValueOrDefault(row.Intent, -2);
            told.Add(new(wanted, count > 0 ? top[0].Item : -3, count > 0 ? top[0].Score : 0, row.IsOut));
        }
        return told;
    }

    /// <summary>So many texts of each intent, picked by chance.</summary>
    private List<Labelled> Few(List<Labelled> train)
    {
        var chance = new Random((int)plan.Seed);
        return [.. train.GroupBy(row => row.Intent, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.OrderBy(_ => chance.NextDouble()).Take(plan.Shots))];
    }
}
