using FsCheck;
using FsCheck.Fluent;

namespace ServiceOS.Analysis.Tests.Support;

/// <summary>Texts that people type, and texts that nobody should.</summary>
internal static class Texts
{
    private const string Pieces =
        "a|B|é|e\u0301|İ|ß|ﬁ|①|Ａ|９|！|？|!!!|...|…| |  |\t|\n|　|\0|\u200B|\u202E|\uFEFF|\uD800|\uDC00|" +
        "😀|𝐀|𝟗|\uFFFF|´|’|'|“|—|快|递|到|哪|了|退款|怎么|㎡|Ⅻ|ｶﾞ|가|where|is|my|parcel|can't|12315|7|refund|the|/|@|#";

    /// <summary>Any 16-bit units at all, lone surrogates and NUL among them.</summary>
    public static Arbitrary<string> Wild { get; } = Gen
        .ArrayOf(Gen.Frequency(
            (3, Gen.Elements(Pieces.Split('|'))),
            (1, Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()))))
        .Select(string.Concat)
        .ToArbitrary();

    /// <summary>Short questions over few words, so that many share some.</summary>
    public static Gen<string> Question { get; } = Gen
        .NonEmptyListOf(Gen.Elements(
            "where", "is", "my", "parcel", "order", "refund", "how", "do", "I", "return", "it", "late", "12", "7"))
        .Select(words => string.Join(' ', words));

    /// <summary>The same in Chinese.</summary>
    public static Gen<string> ChineseQuestion { get; } = Gen
        .NonEmptyListOf(Gen.Elements("快递", "到", "哪", "了", "退款", "怎么", "退货", "什么", "时候", "发货", "，", "7天"))
        .Select(string.Concat);

    /// <summary>Up to 12 of them, each under one of 6 items.</summary>
    public static Arbitrary<(int Item, string Text)[]> Questions(Gen<string> texts) => Gen
        .Choose(1, 12)
        .SelectMany(count => Gen.ArrayOf(
            Gen.Choose(0, 5).SelectMany(item => texts.Select(text => (item, text))), count))
        .ToArbitrary();
}
