namespace ServiceOS.Analysis.Safety;

/// <summary>What the words around a number say it is.</summary>
internal enum NumberCue
{
    None,
    Phone,
    Card,
    Id,

    /// <summary>An order, a parcel, an article, a price: nobody's number.</summary>
    Thing,
}

/// <summary>Reads the words around a number.</summary>
internal static class Cues
{
    /// <summary>How far before a number a word may stand that tells what it is, in characters.</summary>
    private const int Before = 16;

    /// <summary>How far after it.</summary>
    private const int After = 8;

    private static readonly string[] s_phone =
        ["电话", "手机", "电話", "手機", "联系方式", "微信", "来电", "座机", "致电", "拨打", "号码", "phone", "mobile", "cell", "tel", "call", "wechat", "whatsapp", "contact", "vx", "fax"];

    private static readonly string[] s_card =
        ["卡", "银行", "账号", "账户", "帐号", "帐户", "信用", "visa", "mastercard", "unionpay", "amex", "card", "account"];

    private static readonly string[] s_id = ["身份证", "身份號", "证件", "身份", "id number", "identity"];

    private static readonly string[] s_thing =
        ["订单", "單號", "单号", "单子", "运单", "快递单", "物流单", "流水", "条码", "条形码", "编号", "编码", "型号", "货号", "商品", "交易号", "券码", "序列号", "发票号", "工单",
         "order", "tracking", "parcel", "shipment", "purchase", "invoice", "barcode", "sku", "serial", "imei", "ticket", "isbn", "ean", "upc"];

    /// <summary>The nearest word before, or else the first after it.</summary>
    public static NumberCue Of(ReadOnlySpan<char> text, int start, int end)
    {
        var before = Nearest(text[Math.Max(0, start - Before)..start], fromEnd: true);
        return before != NumberCue.None ? before : Nearest(text[end..Math.Min(text.Length, end + After)], fromEnd: false);
    }

    private static NumberCue Nearest(ReadOnlySpan<char> window, bool fromEnd)
    {
        Span<char> folded = stackalloc char[Before];
        folded = folded[..window.Length];
        for (var i = 0; i < window.Length; i++)
            folded[i] = Characters.FoldLower(window[i]);

        var (best, cue) = (-1, NumberCue.None);
        Weigh(folded, s_thing, NumberCue.Thing, fromEnd, ref best, ref cue);
        Weigh(folded, s_phone, NumberCue.Phone, fromEnd, ref best, ref cue);
        Weigh(folded, s_card, NumberCue.Card, fromEnd, ref best, ref cue);
        Weigh(folded, s_id, NumberCue.Id, fromEnd, ref best, ref cue);
        return cue;
    }

    private static void Weigh(
        ReadOnlySpan<char> window, string[] words, NumberCue meaning, bool fromEnd, ref int best, ref NumberCue cue)
    {
        foreach (var word in words)
        {
            var at = fromEnd ? window.LastIndexOf(word) : window.IndexOf(word);
            if (at < 0)
                continue;
            var nearness = fromEnd ? at + word.Length : Before - at;
            if (nearness <= best)
                continue;
            (best, cue) = (nearness, meaning);
        }
    }
}
