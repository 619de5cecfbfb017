using ServiceOS.Analysis.Text;

namespace ServiceOS.Studio;

/// <summary>Which words of a question an item has in none of its own. Pure.</summary>
internal static class MissingWords
{
    private const int WordsMax = 8;

    /// <param name="text">The question, as it came.</param>
    /// <param name="questions">The item's.</param>
    /// <returns>In the text's order, at most eight: words, and of Chinese what stands between the pairs of characters that both have.</returns>
    public static IReadOnlyList<string> Of(string text, IEnumerable<string> questions)
    {
        var asked = Normaliser.Normalise(text);
        var known = questions.Select(question => Normaliser.Normalise(question)).ToList();
        var words = known.SelectMany(WordsOf).Where(word => !IsChinese(word)).ToHashSet(StringComparer.Ordinal);
        return [.. WordsOf(asked).SelectMany(word => IsChinese(word) ? Uncovered(word, known) : words.Contains(word) ? [] : [word])
            .Distinct(StringComparer.Ordinal).Take(WordsMax)];
    }

    /// <summary>Runs of letters and digits; a run of Chinese characters is one.</summary>
    private static IEnumerable<string> WordsOf(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var begin = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]) && LanguageTest.IsHan(text[at]) == LanguageTest.IsHan(text[begin]))
                at++;
            if (at > begin)
                yield return text[begin..at];
            else
                at++;
        }
    }

    private static IEnumerable<string> Uncovered(string run, List<string> known)
    {
        var covered = new bool[run.Length];
        if (run.Length == 1)
            covered[0] = known.Exists(question => question.Contains(run, StringComparison.Ordinal));
        for (var at = 0; at + 1 < run.Length; at++)
        {
            if (known.Exists(question => question.Contains(run.Substring(at, 2), StringComparison.Ordinal)))
                covered[at] = covered[at + 1] = true;
        }
        for (var at = 0; at < run.Length;)
        {
            var begin = at;
            while (at < run.Length && !covered[at])
                at++;
            if (at > begin)
                yield return run[begin..at];
            else
                at++;
        }
    }

    private static bool IsChinese(string word) => LanguageTest.IsHan(word[0]);
}
