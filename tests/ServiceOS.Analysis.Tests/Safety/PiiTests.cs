using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Safety;
using ServiceOS.Analysis.Tests.Support;

namespace ServiceOS.Analysis.Tests.Safety;

public sealed class PiiTests
{
    [Theory]
    [InlineData("电话13812345678打给我", "13812345678")]
    [InlineData("138-1234-5678", "138-1234-5678")]
    [InlineData("138 1234 5678 谢谢", "138 1234 5678")]
    [InlineData("+8613812345678", "+8613812345678")]
    [InlineData("(+86) 138-1234-5678", "(+86) 138-1234-5678")]
    [InlineData("0086 13812345678", "0086 13812345678")]
    [InlineData("１３８１２３４５６７８", "１３８１２３４５６７８")]
    [InlineData("138\u200B1234\u200B5678", "138\u200B1234\u200B5678")]
    [InlineData("座机010-62345678", "010-62345678")]
    [InlineData("(0755) 86543210转", "(0755) 86543210")]
    [InlineData("call me at (415) 555-2671", "(415) 555-2671")]
    [InlineData("415-555-2671", "415-555-2671")]
    [InlineData("+44 20 7946 0958", "+44 20 7946 0958")]
    [InlineData("tel13812345678", "13812345678")]
    [InlineData("订单2815058770658948 13513114402", "13513114402")]
    [InlineData("18664091234", "18664091234")]
    public void A_telephone_number_is_found(string text, string number) => Assert.Equal([(PiiKind.Phone, number)], Found(text));

    [Theory]
    [InlineData("客服热线400-378-6579打不通")]
    [InlineData("call 1-800-555-0199")]
    [InlineData("95588")]
    [InlineData("SF1145931862725")]
    [InlineData("JD13812345678")]
    [InlineData("订单号13812345678")]
    [InlineData("tracking number 13812345678")]
    [InlineData("条码6901234567892")]
    [InlineData("3150400088387371这个单子帮我催一下")]
    [InlineData("¥13812345678")]
    [InlineData("13812345678.50元")]
    [InlineData("12345678901234567890123456789012345")]
    [InlineData("1200*600*1800，3449.57元")]
    [InlineData("how can I cancel purchase 00004587345?")]
    [InlineData("2024-11-11 20:00:00")]
    [InlineData("192.168.100.200")]
    public void A_number_of_a_thing_or_a_service_is_left_alone(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("身份证号33010619611103755X，可以吗", "33010619611103755X")]
    [InlineData("33010619611103755x", "33010619611103755x")]
    [InlineData("330106 19611103 755X", "330106 19611103 755X")]
    [InlineData("３３０１０６２００００７０２３１３０", "３３０１０６２００００７０２３１３０")]
    public void An_identity_number_with_a_right_check_digit_is_found(string text, string number) =>
        Assert.Equal([(PiiKind.Id, number)], Found(text));

    [Theory]
    [InlineData("330106200007023131")]
    [InlineData("330106200013023130")]
    [InlineData("990106200007023130")]
    public void A_number_whose_check_digit_date_or_province_is_wrong_is_none(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("退款退到这张卡6228482819482199354可以吗", "6228482819482199354")]
    [InlineData("6222 0240 9305 6520", "6222 0240 9305 6520")]
    [InlineData("6217 0097 2203 2711 248", "6217 0097 2203 2711 248")]
    [InlineData("my card 4111111111111111", "4111111111111111")]
    [InlineData("3782 822463 10005", "3782 822463 10005")]
    public void A_card_that_passes_luhn_is_found(string text, string number) => Assert.Equal([(PiiKind.Card, number)], Found(text));

    [Theory]
    [InlineData("6228482819482199355")]
    [InlineData("订单4111111111111111还没发货")]
    [InlineData("4111111111111111这个单子")]
    [InlineData("9111111111111111")]
    public void A_number_that_fails_luhn_or_is_called_an_order_is_no_card(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("邮箱wang77@126.com谢谢", "wang77@126.com")]
    [InlineData("<Ann.Lee+x@mail.example.co.uk>.", "Ann.Lee+x@mail.example.co.uk")]
    [InlineData("ａｂ＠ｑｑ．ｃｏｍ", "ａｂ＠ｑｑ．ｃｏｍ")]
    [InlineData("13812345678@qq.com", "13812345678@qq.com")]
    public void An_email_address_is_found(string text, string address) => Assert.Equal([(PiiKind.Email, address)], Found(text));

    [Theory]
    [InlineData("@小二 在吗")]
    [InlineData("a@b")]
    [InlineData("5@3.5元")]
    public void An_at_sign_alone_is_no_address(string text) => Assert.Empty(Found(text));

    [Fact]
    public void Everything_of_one_delivery_is_found_in_any_order()
    {
        Assert.Equal(
            [(PiiKind.Name, "欧阳娜娜"), (PiiKind.Phone, "13812345678"), (PiiKind.Address, "浙江省宁波市鄞州区嵩江中路501号2栋301室")],
            Found("欧阳娜娜13812345678浙江省宁波市鄞州区嵩江中路501号2栋301室"));
        Assert.Equal(
            [(PiiKind.Address, "朝阳区望京街道阜通东大街6号"), (PiiKind.Name, "李娜"), (PiiKind.Phone, "138 1234 5678")],
            Found("寄到朝阳区望京街道阜通东大街6号，李娜收，138 1234 5678"));
    }

    private static (PiiKind, string)[] Found(string text) =>
        [.. Pii.Find(text).Select(span => (span.Kind, text.Substring(span.Start, span.Length)))];

    [Fact]
    public void Any_text_at_all_gives_spans_that_lie_in_it_one_after_the_other() =>
        Prop.ForAll(Wild, text =>
        {
            var end = 0;
            foreach (var span in Pii.Find(text))
            {
                if (span.Start < end || span.End <= span.Start || span.End > text.Length)
                    return false;
                end = span.End;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_characters_of_one_kind_do_no_harm()
    {
        foreach (var piece in new[] { "1", "138-", "62 ", "+86", "王", "北京", "北京市1号", "收件人", "@", "a.", "\uD800", "我叫王小明", "路1号", "1 Main " })
            Assert.NotNull(Pii.Find(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))));
    }

    /// <summary>Wild texts with pieces of what is looked for.</summary>
    internal static Arbitrary<string> Wild { get; } = Gen
        .ArrayOf(Gen.OneOf(
            Texts.Wild.Generator,
            Gen.Elements("13812345678", "138-1234-", "+86", "(", "6228482819482199354", "33010619611103755X", "a@b.com", "王小明", "收件人", "我叫", "地址", "浙江省", "杭州市", "西湖区", "文一路", "1号", "楼", "，", "先生", "My name is Ann Lee", "12 Main Street", "***", "⟦PHONE1⟧")))
        .Select(string.Concat)
        .ToArbitrary();
}
