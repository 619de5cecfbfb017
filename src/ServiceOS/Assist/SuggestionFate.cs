using System.Text;

namespace ServiceOS.Assist;

/// <summary>Decides what became of a suggestion, from what the agent sent. Pure.</summary>
internal static class SuggestionFate
{
    public const string Accepted = "accepted";
    public const string Edited = "edited";
    public const string Rejected = "rejected";

    /// <summary>Of the suggestion, in words, that a reply must keep in order to be an edited one.</summary>
    private const double KeptMin = 0.5;

    /// <summary>Words of a text that are compared: a longer reply than this is told by its beginning.</summary>
    private const int WordsMax = 1_000;

    /// <param name="sent">What the agent sent.</param>
    /// <param name="suggested">What was held out.</param>
    public static string Of(string sent, string suggested)
    {
        var (theirs, ours) = (WordsOf(sent), WordsOf(suggested));
        if (ours.Count == 0)
            return Rejected;
        if (theirs.SequenceEqual(ours, StringComparer.Ordinal))
            return Accepted;
        return KeptOf(theirs, ours) >= KeptMin * ours.Count ? Edited : Rejected;
    }

    /// <summary>Words that both have in the same order: the longest common subsequence.</summary>
    private static int KeptOf(List<string> theirs, List<string> ours)
    {
        var (before, now) = (new int[ours.Count + 1], new int[ours.Count + 1]);
        foreach (var word in theirs)
        {
            for (var i = 0; i < ours.Count; i++)
                now[i + 1] = string.Equals(word, ours[i], StringComparison.Ordinal) ? before[i] + 1 : Math.Max(before[i + 1], now[i]);
            (before, now) = (now, before);
        }
        return before[ours.Count];
    }

    /// <summary>Runs of Latin letters and digits, and every other letter by itself; signs and spaces don't count.</summary>
    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }
            End();
            if (char.IsLetterOrDigit(c))
                words.Add(c.ToString());
        }
        End();
        return words.Count > WordsMax ? words[..WordsMax] : words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
