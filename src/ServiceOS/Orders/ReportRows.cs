using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Orders;

/// <summary>Makes rows of reports that have been found faultless. Pure.</summary>
/// <remarks>The digest is of the content alone, so that of two reports of one instant the same always wins.</remarks>
internal static class ReportRows
{
    private const string CurrencyDefault = "CNY";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // stored text, never written into a page as it is
    };

    public static OrderRow Of(TenantId merchant, string id, OrderReport report, DateTimeOffset now)
    {
        var items = JsonSerializer.Serialize((report.Items ?? []).Select(item => new OrderItem
        {
            ProductId = item.ProductId,
            Name = item.Name!,
            Quantity = item.Quantity!.Value,
            ImageUrl = item.ImageUrl,
        }), s_json);
        var row = new OrderRow
        {
            TenantId = merchant,
            Id = id,
            Number = report.Number ?? id,
            MemberId = report.MemberId,
            State = report.State!,
            TotalAmount = report.Total!.Amount!.Value,
            Currency = report.Total.Currency ?? CurrencyDefault,
            PlacedAt = Stored(report.PlacedAt!.Value),
            Items = items,
            ChangedAt = Stored(report.ChangedAt ?? now),
            Digest = "",
        };
        return row with
        {
            Digest = DigestOf(row.Number, row.MemberId, row.State, row.TotalAmount, row.Currency, row.PlacedAt, row.Items),
        };
    }

    public static ParcelRow Of(TenantId merchant, string id, string orderId, ParcelReport report, DateTimeOffset now)
    {
        var row = new ParcelRow
        {
            TenantId = merchant,
            Id = id,
            OrderId = orderId,
            Carrier = report.Carrier!,
            TrackingNumber = report.TrackingNumber!,
            PromisedAt = report.PromisedAt is { } promised ? Stored(promised) : null,
            ChangedAt = Stored(report.ChangedAt ?? now),
            Digest = "",
        };
        return row with { Digest = DigestOf(row.OrderId, row.Carrier, row.TrackingNumber, row.PromisedAt) };
    }

    public static CheckpointRow Of(TenantId merchant, string parcelId, string id, CheckpointReport report)
    {
        var row = new CheckpointRow
        {
            TenantId = merchant,
            ParcelId = parcelId,
            Id = id,
            At = Stored(report.At!.Value),
            State = report.State!,
            Place = report.Place,
            Text = report.Text!,
            ExpectedAt = report.ExpectedAt is { } expected ? Stored(expected) : null,
            ChangedAt = Stored(report.ChangedAt ?? report.At.Value),
            Digest = "",
        };
        return row with { Digest = DigestOf(row.At, row.State, row.Place, row.Text, row.ExpectedAt) };
    }

    public static ProductRow Of(TenantId merchant, string id, ProductReport report, DateTimeOffset now)
    {
        var (name, description) = (InBoth(report.Name), InBoth(report.Description));
        var attributes = (report.Attributes ?? new Dictionary<string, TextReport>(StringComparer.Ordinal))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .ToDictionary(attribute => attribute.Key, attribute => InBoth(attribute.Value), StringComparer.Ordinal);
        var row = new ProductRow
        {
            TenantId = merchant,
            Id = id,
            NameZh = name.Zh,
            NameEn = name.En,
            PriceFen = report.Price!.Amount!.Value,
            Currency = report.Price.Currency ?? CurrencyDefault,
            Category = report.Category,
            DescriptionZh = description.Zh,
            DescriptionEn = description.En,
            Attributes = JsonSerializer.Serialize(attributes, s_json),
            ImageUrl = report.ImageUrl,
            Search = $"{id} {name.Zh} {name.En} {report.Category}".ToLowerInvariant(),
            ChangedAt = Stored(report.ChangedAt ?? now),
            Digest = "",
        };
        return row with
        {
            Digest = DigestOf(row.NameZh, row.NameEn, row.PriceFen, row.Currency, row.Category, row.DescriptionZh,
                row.DescriptionEn, row.Attributes, row.ImageUrl),
        };
    }

    public static CampaignRow Of(TenantId merchant, string id, CampaignReport report, DateTimeOffset now)
    {
        var (name, rule) = (InBoth(report.Name), InBoth(report.Rule));
        var row = new CampaignRow
        {
            TenantId = merchant,
            Id = id,
            NameZh = name.Zh,
            NameEn = name.En,
            RuleZh = rule.Zh,
            RuleEn = rule.En,
            ValidFrom = Stored(report.ValidFrom!.Value),
            ValidTo = Stored(report.ValidTo!.Value),
            ChangedAt = Stored(report.ChangedAt ?? now),
            Digest = "",
        };
        return row with { Digest = DigestOf(row.NameZh, row.NameEn, row.RuleZh, row.RuleEn, row.ValidFrom, row.ValidTo) };
    }

    private static LocalText InBoth(TextReport? text)
    {
        var (zh, en) = (text?.Zh ?? "", text?.En ?? "");
        return new(zh.Length > 0 ? zh : en, en.Length > 0 ? en : zh);
    }

    /// <summary>As precise as it is stored: milliseconds.</summary>
    private static DateTimeOffset Stored(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    private static string DigestOf(params object?[] content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, s_json)));
}
