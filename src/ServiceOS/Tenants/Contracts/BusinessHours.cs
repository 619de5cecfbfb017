using System.Globalization;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Decides whether people are there at an instant. Pure.</summary>
internal static class BusinessHours
{
    public static bool IsOpen(Settings settings, DateTimeOffset now)
    {
        if (settings.BusinessHours.Count == 0 && settings.Holidays.Count == 0)
            return true;
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var date = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        if (settings.Holidays.FirstOrDefault(day => string.Equals(day.Date, date, StringComparison.Ordinal)) is { } holiday)
            return (holiday.Open ?? []).Any(period => Covers(period.From, period.To, minute));
        if (settings.BusinessHours.Count == 0)
            return true;
        return settings.BusinessHours.Any(period =>
            period.Day == (int)local.DayOfWeek && Covers(period.From, period.To, minute));
    }

    /// <summary>Minutes since midnight of HH:mm, 0–1,440; null when it isn't one.</summary>
    public static int? MinuteOf(string? time)
    {
        if (string.Equals(time, "24:00", StringComparison.Ordinal))
            return 24 * 60;
        return TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? (parsed.Hour * 60) + parsed.Minute
            : null;
    }

    private static bool Covers(string from, string to, int minute) =>
        MinuteOf(from) is { } begin && MinuteOf(to) is { } end && begin <= minute && minute < end;
}
