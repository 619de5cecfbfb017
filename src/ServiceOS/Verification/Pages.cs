namespace ServiceOS.Verification;

/// <summary>Reads a table in the order of a key, a page at a time, so that its size does not matter.</summary>
internal static class Pages
{
    /// <summary>Rows of a page. Also written in the statements, as a constant: planners know then that only few are wanted.</summary>
    public const int RowsMax = 2_000;

    /// <param name="read">Reads the page after a key; fewer rows than <see cref="RowsMax"/> are the last.</param>
    /// <param name="start">A key before all others.</param>
    /// <param name="keyOf">A row's key.</param>
    public static async IAsyncEnumerable<TRow> ReadAsync<TRow, TKey>(
        Func<TKey, ValueTask<IReadOnlyList<TRow>>> read, TKey start, Func<TRow, TKey> keyOf)
    {
        for (var after = start; ;)
        {
            var page = await read(after);
            foreach (var row in page)
                yield return row;
            if (page.Count < RowsMax)
                yield break;
            after = keyOf(page[^1]);
        }
    }
}
