using System.Globalization;
using System.Text.RegularExpressions;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tenants;

/// <summary>Decides which fields of a node's settings can't be taken, and says why. Pure.</summary>
internal static partial class SettingsFaults
{
    private const int NameCharactersMax = 80;
    private const int TextCharactersMax = 500;
    private const int PeriodsMax = 70;
    private const int HolidaysMax = 400;
    private const int OriginsMax = 50;
    private const int OriginCharactersMax = 200;
    private const int FirstResponseSecondsMax = 86_400;
    private const int AgentCapacityMax = 100;

    /// <summary>Field → what is wrong with it; empty when all can be taken.</summary>
    public static Dictionary<string, string[]> Of(SettingsChange change)
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (change.Name is not null)
            Note(faults, "name", Texts.Fault(change.Name, 1, NameCharactersMax));
        Note(faults, "color", change.Color is null || Colour().IsMatch(change.Color) ? null : "must be like #0f766e");
        Note(faults, "locale", change.Locale is null or Locales.Chinese or Locales.English ? null : "must be zh-CN or en");
        Note(faults, "receptionMode", change.ReceptionMode is null or ReceptionMode.HumanFirst or ReceptionMode.BotFirst or ReceptionMode.Mixed
            ? null : "must be human-first, bot-first or mixed");
        Note(faults, "botRatio", Share(change.BotRatio));
        Note(faults, "greeting", change.Greeting);
        Note(faults, "offlineMessage", change.OfflineMessage);
        Note(faults, "timeZone", IsZone(change.TimeZone) ? null : "is not a time zone, such as Asia/Shanghai");
        Note(faults, "firstResponseSeconds", Between(change.FirstResponseSeconds, 1, FirstResponseSecondsMax));
        Note(faults, "agentCapacity", Between(change.AgentCapacity, 1, AgentCapacityMax));
        Note(faults, "answerThreshold", Share(change.AnswerThreshold));
        Note(faults, "choicesThreshold", Share(change.ChoicesThreshold));
        Note(faults, "replayLostMax", Share(change.ReplayLostMax));
        Hours(faults, change.BusinessHours ?? []);
        Holidays(faults, change.Holidays ?? []);
        Origins(faults, change.AllowedOrigins ?? []);
        return faults;
    }

    private static void Hours(Dictionary<string, string[]> faults, IReadOnlyList<BusinessPeriod?> periods)
    {
        if (periods.Count > PeriodsMax)
        {
            Note(faults, "businessHours", $"must have at most {PeriodsMax} periods");
            return;
        }
        for (var i = 0; i < periods.Count; i++)
            Note(faults, $"businessHours[{i}].day", periods[i]?.Day is >= 0 and <= 6 ? null : "must be 0 (Sunday) to 6");
        Periods(faults, "businessHours", [.. periods.Select(period => (period?.From, period?.To, period?.Day ?? -1))]);
    }

    private static void Holidays(Dictionary<string, string[]> faults, IReadOnlyList<Holiday?> days)
    {
        if (days.Count > HolidaysMax)
            Note(faults, "holidays", $"must have at most {HolidaysMax} days");
        var dates = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(days.Count, HolidaysMax); i++)
        {
            var (at, day) = ($"holidays[{i}]", days[i]);
            if (!DateOnly.TryParseExact(day?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                Note(faults, $"{at}.date", "must be a day like 2026-10-01");
            else if (!dates.Add(day!.Date))
                Note(faults, $"{at}.date", "is there twice");
            Note(faults, $"{at}.name", Texts.Fault(day?.Name, 0, NameCharactersMax));
            if (day?.Open is { Count: > PeriodsMax })
                Note(faults, $"{at}.open", $"must have at most {PeriodsMax} periods");
            else if (day?.Open is { } open)
                Periods(faults, $"{at}.open", [.. ((IReadOnlyList<OpenPeriod?>)open).Select(period => (period?.From, period?.To, 0))]);
        }
    }

    /// <summary>Each period in itself, and when all are right, whether two of a day overlap.</summary>
    private static void Periods(Dictionary<string, string[]> faults, string field, List<(string? From, string? To, int Day)> periods)
    {
        var before = faults.Count;
        for (var i = 0; i < periods.Count; i++)
        {
            var (from, to) = (BusinessHours.MinuteOf(periods[i].From), BusinessHours.MinuteOf(periods[i].To));
            Note(faults, $"{field}[{i}].from", from is null ? "must be a time like 09:00" : null);
            Note(faults, $"{field}[{i}].to", to is null ? "must be a time like 18:00, at most 24:00" : null);
            if (from >= to)
                Note(faults, $"{field}[{i}].to", "must be later than the beginning");
        }
        if (faults.Count > before)
            return;
        var ordered = periods.Select((period, at) => (period, at))
            .OrderBy(p => p.period.Day).ThenBy(p => BusinessHours.MinuteOf(p.period.From)).ToList();
        foreach (var (one, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (one.period.Day == next.period.Day && BusinessHours.MinuteOf(next.period.From) < BusinessHours.MinuteOf(one.period.To))
                Note(faults, $"{field}[{next.at}].from", "overlaps another period of that day");
        }
    }

    private static void Origins(Dictionary<string, string[]> faults, IReadOnlyList<string?> origins)
    {
        if (origins.Count > OriginsMax)
            Note(faults, "allowedOrigins", $"must have at most {OriginsMax} origins");
        for (var i = 0; i < Math.Min(origins.Count, OriginsMax); i++)
            Note(faults, $"allowedOrigins[{i}]", IsOrigin(origins[i]) ? null : "must be like https://shop.example, without a path");
    }

    private static void Note(Dictionary<string, string[]> faults, string field, LocalText? text)
    {
        if (text is null)
            return;
        Note(faults, $"{field}.zh-CN", Texts.Fault(text.Zh, 1, TextCharactersMax));
        Note(faults, $"{field}.en", Texts.Fault(text.En, 1, TextCharactersMax));
    }

    private static void Note(Dictionary<string, string[]> faults, string field, string? fault)
    {
        if (fault is not null)
            faults[field] = [fault];
    }

    private static string? Share(double? value) => value is null or (>= 0 and <= 1) ? null : "must be 0 to 1";

    private static string? Between(int? value, int min, int max) =>
        value is null || (value >= min && value <= max) ? null : $"must be {min} to {max}";

    private static bool IsZone(string? zone) =>
        zone is null || (zone.Length is > 0 and <= 64 && (zone == "UTC" || zone.Contains('/', StringComparison.Ordinal))
            && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));

    private static bool IsOrigin(string? origin) =>
        origin is { Length: > 0 and <= OriginCharactersMax }
        && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https")
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}
