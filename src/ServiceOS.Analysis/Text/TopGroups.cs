using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Text;

/// <summary>A document found.</summary>
/// <param name="Document">Its number in the index.</param>
/// <param name="Group">What it stands for.</param>
/// <param name="Cosine">0–1.</param>
/// <param name="Bm25">0 or more; only comparable within one index and question.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hit(int Document, int Group, float Cosine, float Bm25);

/// <summary>Picks the best document of each of the best groups.</summary>
internal static class TopGroups
{
    /// <summary>Best first; of equals the earlier document. Keeps a short sorted list: for a handful, not for hundreds.</summary>
    /// <returns>How many were picked; scores of 0 aren't.</returns>
    public static int Select(ReadOnlySpan<float> scores, ReadOnlySpan<int> groups, Span<Hit> top)
    {
        var (count, least) = (0, 0f);
        for (var document = 0; document < scores.Length; document++)
        {
            if (scores[document] <= least)
                continue;

            count = Insert(new Hit(document, groups[document], Math.Min(scores[document], 1), 0), top, count);
            least = count == top.Length ? top[count - 1].Cosine : 0;
        }

        return count;
    }

    private static int Insert(Hit hit, Span<Hit> top, int count)
    {
        var place = count;
        for (var i = 0; i < count; i++)
        {
            if (top[i].Group != hit.Group)
                continue;
            if (top[i].Cosine >= hit.Cosine)
                return count;
            place = i;   // its group's former best makes way
            break;
        }

        if (place == count && count < top.Length)
            count++;
        place = Math.Min(place, top.Length - 1);
        for (; place > 0 && top[place - 1].Cosine < hit.Cosine; place--)
            top[place] = top[place - 1];
        top[place] = hit;
        return count;
    }
}
