using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Web;

namespace ServiceOS.Orders;

/// <summary>Decides what is wrong with a report. Pure: empty when it can be taken in.</summary>
internal sealed class ReportFaults
{
    public const int IdCharactersMax = 64;
    private const int NumberCharactersMax = 64;
    private const int NameCharactersMax = 200;
    private const int TextCharactersMax = 500;
    private const int RuleCharactersMax = 4_000;
    private const int UrlCharactersMax = 2_000;
    private const int ItemsMax = 200;
    private const int ParcelsMax = 20;
    private const int CheckpointsMax = 200;
    private const int AttributesMax = 50;
    private const int QuantityMax = 1_000_000;
    private const long AmountMax = 100_000_000_000_000;   // a trillion yuan: far from long's end when summed

    private static readonly DateTimeOffset s_earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Shops' clocks go wrong; a report from the far future would shut out all later ones.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_promiseMax = TimeSpan.FromDays(3_660);

    private readonly Dictionary<string, string[]> _found = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now;

    private ReportFaults(DateTimeOffset now) => _now = now;

    /// <summary>An id that the reporter made: 1 to 64 letters, digits, dots, dashes, underscores and colons.</summary>
    public static string? OfId(string? id)
    {
        if (string.IsNullOrEmpty(id))
            return "is missing";
        return id.Length <= IdCharactersMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':')
            ? null
            : $"must be 1 to {IdCharactersMax} letters, digits, '.', '-', '_' or ':'";
    }

    public static Dictionary<string, string[]> Of(string? id, OrderReport report, DateTimeOffset now)
    {
        var faults = new ReportFaults(now);
        faults.CheckIds(id, report.Id);
        faults.Add("number", Texts.Fault(report.Number ?? id, 1, NumberCharactersMax));
        faults.Add("memberId", report.MemberId is null ? null : OfId(report.MemberId));
        faults.CheckOneOf("state", report.State, OrderState.All);
        faults.CheckMoney("total", report.Total);
        faults.CheckInstant("placedAt", report.PlacedAt);
        faults.CheckChangedAt("changedAt", report.ChangedAt);
        faults.CheckCount("items", report.Items, ItemsMax, faults.Check);
        faults.CheckCount("parcels", report.Parcels, ParcelsMax, (at, parcel) => faults.Check(at, parcel.Id, parcel, id));
        return faults._found;
    }

    public static Dictionary<string, string[]> Of(string id, ParcelReport report, DateTimeOffset now)
    {
        var faults = new ReportFaults(now);
        faults.CheckIds(id, report.Id);
        faults.Check("", id, report, report.OrderId);
        return faults._found;
    }

    public static Dictionary<string, string[]> Of(string parcelId, string id, CheckpointReport report, DateTimeOffset now)
    {
        var faults = new ReportFaults(now);
        faults.Add("parcel", OfId(parcelId));
        faults.CheckIds(id, report.Id);
        faults.Check("", id, report);
        return faults._found;
    }

    public static Dictionary<string, string[]> Of(string id, ProductReport report, DateTimeOffset now)
    {
        var faults = new ReportFaults(now);
        faults.Add("id", OfId(id));
        faults.CheckText("name", report.Name, 1, NameCharactersMax);
        faults.CheckMoney("price", report.Price);
        faults.Add("category", Texts.Fault(report.Category, 0, NameCharactersMax));
        faults.CheckText("description", report.Description, 0, RuleCharactersMax);
        faults.CheckUrl("imageUrl", report.ImageUrl);
        faults.CheckChangedAt("changedAt", report.ChangedAt);
        if (report.Attributes?.Count > AttributesMax)
            faults.Add("attributes", $"must be at most {AttributesMax}");
        foreach (var (key, value) in report.Attributes?.Take(AttributesMax) ?? [])
        {
            faults.Add($"attributes.{key}", Texts.Fault(key, 1, NameCharactersMax));
            faults.CheckText($"attributes.{key}", value, 1, TextCharactersMax);
        }
        return faults._found;
    }

    public static Dictionary<string, string[]> Of(string id, CampaignReport report, DateTimeOffset now)
    {
        var faults = new ReportFaults(now);
        faults.Add("id", OfId(id));
        faults.CheckText("name", report.Name, 1, NameCharactersMax);
        faults.CheckText("rule", report.Rule, 1, RuleCharactersMax);
        faults.CheckInstant("validFrom", report.ValidFrom);
        faults.CheckInstant("validTo", report.ValidTo);
        if (report.ValidTo <= report.ValidFrom)
            faults.Add("validTo", "must be later than validFrom");
        faults.CheckChangedAt("changedAt", report.ChangedAt);
        return faults._found;
    }

    private void Check(string at, ItemReport item)
    {
        Add($"{at}.productId", item.ProductId is null ? null : OfId(item.ProductId));
        Add($"{at}.name", Texts.Fault(item.Name, 1, NameCharactersMax));
        if (item.Quantity is not (>= 1 and <= QuantityMax))
            Add($"{at}.quantity", $"must be 1 to {QuantityMax}");
        CheckUrl($"{at}.imageUrl", item.ImageUrl);
    }

    private void Check(string at, string? id, ParcelReport parcel, string? orderId)
    {
        Add(Join(at, "id"), OfId(id));
        Add(Join(at, "orderId"), OfId(parcel.OrderId ?? orderId));
        if (parcel.OrderId is not null && parcel.OrderId != orderId)
            Add(Join(at, "orderId"), "is not the order that it is reported with");
        Add(Join(at, "carrier"), Texts.Fault(parcel.Carrier, 1, NameCharactersMax));
        Add(Join(at, "trackingNumber"), Texts.Fault(parcel.TrackingNumber, 1, NumberCharactersMax));
        if (parcel.PromisedAt is not null)
            CheckInstant(Join(at, "promisedAt"), parcel.PromisedAt);
        CheckChangedAt(Join(at, "changedAt"), parcel.ChangedAt);
        CheckCount(Join(at, "checkpoints"), parcel.Checkpoints, CheckpointsMax, (place, seen) => Check(place, seen.Id, seen));
    }

    private void Check(string at, string? id, CheckpointReport seen)
    {
        Add(Join(at, "id"), OfId(id));
        CheckInstant(Join(at, "at"), seen.At);
        CheckChangedAt(Join(at, "at"), seen.At);
        CheckOneOf(Join(at, "state"), seen.State, ParcelState.Reported);
        Add(Join(at, "place"), Texts.Fault(seen.Place, 0, NameCharactersMax));
        Add(Join(at, "text"), Texts.Fault(seen.Text, 1, TextCharactersMax));
        if (seen.ExpectedAt is not null)
            CheckInstant(Join(at, "expectedAt"), seen.ExpectedAt);
        CheckChangedAt(Join(at, "changedAt"), seen.ChangedAt);
    }

    private void CheckIds(string? id, string? inBody)
    {
        Add("id", OfId(id));
        if (inBody is not null && inBody != id)
            Add("id", "is not the one in the address");
    }

    private void CheckOneOf(string field, string? value, IReadOnlyList<string> all)
    {
        if (value is null || !all.Contains(value, StringComparer.Ordinal))
            Add(field, $"must be one of {string.Join(", ", all)}");
    }

    private void CheckMoney(string field, MoneyReport? money)
    {
        if (money?.Amount is not (>= 0 and <= AmountMax))
            Add($"{field}.amount", $"must be whole minor units (fen), 0 to {AmountMax}");
        if (money?.Currency is { } currency && !(currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)))
            Add($"{field}.currency", "must be three capital letters (ISO 4217)");
    }

    private void CheckInstant(string field, DateTimeOffset? instant)
    {
        if (instant is null)
            Add(field, "is missing");
        else if (instant < s_earliest || instant > _now + s_promiseMax)
            Add(field, "is no believable time");
    }

    private void CheckChangedAt(string field, DateTimeOffset? instant)
    {
        if (instant > _now + s_ahead)
            Add(field, "is in the future");
        else if (instant < s_earliest)
            Add(field, "is no believable time");
    }

    private void CheckText(string field, TextReport? text, int min, int max)
    {
        if (min > 0 && text is not ({ Zh.Length: > 0 } or { En.Length: > 0 }))
            Add(field, "is missing in both languages");
        Add(field, Texts.Fault(text?.Zh, 0, max) ?? Texts.Fault(text?.En, 0, max));
    }

    private void CheckUrl(string field, string? url)
    {
        if (url is null)
            return;
        var isFine = url.Length <= UrlCharactersMax && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp) && Texts.Fault(url, 1, UrlCharactersMax) is null;
        Add(field, isFine ? null : $"must be a web address of at most {UrlCharactersMax} characters");
    }

    private void CheckCount<T>(string field, IReadOnlyList<T>? list, int max, Action<string, T> check)
    {
        if (list?.Count > max)
        {
            Add(field, $"must be at most {max}");
            return;
        }
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            if (list![i] is null)
                Add($"{field}[{i}]", "is missing");
            else
                check($"{field}[{i}]", list[i]);
        }
    }

    private void Add(string field, string? why)
    {
        if (why is not null)
            _found.TryAdd(field, [why]);
    }

    private static string Join(string at, string field) => at.Length == 0 ? field : $"{at}.{field}";
}
