namespace ServiceOS.Analysis.Text;

/// <summary>Picks the places of the largest values.</summary>
internal static class Top
{
    /// <summary>
    /// Largest first; of equals the earlier place. Keeps a short sorted list: for a handful, not for hundreds.
    /// </summary>
    /// <param name="values">Where they are looked for.</param>
    /// <param name="above">Only values above this one count.</param>
    /// <param name="places">Filled from the start.</param>
    /// <returns>How many were picked.</returns>
    public static int Select(ReadOnlySpan<float> values, float above, scoped Span<int> places)
    {
        var count = 0;
        for (var place = 0; place < values.Length; place++)
        {
            var value = values[place];
            if (value <= above)
                continue;
            if (count < places.Length)
                count++;

            var to = count - 1;
            for (; to > 0 && values[places[to - 1]] < value; to--)
                places[to] = places[to - 1];
            places[to] = place;
            if (count == places.Length)
                above = values[places[^1]];
        }

        return count;
    }
}
