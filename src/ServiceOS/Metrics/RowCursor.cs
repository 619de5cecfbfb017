using System.Globalization;

namespace ServiceOS.Metrics;

/// <summary>After which row of a figure the next page begins.</summary>
internal readonly record struct RowCursor(long Key, string Id)
{
    /// <summary>As it was given out; the beginning when there is none.</summary>
    public static bool TryRead(string? text, out RowCursor cursor)
    {
        cursor = new(long.MinValue, "");
        if (string.IsNullOrEmpty(text))
            return true;
        var parts = text.Split('_');
        if (parts.Length != 2 || parts[1].Length > 32 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var key))
            return false;
        cursor = new(key, parts[1]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key}_{Id}");
}
