using System.Buffers;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>Hears that something is to be done about an order, and whether it is asked for or only asked about. Pure, by lists that people can read.</summary>
/// <remarks>
/// "How do I return it" and "return it, please" share their words, and no nearness tells them apart. The first is the merchant's
/// to answer, the second ours to do. So the kind of the sentence is heard by itself.
/// </remarks>
internal static class RequestWishes
{
    /// <summary>Between the two halves of a phrase may stand so much.</summary>
    private const int BetweenMax = 14;

    /// <summary>The same in Latin letters: a whole address has to fit in.</summary>
    private const int BetweenLatinMax = 60;

    private const char Gap = '…';

    /// <summary>By list what its phrases begin with: most texts have none of it, and one look tells.</summary>
    private static readonly Dictionary<string[], SearchValues<string>> s_beginnings =
        ((string[][])[RequestWords.None, RequestWords.About, RequestWords.Ask, RequestWords.How, RequestWords.Please, RequestWords.Anchors,
            .. RequestWords.Kinds.SelectMany(kind => new[] { kind.Words, kind.Not })])
        .Where(phrases => phrases.Length > 0)
        .ToDictionary(phrases => phrases, phrases => SearchValues.Create([.. phrases.Select(phrase => phrase.Split(Gap)[0])], StringComparison.Ordinal));

    /// <summary>What is heard; null when it is no request about an order, or only speaks of one.</summary>
    /// <param name="text">Normalised.</param>
    public static HeardRequest? Of(string text)
    {
        text = Mended(text);
        if (HasAny(text, RequestWords.None))
            return null;
        foreach (var (skill, words, not) in RequestWords.Kinds)
        {
            if (HasAny(text, words) && !HasAny(text, not))
                return ActOf(text) is { } act ? new(skill, act) : null;
        }
        return null;
    }

    /// <summary>True when a text has the words of a request, whatever it says with them.</summary>
    /// <param name="text">Normalised.</param>
    public static bool Speaks(string text, string skill) => RequestWords.Kinds.Any(kind => kind.Skill == skill && HasAny(text, kind.Words));

    /// <summary>True when a text asks how, whether or about, and asks for nothing to be done.</summary>
    /// <param name="text">Normalised.</param>
    public static bool IsQuestion(string text) => ActOf(text) is null or RequestAct.Ask;

    /// <summary>"cacnel my oredr": a word with two neighbours changed about is mended.</summary>
    private static string Mended(string text)
    {
        List<string>? words = null;
        var said = text.Split(' ');
        for (var at = 0; at < said.Length; at++)
        {
            if (Array.Find(RequestWords.Mended, word => IsSlipOf(said[at], word)) is { } meant)
                (words ??= [.. said])[at] = meant + said[at][meant.Length..];
        }
        return words is null ? text : string.Join(' ', words);
    }

    /// <summary>The same letters but two neighbours; punctuation behind it doesn't count.</summary>
    private static bool IsSlipOf(string said, string word)
    {
        if (said.Length < word.Length || (said.Length > word.Length && char.IsLetterOrDigit(said[word.Length])) || said[0] != word[0])
            return false;
        var at = 0;
        while (at < word.Length && said[at] == word[at])
            at++;
        return at < word.Length - 1 && said[at] == word[at + 1] && said[at + 1] == word[at]
            && said.AsSpan(at + 2, word.Length - at - 2).SequenceEqual(word.AsSpan(at + 2));
    }

    /// <summary>Null: it asks about something.</summary>
    private static RequestAct? ActOf(string text)
    {
        if (HasAny(text, RequestWords.About))
            return null;
        if (HasAny(text, RequestWords.How))
            return RequestAct.Ask;
        if (HasAny(text, RequestWords.Please))
            return RequestAct.Please;
        if (HasAny(text, RequestWords.Ask) || text.EndsWith('?') || text.EndsWith('么'))
            return RequestAct.Ask;
        return HasAny(text, RequestWords.Anchors) ? RequestAct.Please : RequestAct.Wish;
    }

    private static bool HasAny(string text, string[] phrases)
    {
        if (phrases.Length == 0 || !text.AsSpan().ContainsAny(s_beginnings[phrases]))
            return false;
        foreach (var phrase in phrases)
        {
            if (Has(text, phrase))
                return true;
        }
        return false;
    }

    private static bool Has(string text, string phrase)
    {
        var gap = phrase.IndexOf(Gap, StringComparison.Ordinal);
        if (gap < 0)
            return IndexOf(text, phrase, 0) >= 0;
        var (first, rest) = (phrase[..gap], phrase[(gap + 1)..]);
        for (var at = 0; (at = IndexOf(text, first, at)) >= 0; at++)
        {
            var end = at + first.Length;
            if (Has(text[end..Math.Min(text.Length, end + ReachOf(rest))], rest))
                return true;
        }
        return false;
    }

    private static int ReachOf(string rest) => rest.Length + (char.IsAscii(rest[0]) ? BetweenLatinMax : BetweenMax);

    /// <summary>Latin words from their beginning, Chinese anywhere: "send" is not in "resend".</summary>
    private static int IndexOf(string text, string word, int from)
    {
        for (var at = from; at <= text.Length && (at = text.IndexOf(word, at, StringComparison.Ordinal)) >= 0; at++)
        {
            if (!char.IsAsciiLetter(word[0]) || at == 0 || !char.IsAsciiLetter(text[at - 1]))
                return at;
        }
        return -1;
    }
}
