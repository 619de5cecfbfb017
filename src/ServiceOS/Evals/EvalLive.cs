using ServiceOS.Analysis.Text;

namespace ServiceOS.Evals;

/// <summary>How much of what consumers really type a bot may answer that knows only what its merchant wrote; one result a bot.</summary>
internal sealed class EvalLive(string train, string test)
{
    private const float PromisedPrecision = 0.95f;

    public object Run(CancellationToken stop)
    {
        var written = Labelled.Read(train).Where(row => !row.IsOut).ToLookup(row => row.Group, StringComparer.Ordinal);
        var typed = Labelled.Read(test).ToLookup(row => row.Group, StringComparer.Ordinal);
        return new
        {
            eval = "live",
            bots = written.Where(bot => typed.Contains(bot.Key)).OrderBy(bot => bot.Key, StringComparer.Ordinal)
                .ToDictionary(bot => bot.Key, bot => Of([.. bot], [.. typed[bot.Key]], stop), StringComparer.Ordinal),
        };
    }

    private static object Of(IReadOnlyList<Labelled> written, IReadOnlyList<Labelled> typed, CancellationToken stop)
    {
        var numbers = written.Select(row => row.Intent).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Index()
            .ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        var questions = written.Select(row => new Question(numbers[row.Intent], row.Text, IsStandard: false)).ToList();
        var language = LanguageTest.Of(string.Concat(written.Take(100).Select(row => row.Text)), Language.English);
        var matcher = QuestionMatcher.Build(language, questions).Trained(new(), stop);
        var threshold = Promise.ScoreFor(language, questions, PromisedPrecision, new(), stop);

        var top = new Candidate[1];
        var told = typed.Select(row =>
        {
            var found = matcher.Match(row.Text, top) > 0;
            return new Told(row.IsOut ? -1 : numbers.GetValueOrDefault(row.Intent, -2), found ? top[0].Item : -3, found ? top[0].Score : 0, row.IsOut);
        }).ToList();
        var inside = told.Where(one => !one.IsOut).ToList();
        var answered = told.Where(one => one.Score >= (threshold ?? float.PositiveInfinity)).ToList();
        return new
        {
            train = questions.Count,
            test = told.Count,
            intents = numbers.Count,
            inscope_accuracy = Measure.Round(inside.Count(one => one.IsRight) / (double)Math.Max(inside.Count, 1)),
            auroc = inside.Count < told.Count ? Measure.Round(Measure.Auroc(told)) : (double?)null,
            answered_at_p95 = Measure.Round(Measure.AnsweredAt(told, PromisedPrecision)),
            threshold = Measure.Round((double?)threshold),
            answered = Measure.Round(answered.Count / (double)Math.Max(told.Count, 1)),
            precision = answered.Count == 0 ? (double?)null : Measure.Round(answered.Count(one => one.IsRight) / (double)answered.Count),
        };
    }
}
