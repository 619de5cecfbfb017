using System.Diagnostics;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Evals;

/// <summary>How well questions in other words find their item, with one or two phrasings an item, and what has none is left alone.</summary>
internal sealed class EvalFaq(EvalFaq.Plan plan)
{
    private const string InScope = "in";
    private const double Promise = 0.95;

    /// <summary>Phrasings an item from which a classifier knows more than nearness.</summary>
    private const int PhrasingsMin = 3;

    /// <param name="Kb">Columns <c>faq_id</c>, <c>question</c>.</param>
    /// <param name="Dev">Columns <c>query</c>, <c>faq_id</c>, <c>scope</c> (in, near, far): the threshold is set on it.</param>
    /// <param name="Test">The same columns: the figures are measured on it.</param>
    /// <param name="Pairs">Files of columns <c>text1</c>, <c>text2</c>, <c>label</c> (1: they ask for the same).</param>
    public sealed record Plan(string Kb, string Dev, string Test, IReadOnlyList<string> Pairs);

    public object Run(CancellationToken stop)
    {
        var kb = Table.Read(plan.Kb);
        var (ids, questions) = (kb.Column("faq_id"), kb.Column("question"));
        var numbers = ids.Distinct(StringComparer.Ordinal).Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        var dev = Query.Read(plan.Dev);
        var test = Query.Read(plan.Test);
        var pairs = PairsWithout([.. test.Select(query => Normaliser.Normalise(query.Text))]);

        var clock = Stopwatch.StartNew();
        var language = LanguageTest.Of(string.Concat(questions.Take(100)), Language.Chinese);
        var matcher = QuestionMatcher.Build(
            language, [.. questions.Select((text, row) => new Question(numbers[ids[row]], text, IsStandard: false))]);
        if (questions.Count >= PhrasingsMin * numbers.Count)
            matcher = matcher.Trained(new(), stop);
        matcher = matcher.With(LearnedSimilarity.Learn(language, pairs, [.. questions, .. dev.Select(query => query.Text)], stop));
        var trained = clock.Elapsed;

        var threshold = ThresholdOn(Tell(matcher, numbers, dev));
        var told = Tell(matcher, numbers, test);
        var inside = told.Where(one => one.Scope == InScope).ToList();
        var answered = told.Where(one => one.Score >= threshold).ToList();
        return new
        {
            eval = "faq",
            questions = questions.Count,
            items = numbers.Count,
            pairs = pairs.Count,
            queries = told.Count,
            top1 = Measure.Round(inside.Count(one => one.Rank == 1) / (double)Math.Max(inside.Count, 1)),
            top3 = Measure.Round(inside.Count(one => one.Rank is >= 1 and <= 3) / (double)Math.Max(inside.Count, 1)),
            mrr10 = Measure.Round(inside.Sum(one => one.Rank is >= 1 and <= 10 ? 1.0 / one.Rank : 0) / Math.Max(inside.Count, 1)),
            auroc_far = Measure.Round(Measure.Auroc([.. inside.Select(one => one.Score)], [.. told.Where(one => one.Scope == "far").Select(one => one.Score)])),
            auroc_near = Measure.Round(Measure.Auroc([.. inside.Select(one => one.Score)], [.. told.Where(one => one.Scope == "near").Select(one => one.Score)])),
            answered = Measure.Round(inside.Count(one => one.Score >= threshold) / (double)Math.Max(inside.Count, 1)),
            precision = answered.Count == 0 ? (double?)null : Measure.Round(answered.Count(one => one.Rank == 1) / (double)answered.Count),
            threshold = double.IsFinite(threshold) ? Measure.Round(threshold) : (double?)null,
            train_s = Math.Round(trained.TotalSeconds, 2),
            model_mb = Math.Round(matcher.Bytes / 1e6, 2),
        };
    }

    /// <summary>Nothing may be learned from the texts that it is judged by.</summary>
    private List<JudgedPair> PairsWithout(HashSet<string> judged)
    {
        var pairs = new List<JudgedPair>();
        foreach (var path in plan.Pairs)
        {
            var table = Table.Read(path);
            var (firsts, seconds, labels) = (table.Column("text1"), table.Column("text2"), table.Column("label"));
            for (var row = 0; row < table.Count; row++)
            {
                if (!judged.Contains(Normaliser.Normalise(firsts[row])) && !judged.Contains(Normaliser.Normalise(seconds[row])))
                    pairs.Add(new(firsts[row], seconds[row], string.Equals(labels[row], "1", StringComparison.Ordinal)));
            }
        }
        return pairs;
    }

    private static List<Ranked> Tell(QuestionMatcher matcher, Dictionary<string, int> numbers, IReadOnlyList<Query> queries)
    {
        var told = new List<Ranked>(queries.Count);
        var top = new Candidate[QuestionMatcher.CandidatesMax];
        foreach (var query in queries)
        {
            var count = matcher.Match(query.Text, top);
            var wanted = string.Equals(query.Scope, InScope, StringComparison.Ordinal) ? numbers.GetValueOrDefault(query.Faq, -1) : -1;
            var rank = wanted < 0 ? 0 : Array.FindIndex(top, 0, count, one => one.Item == wanted) + 1;
            told.Add(new(query.Scope, rank, count > 0 ? top[0].Score : 0));
        }
        return told;
    }

    /// <summary>The lowest score from which so many answers are right.</summary>
    private static double ThresholdOn(List<Ranked> told)
    {
        var (right, count, threshold) = (0, 0, double.PositiveInfinity);
        foreach (var one in told.OrderByDescending(one => one.Score))
        {
            count++;
            right += one.Rank == 1 ? 1 : 0;
            if (right >= Promise * count)
                threshold = one.Score;
        }
        return threshold;
    }

    private sealed record Query(string Text, string Faq, string Scope)
    {
        public static IReadOnlyList<Query> Read(string path)
        {
            var table = Table.Read(path);
            var (texts, ids, scopes) = (table.Column("query"), table.Column("faq_id"), table.Column("scope"));
            return [.. texts.Select((text, row) => new Query(text, ids[row], scopes[row]))];
        }
    }

    /// <param name="Scope">in, near or far.</param>
    /// <param name="Rank">Of the right item; 0 when it isn't among the candidates.</param>
    /// <param name="Score">How sure the first was.</param>
    private sealed record Ranked(string Scope, int Rank, double Score);
}
