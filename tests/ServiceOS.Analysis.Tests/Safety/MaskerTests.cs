using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Safety;

namespace ServiceOS.Analysis.Tests.Safety;

public sealed class MaskerTests
{
    [Theory]
    [InlineData("电话13812345678", "电话138****5678")]
    [InlineData("+86 138-1234-5678", "+86 138-****-5678")]
    [InlineData("身份证33010619611103755X", "身份证3301**********755X")]
    [InlineData("卡6228482819482199354", "卡***************9354")]
    [InlineData("邮箱zhang@x.com", "邮箱z***@x.com")]
    [InlineData("收件人王小明", "收件人王**")]
    [InlineData("My name is Ann Lee", "My name is A***")]
    [InlineData("寄到浙江省杭州市西湖区文二西路1号", "寄到浙江省杭州市***")]
    [InlineData("送到朝阳区望京街道阜通东大街6号", "送到***")]
    [InlineData("订单316613186091还没发货", "订单316613186091还没发货")]
    public void What_tells_who_somebody_is_becomes_unrecognisable(string text, string masked) => Assert.Equal(masked, Pii.Mask(text));

    [Fact]
    public void Masking_what_is_masked_changes_nothing() =>
        Prop.ForAll(PiiTests.Wild, text => Pii.Mask(text) is var once && Pii.Mask(once) == once).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hidden_text_is_revealed_as_it_was() =>
        Prop.ForAll(PiiTests.Wild, text => new MaskedText() is var masked && masked.Reveal(masked.Hide(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_value_has_the_same_placeholder()
    {
        var masked = new MaskedText();
        Assert.Equal("⟦PHONE1⟧或⟦PHONE2⟧", masked.Hide("13812345678或13912345678"));
        Assert.Equal("又是⟦PHONE2⟧", masked.Hide("又是13912345678"));
        Assert.Equal("请打13912345678，别打⟦PHONE9⟧", masked.Reveal("请打⟦PHONE2⟧，别打⟦PHONE9⟧"));
    }

    [Fact]
    public void A_placeholder_that_somebody_typed_stands_for_nobody()
    {
        var masked = new MaskedText();
        Assert.Equal("⟦PHONE1⟧是什么？我的是⟦PHONE2⟧", masked.Hide("⟦PHONE1⟧是什么？我的是13812345678"));
    }
}
