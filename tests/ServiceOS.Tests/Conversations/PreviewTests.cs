using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Conversations;
using ServiceOS.Platform.Web;

namespace ServiceOS.Tests.Conversations;

/// <summary>A message's first words.</summary>
public sealed class PreviewTests
{
    private static readonly string[] s_pieces = ["a", " ", "灯", "🏮", "👩‍👧", "\n", "\r\n", "\t", "，", new('x', 40)];

    [Fact]
    public void Whatever_is_said_a_preview_is_one_short_line_of_whole_characters_from_its_beginning() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Bodies().ToArbitrary(), body =>
        {
            var preview = Previews.Of(body);

            Assert.True(preview.Length <= 81, preview);
            Assert.DoesNotContain('\n', preview);
            Assert.DoesNotContain('\r', preview);
            Assert.Null(Texts.Fault(preview, min: 0, max: 81));
            Assert.StartsWith(preview.TrimEnd('…'), body.Trim(), StringComparison.Ordinal);
            Assert.Equal(body.Trim().Length == 0, preview.Length == 0);
        }));

    [Fact]
    public void A_short_line_is_its_own_preview() => Assert.Same("hello", Previews.Of("hello"));

    private static Gen<string> Bodies() => Gen.Elements(s_pieces).ListOf().Select(pieces => string.Concat(pieces));
}
