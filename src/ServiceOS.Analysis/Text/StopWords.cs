using System.Collections.Frozen;

namespace ServiceOS.Analysis.Text;

/// <summary>English words that carry grammar rather than matter. They make no pairs.</summary>
internal static class StopWords
{
    private const string Words =
        "a about all also am an and any are as at be because been but by can could d did do does doing for " +
        "from get got had has have having he her here him his how i if in into is it its just ll m may me " +
        "might my need no not now of on or our out please re s shall she should so some t than that the their " +
        "them then there these they this those to too up us ve very want was we were what when where which " +
        "who whom why will with would you your";

    private static readonly FrozenSet<ulong> s_hashes =
        Words.Split(' ').Select(word => FeatureHash.Of(word)).ToFrozenSet();

    public static bool Contains(ulong tokenHash) => s_hashes.Contains(tokenHash);
}
