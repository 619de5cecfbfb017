using ServiceOS.Analysis.Safety;

namespace ServiceOS.Evals;

/// <summary>How many orders to a language model are told from ordinary traffic.</summary>
/// <remarks>
/// The threshold is the one of the best F1 on scores of training texts by detectors that did not see them. Ordinary texts are left
/// out in blocks as they stand in the file, so that what is left out is unlike what is learnt, as live traffic is.
/// </remarks>
internal sealed class EvalInjection(string train, string test, IReadOnlyList<string> normalTrain, IReadOnlyList<string> normalTest)
{
    private const int Folds = 5;
    private const double FalseAlarmsMax = 0.005;
    private const double F1Spared = 0.02;
    private const int Rounds = 3;

    /// <summary>Into how many blocks ordinary traffic is cut, by round.</summary>
    private static readonly int[] s_blocks = [20, 35, 55];

    /// <exception cref="IOException">A file is missing or not of this shape.</exception>
    public object Run(CancellationToken stop)
    {
        var known = Texts(train, normalTrain);
        var unknown = Texts(test, normalTest);
        var threshold = Threshold(OutOfFold(known, stop));
        var detector = InjectionDetector.Train(known, threshold, stop);
        var scores = unknown.Select(text => (detector.Judge(text.Text).Score, text.IsAttack)).ToList();

        var hits = scores.Count(score => score.IsAttack && score.Score >= threshold);
        var alarms = scores.Count(score => !score.IsAttack && score.Score >= threshold);
        var attacks = scores.Count(score => score.IsAttack);
        return new
        {
            eval = "injection",
            train_attacks = known.Count(text => text.IsAttack),
            train_normal = known.Count(text => !text.IsAttack),
            attacks,
            normal = scores.Count - attacks,
            f1 = Round(F1(hits, alarms, attacks)),
            precision = Round(hits + alarms == 0 ? 0 : (double)hits / (hits + alarms)),
            recall = Round((double)hits / attacks),
            recall_at_0_5pct_fpr = Round(RecallAt(scores, FalseAlarmsMax)),
            auroc = Round(Auroc(scores)),
            false_alarms = alarms,
            threshold = Round(threshold),
        };
    }

    private static List<(string Text, bool IsAttack)> Texts(string attacks, IReadOnlyList<string> normal) =>
    [
        .. Table.Read(attacks).Column("prompt").Select(text => (text, true)),
        .. normal.SelectMany(file => Table.Read(file).Column("text")).Select(text => (text, false)),
    ];

    /// <summary>Several times over with other folds: a hundred attacks alone place a threshold badly.</summary>
    private static List<(float Score, bool IsAttack)> OutOfFold(List<(string Text, bool IsAttack)> texts, CancellationToken stop)
    {
        var attacks = texts.Count(text => text.IsAttack);
        var scores = new List<(float, bool)>(texts.Count * Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            var folds = texts.Select((text, at) => text.IsAttack
                ? (at / (round + 1)) % Folds
                : (int)((long)(at - attacks) * s_blocks[round] / (texts.Count - attacks)) % Folds).ToArray();
            for (var fold = 0; fold < Folds; fold++)
            {
                var detector = InjectionDetector.Train(texts.Where((_, at) => folds[at] != fold), 0, stop);
                scores.AddRange(texts.Where((_, at) => folds[at] == fold).Select(text => (detector.Judge(text.Text).Score, text.IsAttack)));
            }
        }

        return scores;
    }

    /// <summary>
    /// Below the fewest texts that cost next to no F1, as live traffic is stranger than what is learnt from; midway to the next ordinary one.
    /// </summary>
    private static float Threshold(List<(float Score, bool IsAttack)> scores)
    {
        var ordered = scores.OrderByDescending(score => score.Score).ToList();
        var attacks = scores.Count(score => score.IsAttack);
        var hits = 0;
        var f1s = ordered.Select((score, at) => F1(hits += score.IsAttack ? 1 : 0, at + 1 - hits, attacks)).ToList();
        var best = f1s.Max();
        var last = f1s.FindIndex(f1 => f1 >= best - F1Spared);
        var next = ordered.FindIndex(last + 1, score => !score.IsAttack);
        return next < 0 ? ordered[last].Score : (ordered[last].Score + ordered[next].Score) / 2;
    }

    private static double RecallAt(List<(float Score, bool IsAttack)> scores, double falseAlarms)
    {
        var normal = scores.Where(score => !score.IsAttack).Select(score => score.Score).OrderDescending().ToList();
        if (normal.Count == 0)
            return 1;
        var first = normal[Math.Min(normal.Count - 1, (int)(falseAlarms * normal.Count))];   // the first that would be one too many
        return (double)scores.Count(score => score.IsAttack && score.Score > first) / scores.Count(score => score.IsAttack);
    }

    /// <summary>How often an attack scores above an ordinary text; ties count half.</summary>
    private static double Auroc(List<(float Score, bool IsAttack)> scores)
    {
        var (sum, below) = (0.0, 0L);
        foreach (var ties in scores.GroupBy(score => score.Score).OrderBy(group => group.Key))
        {
            var normal = ties.Count(score => !score.IsAttack);
            sum += (ties.Count() - normal) * (below + (normal / 2.0));
            below += normal;
        }

        var attacks = scores.Count(score => score.IsAttack);
        return sum / Math.Max(1.0, (double)attacks * below);
    }

    private static double F1(int hits, int alarms, int attacks) => hits == 0 ? 0 : 2.0 * hits / (hits + alarms + attacks);

    private static double Round(double figure) => Math.Round(figure, 4);
}
