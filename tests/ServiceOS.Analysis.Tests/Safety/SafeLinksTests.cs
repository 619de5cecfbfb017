using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Safety;
using ServiceOS.Analysis.Tests.Support;

namespace ServiceOS.Analysis.Tests.Safety;

public sealed class SafeLinksTests
{
    private static readonly SafeLinks s_links = new(["shop.example", "商店.example", "*.help.example"]);

    [Theory]
    [InlineData("https://shop.example/returns?id=1")]
    [InlineData("http://www.shop.example")]
    [InlineData("HTTPS://SHOP.EXAMPLE/")]
    [InlineData("https://xn--czrs0t.example/")]
    [InlineData("https://cn.help.example/a")]
    public void A_page_of_an_allowed_host_may_be_clicked(string url) => Assert.True(s_links.Allows(url));

    [Theory]
    [InlineData("https://evil.example/shop.example")]
    [InlineData("https://evilshop.example/")]
    [InlineData("https://shop.example.evil.test/")]
    [InlineData("https://shop.example@evil.test/")]
    [InlineData("https://shop.example:8443/")]
    [InlineData("https://evil.test\\@shop.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hi")]
    [InlineData("ftp://shop.example/")]
    [InlineData("//shop.example/")]
    [InlineData("https://ѕhop.example/")]
    [InlineData("https://shop.example/\u202Egpj.exe")]
    [InlineData("")]
    public void Anything_else_may_not(string url) => Assert.False(s_links.Allows(url));

    [Theory]
    [InlineData("See https://shop.example/a.", "See https://shop.example/a.")]
    [InlineData("See [here](https://evil.test/?q=1) now", "See [here](…) now")]
    [InlineData("看https://evil.test/a。谢谢", "看…。谢谢")]
    [InlineData("![x](https://evil.test/p.png)", "![x](…)")]
    [InlineData("javascript:alert(1) or www.evil.test!", "…) or …!")]
    [InlineData("ht\u202Atps://evil.test/a", "…")]
    [InlineData("xhttps://evil.test/a", "x…")]
    [InlineData("https://shop.example)@evil.test/", "https://shop.example )@evil.test/")]
    [InlineData("去https://shop.example。谢谢", "去https://shop.example 。谢谢")]
    [InlineData("去https://shop.example/a，谢谢", "去https://shop.example/a，谢谢")]
    [InlineData("and/or, 1//2, http:// alone", "and/or, 1//2, http:// alone")]
    public void A_text_keeps_its_allowed_addresses_only(string text, string kept) => Assert.Equal(kept, s_links.Keep(text, "…"));

    [Fact]
    public void Keeping_twice_changes_nothing_more_on_any_text() =>
        Prop.ForAll(Texts.Wild, text => s_links.Keep(text + "https://a", "…") is var once && s_links.Keep(once, "…") == once)
            .QuickCheckThrowOnFailure();
}
