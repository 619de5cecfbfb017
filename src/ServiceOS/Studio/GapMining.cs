using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Contracts;

namespace ServiceOS.Studio;

/// <summary>Finds what the bot misses in what was asked: alike questions together, most failures first. Pure.</summary>
internal static class GapMining
{
    public const int GapsMax = 100;
    private const int QuestionsShownMax = 20;

    /// <param name="asked">The decisions of whole conversations, each in its order.</param>
    /// <param name="languageOf">The language of a conversation, for texts that don't tell.</param>
    /// <param name="firstDay">The beginning of the first day that is counted.</param>
    /// <param name="days">How many days.</param>
    public static IReadOnlyList<Gap> Of(
        IReadOnlyList<AskedQuestion> asked, Func<ConversationId, Language> languageOf, DateTimeOffset firstDay, int days, DateTimeOffset now,
        CancellationToken stop)
    {
        var tried = Tries(asked, languageOf, now).Where(one => one.Asked.At >= firstDay).ToList();
        return [.. tried.GroupBy(one => one.Language).SelectMany(group => OfLanguage(group.Key, [.. group], firstDay, days, stop))
            .OrderByDescending(gap => gap.Failed).ThenByDescending(gap => (double)gap.Failed / gap.Volume).ThenByDescending(gap => gap.LastAt)
            .Take(GapsMax)];
    }

    private static IEnumerable<Tried> Tries(IReadOnlyList<AskedQuestion> asked, Func<ConversationId, Language> languageOf, DateTimeOffset now)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (!Miss.IsQuestion(asked[i]))
                continue;
            var next = i + 1 < asked.Count && asked[i + 1].ConversationId == asked[i].ConversationId ? asked[i + 1] : null;
            yield return new(asked[i], LanguageTest.Of(asked[i].Text, languageOf(asked[i].ConversationId)), Miss.Of(asked[i], next, now));
        }
    }

    private static IEnumerable<Gap> OfLanguage(Language language, List<Tried> tried, DateTimeOffset firstDay, int days, CancellationToken stop)
    {
        var byText = tried.GroupBy(one => one.Asked.Text, StringComparer.Ordinal).Take(QuestionClusters.QuestionsMax).ToList();
        List<AskedText> texts = [.. byText.Select(group => new AskedText(group.Key, group.Count()))];
        foreach (var cluster in QuestionClusters.Of(language, texts, QuestionClusters.Nearness, stop))
        {
            List<IGrouping<string, Tried>> ways = [.. cluster.Members.Select(at => byText[at])];
            if (ways.SelectMany(way => way).Any(one => one.Miss is not null))
                yield return GapOf(language, ways, firstDay, days);
        }
    }

    private static Gap GapOf(Language language, List<IGrouping<string, Tried>> ways, DateTimeOffset firstDay, int days)
    {
        var all = ways.SelectMany(way => way).OrderBy(one => one.Asked.At).ToList();
        var failed = all.Where(one => one.Miss is not null).ToList();
        // what is answered already is no example of what is missing
        var questions = ways.Select(QuestionOf).OrderByDescending(one => one.Failed).ThenByDescending(one => one.Count).Take(QuestionsShownMax).ToList();
        var missed = questions.Where(one => one.Failed > 0).ToList();
        var byDay = all.GroupBy(one => Math.Clamp((int)(one.Asked.At - firstDay).TotalDays, 0, days - 1)).ToDictionary(day => day.Key);
        return new()
        {
            Language = language,
            Questions = questions,
            Title = missed[QuestionClusters.Middle(language, [.. missed.Select(one => new AskedText(one.Text, one.Failed))])],
            Keys = ways.Select(way => QuestionKey.Of(way.Key)).ToHashSet(StringComparer.Ordinal),
            Volume = all.Count,
            FailedAt = [.. failed.Select(one => one.Asked.At)],
            Misses = failed.GroupBy(one => one.Miss!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Days = [.. Enumerable.Range(0, days).Select(day => byDay.TryGetValue(day, out var of)
                ? new GapDay(of.Count(), of.Count(one => one.Miss is not null)) : new GapDay(0, 0))],
            LastAt = all[^1].Asked.At,
        };
    }

    private static GapQuestion QuestionOf(IGrouping<string, Tried> way) =>
        new(way.Key, way.Count(), way.Count(one => one.Miss is not null), way.MaxBy(one => one.Asked.At)!.Asked);
}
