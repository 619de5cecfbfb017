using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>What an agent says at the end: what it was about, and whether it is resolved.</summary>
internal static class WrapUp
{
    private const int NoteCharactersMax = 2_000;

    public static readonly IReadOnlyList<WrapUpCategory> Categories =
    [
        new("product", new("商品咨询", "About a product")),
        new("order", new("订单与付款", "Order and payment")),
        new("delivery", new("物流配送", "Delivery")),
        new("return", new("退换货与退款", "Return or refund")),
        new("promotion", new("活动与优惠", "Campaigns and coupons")),
        new("quality", new("商品质量", "Product quality")),
        new("service", new("服务反馈", "About our service")),
        new("other", new("其他", "Something else")),
    ];

    /// <summary>Why a wrap-up can't be taken; null when it can, or when there is none.</summary>
    public static string? Fault(WrapUpRequest? wrapUp)
    {
        if (wrapUp is null)
            return null;
        if (Categories.All(category => category.Key != wrapUp.Category))
            return $"category must be one of {string.Join(", ", Categories.Select(category => category.Key))}";
        return Texts.Fault(wrapUp.Note, min: 0, NoteCharactersMax) is { } fault ? $"note {fault}" : null;
    }
}

internal sealed record WrapUpCategory(string Key, LocalText Label);
