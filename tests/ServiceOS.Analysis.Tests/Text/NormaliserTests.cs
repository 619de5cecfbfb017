using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Tests.Support;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class NormaliserTests
{
    [Theory]
    [InlineData("Where's MY Parcel?", "where's my parcel?")]
    [InlineData("  a \t\r\n b　c ", "a b c")]
    [InlineData("ＡＢＣ１２３！？", "abc123!?")]
    [InlineData("ﬁne № ① Ⅻ ㎡ ½", "fine no 1 xii m2 1⁄2")]
    [InlineData("Café cafe\u0301 ÅNGSTRÖM", "cafe cafe angstrom")]
    [InlineData("can’t “go” — now", "can't \"go\" - now")]
    [InlineData("快递\u200B到\uFEFF哪\u202E了？？？", "快递到哪了?")]
    [InlineData("wait.... 好吧…… 😀😀😀", "wait. 好吧. 😀")]
    [InlineData("𝐇𝐞𝐥𝐥𝐨 𝟐𝟒", "hello 24")]
    [InlineData("a\uD800b\uDC00c\0d\uFFFE", "abcd")]
    [InlineData("⾦⽉ 豈", "金月 豈")]
    [InlineData("", "")]
    public void A_text_is_brought_to_its_plain_form(string text, string plain) =>
        Assert.Equal(plain, Normaliser.Normalise(text));

    [Fact]
    public void Normalising_twice_changes_nothing_more() =>
        Prop.ForAll(Texts.Wild, text => Normaliser.Normalise(text) is var once && Normaliser.Normalise(once) == once)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_character_has_a_stable_form()
    {
        for (var rune = 0; rune <= 0x2FFFF; rune++)
        {
            if (rune is >= 0xD800 and < 0xE000)
                continue;
            var once = Normaliser.Normalise("x" + char.ConvertFromUtf32(rune) + "x");
            if (Normaliser.Normalise(once) != once)
                Assert.Fail($"U+{rune:X4} is not stable");
        }
    }

    [Fact]
    public void A_text_cut_short_is_the_beginning_of_the_whole() =>
        Prop.ForAll(Texts.Wild, ArbMap.Default.ArbFor<NonNegativeInt>(), (text, room) =>
        {
            Span<char> to = new char[room.Get];
            var written = Normaliser.Normalise(text, to);
            return Normaliser.Normalise(text).StartsWith(to[..written].ToString(), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_characters_do_no_harm()
    {
        Assert.Equal(200_000, Normaliser.Normalise(new string('½', 50_000) + new string('快', 50_000)).Length);
        Assert.Equal("!", Normaliser.Normalise(new string('！', 100_000)));
        Assert.Equal("", Normaliser.Normalise(new string('\uD83D', 100_000)));
    }

    [Theory]
    [InlineData("快递到哪了", Language.Chinese)]
    [InlineData("iPhone 15 Pro Max 怎么买", Language.Chinese)]
    [InlineData("how much is 红茶", Language.English)]
    [InlineData("where is it", Language.English)]
    [InlineData("12345 !", Language.Chinese)]
    [InlineData("HH2611260006", Language.Chinese)]
    [InlineData("where is HH2611260006", Language.English)]
    [InlineData("", Language.Chinese)]
    public void The_script_tells_the_language(string text, Language language) =>
        Assert.Equal(language, LanguageTest.Of(text, otherwise: Language.Chinese));
}
