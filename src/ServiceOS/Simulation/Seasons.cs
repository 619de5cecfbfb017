namespace ServiceOS.Simulation;

/// <summary>Moves the written dates of campaigns to the year that is now, so that the 11th of November stays one. Pure.</summary>
internal static class Seasons
{
    /// <summary>The day for which the content was written.</summary>
    private static readonly DateTimeOffset s_written = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Move(DateTimeOffset date, DateTimeOffset now)
    {
        var years = (int)Math.Round((now - s_written).TotalDays / 365.2425, MidpointRounding.AwayFromZero);
        return date.AddYears(years);
    }
}
