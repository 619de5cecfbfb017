namespace ServiceOS.Analysis.Text;

/// <summary>From which score on answers keep a promise of precision, found without any live traffic.</summary>
/// <remarks>
/// In each round some items are taken out whole, so that their questions are out of scope, and some questions of the others; what is
/// left is learned, and what was taken out is asked. Real traffic asks for more that is unknown than a merchant's own questions do, so
/// what is out of scope is counted up to its usual share.
/// </remarks>
public static class Promise
{
    /// <summary>Share of live traffic that no item answers: 31 to 69 % in three published bots (Arora et al. 2020, HINT3).</summary>
    public const float OutOfScopeShare = 0.5f;

    private const int Rounds = 4;
    private const int ItemsMin = 4;
    private const float QuestionsOut = 0.2f;

    /// <summary>The lowest score from which this share of the answers is right; null when there is none, or too little to tell.</summary>
    /// <param name="language">Of the questions.</param>
    /// <param name="questions">What a merchant wrote.</param>
    /// <param name="precision">What is promised, 0 to 1.</param>
    /// <param name="options">How is trained.</param>
    /// <param name="stop">Gives up.</param>
    public static float? ScoreFor(
        Language language, IReadOnlyList<Question> questions, float precision, TrainingOptions options, CancellationToken stop)
    {
        int[] items = [.. questions.Select(question => question.Item).Distinct().Order()];
        if (items.Length < ItemsMin)
            return null;
        new Chance(options.Seed).Shuffle(items);
        var asked = new List<(float Score, bool IsRight, bool IsOut)>();
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            Ask(language, questions, [.. items.Where((_, place) => place % Rounds == round)], round, options, asked, stop);
        }

        return LowestScore(asked, precision);
    }

    private static void Ask(
        Language language, IReadOnlyList<Question> questions, HashSet<int> outside, int round, TrainingOptions options,
        List<(float Score, bool IsRight, bool IsOut)> asked, CancellationToken stop)
    {
        var numbers = new int[questions.Count];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = i;
        new Chance(options.Seed + (ulong)round + 1).Shuffle(numbers);
        var (known, held) = (new List<Question>(), new List<(Question Question, bool IsOut)>());
        var left = (int)(QuestionsOut * questions.Count(question => !outside.Contains(question.Item)));
        foreach (var question in numbers.Select(number => questions[number]))
        {
            if (outside.Contains(question.Item))
                held.Add((question, true));
            else if (left-- > 0)
                held.Add((question, false));
            else
                known.Add(question);
        }

        var matcher = QuestionMatcher.Build(language, known).Trained(options, stop);
        Span<Candidate> top = new Candidate[1];
        foreach (var (question, isOut) in held)
        {
            var found = matcher.Match(question.Text, top) > 0;
            asked.Add((found ? top[0].Score : 0, found && top[0].Item == question.Item, isOut));
        }
    }

    private static float? LowestScore(List<(float Score, bool IsRight, bool IsOut)> asked, float precision)
    {
        var outs = asked.Count(one => one.IsOut);
        if (outs == 0 || outs == asked.Count)
            return null;
        var weight = OutOfScopeShare / (1 - OutOfScopeShare) * (asked.Count - outs) / outs;
        var (right, all) = (0f, 0f);
        float? lowest = null;
        foreach (var one in asked.OrderByDescending(one => one.Score))
        {
            all += one.IsOut ? weight : 1;
            right += one.IsRight ? 1 : 0;
            if (LowerBound(right / all, all) >= precision)
                lowest = one.Score;
        }

        return lowest;
    }

    /// <summary>What the share is at least, five times out of six (Wilson 1927, one standard error).</summary>
    private static float LowerBound(float share, float count) =>
        (share + (0.5f / count) - MathF.Sqrt((share * (1 - share) / count) + (0.25f / (count * count)))) / (1 + (1 / count));
}
