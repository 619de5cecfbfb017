namespace ServiceOS.Analysis.Text;

/// <summary>Puts questions that ask for the same together. Pure.</summary>
/// <remarks>
/// Leader clustering (Hartigan, Clustering Algorithms, 1975) on the cosine of <see cref="InvertedIndex"/>: a question that is
/// not near enough to any leader becomes one, the heaviest first, and each goes to the leader that it is nearest to. One
/// search a cluster, not one a question: what most people ask costs least.
/// </remarks>
public static class QuestionClusters
{
    /// <summary>Questions that are put together at once.</summary>
    public const int QuestionsMax = InvertedIndex.DocumentsMax;

    /// <summary>How near to its leader a question must be, 0–1.</summary>
    /// <remarks>
    /// 0.5: of the 54 pairs that it makes of the demo's 348 plain questions, 38 ask for the same; at 0.4, less than half of 112.
    /// What stays apart is seen twice; what is thrown together hides a question.
    /// </remarks>
    public const float Nearness = 0.5f;

    /// <summary>How many of a cluster's questions are compared to find the one in its middle.</summary>
    private const int ComparedMax = 50;

    /// <summary>The clusters, heaviest first; of equals the one whose leader comes first.</summary>
    /// <param name="language">Of all the questions.</param>
    /// <param name="questions">Normalised, each text once, at most <see cref="QuestionsMax"/>.</param>
    /// <param name="nearness">0–1; see <see cref="Nearness"/>.</param>
    /// <param name="stop">Gives up.</param>
    public static IReadOnlyList<QuestionCluster> Of(
        Language language, IReadOnlyList<AskedText> questions, float nearness, CancellationToken stop)
    {
        if (questions.Count == 0)
            return [];
        int[] order = [.. Enumerable.Range(0, questions.Count).OrderByDescending(at => questions[at].Weight)];
        var (leaders, nearest) = Lead(language, questions, order, nearness, stop);
        var members = order.GroupBy(at => leaders[at]).Select(group => new QuestionCluster(
            group.Key, [.. group.OrderByDescending(at => nearest[at])], group.Sum(at => questions[at].Weight)));
        return [.. members.OrderByDescending(cluster => cluster.Weight).ThenBy(cluster => cluster.Leader)];
    }

    /// <summary>The one of some questions that is most like all of them, each counting by its weight.</summary>
    /// <param name="questions">Normalised, at least one; of more than 50 the first 50 are looked at.</param>
    public static int Middle(Language language, IReadOnlyList<AskedText> questions)
    {
        var compared = questions.Count > ComparedMax ? [.. questions.Take(ComparedMax)] : questions;
        var index = IndexOf(language, compared);
        var (best, sumOfBest) = (0, float.MinValue);
        for (var at = 0; at < compared.Count; at++)
        {
            var sum = 0f;
            WithCosines(index, language, compared[at].Text, cosines =>
            {
                for (var other = 0; other < cosines.Length; other++)
                    sum += cosines[other] * compared[other].Weight;
            });
            if (sum > sumOfBest)
                (best, sumOfBest) = (at, sum);
        }
        return best;
    }

    /// <returns>By question: its leader, and how near that is.</returns>
    private static (int[] Leaders, float[] Nearest) Lead(
        Language language, IReadOnlyList<AskedText> questions, int[] order, float nearness, CancellationToken stop)
    {
        var index = IndexOf(language, questions);
        var (leaders, nearest) = (new int[questions.Count], new float[questions.Count]);
        Array.Fill(leaders, -1);
        foreach (var leader in order)
        {
            if (leaders[leader] >= 0)
                continue;
            stop.ThrowIfCancellationRequested();
            (leaders[leader], nearest[leader]) = (leader, float.MaxValue);
            WithCosines(index, language, questions[leader].Text, cosines =>
            {
                for (var at = 0; at < cosines.Length; at++)
                {
                    if (cosines[at] >= nearness && cosines[at] > nearest[at])
                        (leaders[at], nearest[at]) = (leader, cosines[at]);
                }
            });
        }
        return (leaders, nearest);
    }

    /// <summary>An index in which each question is a group of its own, so that a group's place is the question's.</summary>
    private static InvertedIndex IndexOf(Language language, IReadOnlyList<AskedText> questions)
    {
        var batch = new DocumentBatch();
        var features = new FeatureBuffer();
        try
        {
            for (var at = 0; at < questions.Count; at++)
            {
                features.Clear();
                Features.Extract(questions[at].Text, language, ref features);
                batch.Add(at, features.Keys);
            }
        }
        finally
        {
            features.Dispose();
        }
        return InvertedIndex.Empty.With(batch, isRemoved: null);
    }

    private static void WithCosines(InvertedIndex index, Language language, string text, Reading read)
    {
        var features = new FeatureBuffer();
        var scores = index.NewScores();
        try
        {
            Features.Extract(text, language, ref features);
            index.Score(ref features, scores);
            read(scores.Cosines);
        }
        finally
        {
            scores.Dispose();
            features.Dispose();
        }
    }

    private delegate void Reading(ReadOnlySpan<float> cosines);
}

/// <summary>A text and how often it was asked.</summary>
public sealed record AskedText(string Text, int Weight);

/// <summary>Questions that ask for the same.</summary>
/// <param name="Leader">The heaviest of them, as a place in the list that was given.</param>
/// <param name="Members">All of them, the leader first, then what is nearest to it.</param>
/// <param name="Weight">Of all of them.</param>
public sealed record QuestionCluster(int Leader, IReadOnlyList<int> Members, int Weight);
