using System.Globalization;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Instants in cells: as people write them, in the shop's time zone; as an export writes them, in UTC. Pure.</summary>
internal static class SheetTimes
{
    private const int YearMin = 1970;
    private const int YearMax = 9_000;

    private static readonly string[] s_days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    private static readonly string[] s_times =
        [.. from day in s_days from time in (string[])["H:mm", "H:mm:ss", "H:mm:ss.fff"] from gap in (string[])[" ", "'T'", ""]
            where gap.Length > 0 || day.EndsWith('日')
            select day + gap + time];

    public static string Write(DateTimeOffset? at) => at is { } instant
        ? instant.UtcDateTime.ToString(
            instant.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : "";

    /// <summary>The instant that a cell names; null when it names none.</summary>
    /// <param name="isEnd">The end of a span: a day without a time then means until that day is over.</param>
    public static DateTimeOffset? Parse(string cell, TimeZoneInfo zone, bool isEnd)
    {
        if (DateTime.TryParseExact(cell, s_days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return InZone(isEnd && day.Year <= YearMax ? day.AddDays(1) : day, zone);
        if (DateTime.TryParseExact(cell, s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return InZone(local, zone);
        // what is left must say its offset itself
        return HasOffset(cell) && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            && at.Year is >= YearMin and <= YearMax
            ? at.ToUniversalTime()
            : null;
    }

    private static bool HasOffset(string cell) =>
        cell.EndsWith('Z') || (cell.Length > 6 && cell[^3] == ':' && cell[^6] is '+' or '-');

    private static DateTimeOffset? InZone(DateTime local, TimeZoneInfo zone)
    {
        if (local.Year is < YearMin or > YearMax)
            return null;
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);   // the hour that is left out when summer time begins
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
