namespace ServiceOS.Analysis.Safety;

/// <summary>Finds what tells who somebody is. Pure, any number of threads, time linear in the text, never throws.</summary>
/// <remarks>
/// <para>Numbers count only with their check digits (ISO 7064 mod 11-2, Luhn), dates and issuers, and not as orders,
/// parcels or prices. Chinese names and addresses are told by surnames, endings and the words around them.</para>
/// <para>It misses names that nothing announces. Use it to say less, never as the one wall around a secret.</para>
/// </remarks>
public static class Pii
{
    private static readonly Comparison<PiiSpan> s_byPlace = static (one, other) => one.Start.CompareTo(other.Start);

    /// <summary>The spans of a text, sorted by start, none overlapping another.</summary>
    /// <param name="text">As it was written: spans count its UTF-16 units. Lone surrogates do no harm.</param>
    public static IReadOnlyList<PiiSpan> Find(ReadOnlySpan<char> text)
    {
        var spans = new List<PiiSpan>();
        Find(text, spans);
        return spans;
    }

    /// <summary>The text with each span made unrecognisable: see <see cref="Masker"/>.</summary>
    public static string Mask(string text) => Masker.Mask(text);

    /// <summary>The same into a list that is used again: it is cleared first.</summary>
    internal static void Find(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        into.Clear();
        EmailFinder.Find(text, into);
        AddFree(text, into, NumberFinder.Find);
        AddFree(text, into, EnglishFinder.FindAddresses);
        AddressFinder.Find(text, into);
        into.Sort(s_byPlace);
        NameFinder.Find(text, into);
        into.Sort(s_byPlace);
        AddFree(text, into, EnglishFinder.FindNames);
    }

    private delegate void Finder(ReadOnlySpan<char> text, List<PiiSpan> into);

    /// <summary>Adds what overlaps nothing that was found before.</summary>
    private static void AddFree(ReadOnlySpan<char> text, List<PiiSpan> into, Finder find)
    {
        var known = into.Count;
        find(text, into);
        var (kept, next) = (known, 0);
        for (var i = known; i < into.Count; i++)
        {
            var span = into[i];
            while (next < known && into[next].End <= span.Start)
                next++;
            if (next == known || into[next].Start >= span.End)
                into[kept++] = span;
        }

        into.RemoveRange(kept, into.Count - kept);
        into.Sort(s_byPlace);
    }
}
