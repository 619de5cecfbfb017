namespace ServiceOS.Analysis.Text;

/// <summary>
/// Kinds of features. Each is brought to unit length on its own, so that many parts of words don't outvote the
/// words.
/// </summary>
public enum FeatureBlock
{
    /// <summary>English: words, and pairs of neighbours with the edges of the text.</summary>
    Words,

    /// <summary>English: two content words of one text, in any order.</summary>
    Pairs,

    /// <summary>English: runs of 2 to 5 characters inside a word, edges included.</summary>
    Parts,

    /// <summary>Chinese: single tokens.</summary>
    One,

    /// <summary>Chinese: two tokens running.</summary>
    Two,

    /// <summary>Chinese: three tokens running.</summary>
    Three,

    /// <summary>What a caller knows of the text besides its words.</summary>
    Signs,
}

/// <summary>How much each kind of feature counts.</summary>
internal static class FeatureBlocks
{
    public const int Count = 7;

    /// <summary>Share of a block in the square of a vector's length.</summary>
    /// <remarks>
    /// Chosen on leave-one-phrasing-out tests with about 7 phrasings an item, English and Chinese; accuracy is flat
    /// around them (± 0.5 points for half or twice). Equal shares for runs of 1–3 characters cost Chinese 8 points.
    /// </remarks>
    public static float ShareOf(FeatureBlock block) => ShareOf(block, isEven: false);

    /// <param name="block">The block.</param>
    /// <param name="isEven">Whether all count alike: better where directions are learned, which weigh anew.</param>
    public static float ShareOf(FeatureBlock block, bool isEven) => isEven ? 1 : block switch
    {
        FeatureBlock.Words => 1,
        FeatureBlock.Pairs => 0.5f,
        FeatureBlock.Parts => 2,
        FeatureBlock.One => 1,
        FeatureBlock.Signs => 3,   // as much as a text in English has for words and parts of them; not tuned
        _ => 0.25f,
    };
}
