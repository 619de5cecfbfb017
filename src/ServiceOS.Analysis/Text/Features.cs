namespace ServiceOS.Analysis.Text;

/// <summary>Turns a normalised text into hashed features. Allocates nothing.</summary>
public static class Features
{
    /// <summary>Tokens read of one text; the rest is left out.</summary>
    public const int TokensMax = 256;

    private const int RunMax = 3;
    private const int ContentWordsMax = 12;
    private const int PartMin = 2;
    private const int PartMax = 5;
    private const int WordCharactersMax = 32;

    /// <summary>Adds the features of a text.</summary>
    /// <param name="text">Normalised: see <see cref="Normaliser"/>.</param>
    /// <param name="language">English: words 1–2 with sentence edges, pairs of content words, parts of words 2–5.
    /// Chinese: runs of 1–3 tokens, a token being a character or a Latin word or number.</param>
    /// <param name="into">Receives the features, unsorted.</param>
    public static void Extract(ReadOnlySpan<char> text, Language language, ref FeatureBuffer into)
    {
        Span<Token> tokens = stackalloc Token[TokensMax];
        tokens = tokens[..Tokens.Read(text, tokens)];
        if (language == Language.Chinese)
        {
            AddRuns(tokens, ref into);
            return;
        }

        AddWords(tokens, ref into);
        AddPairs(tokens, ref into);
        foreach (var token in tokens)
            AddParts(text.Slice(token.Start, token.Length), ref into);
    }

    /// <summary>Runs of 1–3 tokens that no punctuation interrupts.</summary>
    private static void AddRuns(scoped ReadOnlySpan<Token> tokens, ref FeatureBuffer into)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            AddExactNumber(tokens[i], FeatureBlock.One, ref into);
            var hash = FeatureHash.Start;
            for (var n = 0; n < RunMax && i + n < tokens.Length && (n == 0 || !tokens[i + n].StartsClause); n++)
            {
                hash = FeatureHash.Add(hash, tokens[i + n].Hash);
                into.Add(FeatureHash.Finish(hash, FeatureBlock.One + n));
            }
        }
    }

    private static void AddWords(scoped ReadOnlySpan<Token> tokens, ref FeatureBuffer into)
    {
        const ulong Edge = 1;
        var before = Edge;
        foreach (var token in tokens)
        {
            AddExactNumber(token, FeatureBlock.Words, ref into);
            into.Add(One(token.Hash, FeatureBlock.Words));
            into.Add(Neighbours(before, token.Hash));
            before = token.Hash;
        }

        if (tokens.Length > 0)
            into.Add(Neighbours(before, Edge));
    }

    /// <summary>"7 days" is like "8 days", yet not the same.</summary>
    private static void AddExactNumber(Token token, FeatureBlock block, ref FeatureBuffer into)
    {
        if (token.ExactHash != token.Hash)
            into.Add(One(token.ExactHash, block));
    }

    /// <summary>The feature of an English word that stands alone.</summary>
    internal static uint KeyOfWord(ulong tokenHash) => One(tokenHash, FeatureBlock.Words);

    private static uint One(ulong token, FeatureBlock block) =>
        FeatureHash.Finish(FeatureHash.Add(FeatureHash.Start, token), block);

    private static uint Neighbours(ulong first, ulong second) =>
        FeatureHash.Finish(FeatureHash.Add(FeatureHash.Add(FeatureHash.Start, first), second), FeatureBlock.Words);

    private static void AddPairs(scoped ReadOnlySpan<Token> tokens, ref FeatureBuffer into)
    {
        Span<ulong> content = stackalloc ulong[ContentWordsMax];
        var count = 0;
        foreach (var token in tokens)
        {
            if (count < ContentWordsMax && !StopWords.Contains(token.Hash) && !content[..count].Contains(token.Hash))
                content[count++] = token.Hash;
        }

        for (var i = 0; i < count; i++)
        {
            for (var k = i + 1; k < count; k++)
            {
                var first = FeatureHash.Add(FeatureHash.Start, Math.Min(content[i], content[k]));
                var both = FeatureHash.Add(first, Math.Max(content[i], content[k]));
                into.Add(FeatureHash.Finish(both, FeatureBlock.Pairs));
            }
        }
    }

    /// <summary>Every run of 2–5 characters of the word between two edges; a digit counts as '0'.</summary>
    private static void AddParts(ReadOnlySpan<char> word, ref FeatureBuffer into)
    {
        Span<char> edged = stackalloc char[WordCharactersMax + 2];
        word = word[..Math.Min(word.Length, WordCharactersMax)];
        edged[0] = edged[word.Length + 1] = ' ';
        for (var i = 0; i < word.Length; i++)
            edged[i + 1] = Tokens.Folded(word[i]);

        var length = word.Length + 2;
        for (var i = 0; i + PartMin <= length; i++)
        {
            var hash = FeatureHash.Start;
            for (var n = 0; n < PartMax && i + n < length; n++)
            {
                hash = FeatureHash.Add(hash, edged[i + n]);
                if (n + 1 >= PartMin)
                    into.Add(FeatureHash.Finish(hash, FeatureBlock.Parts));
            }
        }
    }
}
