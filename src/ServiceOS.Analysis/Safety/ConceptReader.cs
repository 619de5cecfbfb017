using System.Buffers;

namespace ServiceOS.Analysis.Safety;

/// <summary>Reads a text as a row of concepts, one a word; unknown words count, too, as they part others.</summary>
internal static class ConceptReader
{
    private const int WordMax = 24;

    private static readonly SearchValues<char> s_enders = SearchValues.Create(".!?;:\n。！？；：");

    private static readonly string[] s_marks =
        ["<|", "|>", "[inst]", "[/inst]", "<<sys>>", "```", "###", "system:", "assistant:", "</s>", "<system>", "<instructions>", "---end", "{{", "系统：", "human:"];

    private static readonly string[] s_webs = ["www.", "http://", "https://", ".com", ".net", ".org", "@gmail", "@example"];

    /// <summary>The concepts of each word, in order.</summary>
    public static void Read(ReadOnlySpan<char> text, List<Concept> into)
    {
        var (isBegin, i) = (true, 0);
        while (i < text.Length)
        {
            var c = Characters.FoldLower(text[i]);
            var concept = Concept.None;
            var length = 1;
            var isWord = false;
            if (char.IsAsciiLetterOrDigit(c))
            {
                (concept, isWord) = (WordAt(text, i, out length), true);
            }
            else if (Characters.IsHan(c))
            {
                (concept, isWord) = (InjectionWords.OfPhrase(text, i, out length), true);
            }
            else if (c is '"' or '“' or '「' or '\'' or '‘')
            {
                var isApostrophe = c == '\'' && i > 0 && char.IsLetterOrDigit(text[i - 1]);
                concept = isApostrophe ? Concept.None : Concept.Quote;
            }
            else if (s_enders.Contains(text[i]))
            {
                isBegin = true;
            }

            concept |= MarksAt(text, i);
            if (isWord && isBegin)
                concept |= (concept & (Concept.Task | Concept.Change | Concept.Reveal)) != Concept.None ? Concept.Begin | Concept.BeginTask : Concept.Begin;
            isBegin &= !isWord || (concept & Concept.Lead) != Concept.None;   // "could you please" begins nothing yet
            if (isWord || concept != Concept.None)
                into.Add(concept);
            i += length;
        }
    }

    private static Concept MarksAt(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (c is '<' or '|' or '[' or '`' or '#' or '{' or '-' or 's' or 'S' or 'a' or 'A' or 'h' or 'H' or '系' && Characters.LongestAt(text, at, s_marks) > 0)
            return Concept.Markup;
        return c is 'w' or 'W' or 'h' or 'H' or '.' or '@' && Characters.LongestAt(text, at, s_webs) > 0 ? Concept.Web : Concept.None;
    }

    private static Concept WordAt(ReadOnlySpan<char> text, int start, out int length)
    {
        Span<char> word = stackalloc char[WordMax];
        var (end, hasDigit, hasLetter, count) = (start, false, false, 0);
        for (; end < text.Length; end++)
        {
            var c = Characters.FoldLower(text[end]);
            if (Characters.IsInvisible(c))
                continue;
            var isLeet = c is '@' or '$' && end > start && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]);
            if (!char.IsAsciiLetterOrDigit(c) && !isLeet)
                break;
            hasDigit |= char.IsAsciiDigit(c) || isLeet;
            hasLetter |= char.IsAsciiLetter(c);
            if (count < WordMax)
                word[count++] = c;
        }

        length = end - start;
        var concept = InjectionWords.OfWord(word[..count]);
        if (concept != Concept.None || !hasDigit || !hasLetter || count < 4)
            return concept;
        for (var i = 0; i < count; i++)
            word[i] = Plain(word[i]);
        concept = InjectionWords.OfWord(word[..count]);
        const Concept Telling = Concept.Ignore | Concept.Orders | Concept.Reveal | Concept.System | Concept.Unbound | Concept.Persona;
        return (concept & Telling) != Concept.None ? concept | Concept.Leet : concept;
    }

    private static char Plain(char c) => c switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    };
}
