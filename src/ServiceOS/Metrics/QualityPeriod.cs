namespace ServiceOS.Metrics;

/// <summary>The hours or days that the bot's figures are shown over. Pure.</summary>
/// <param name="Step"><c>hour</c> or <c>day</c>.</param>
/// <param name="Starts">When each hour or day begins, oldest first; the last one has begun and is not over.</param>
internal sealed record QualityPeriod(string Key, string Step, IReadOnlyList<DateTimeOffset> Starts)
{
    public const string Usual = "24h";
    public static readonly IReadOnlyList<string> Keys = [Usual, "7d", "30d"];

    public DateTimeOffset Since => Starts[0];

    /// <summary>Whole hours and days of the zone: this one, and those before it.</summary>
    public static QualityPeriod Of(string key, DateTimeOffset now, string zone)
    {
        var tz = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return key switch
        {
            "24h" => new(key, "hour", Hours(24, now, tz)),
            "7d" => new(key, "day", Days(7, now, tz)),
            "30d" => new(key, "day", Days(30, now, tz)),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, message: null),
        };
    }

    /// <summary>Which of them an instant belongs to; null before the first.</summary>
    public int? PlaceOf(DateTimeOffset at)
    {
        var place = Starts.Count - 1;
        while (place >= 0 && Starts[place] > at)
            place--;
        return place < 0 ? null : place;
    }

    private static List<DateTimeOffset> Hours(int count, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var thisHour = now - TimeSpan.FromTicks(local.Ticks % TimeSpan.TicksPerHour);
        return [.. Enumerable.Range(0, count).Select(i => thisHour.AddHours(i + 1 - count).ToUniversalTime())];
    }

    private static List<DateTimeOffset> Days(int count, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return
        [
            .. Enumerable.Range(0, count).Select(i => today.AddDays(i + 1 - count))
                .Select(midnight => new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime()),
        ];
    }
}
