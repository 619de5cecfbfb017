using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Tests.Support;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class FeaturesTests
{
    [Fact]
    public void Any_text_has_features_within_the_limit() =>
        Prop.ForAll(Texts.Wild, ArbMap.Default.ArbFor<bool>(), (text, chinese) =>
            KeysOf(text, chinese ? Language.Chinese : Language.English).Length <= FeatureBuffer.FeaturesMax)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_thousand_characters_stay_within_the_limit()
    {
        Assert.InRange(KeysOf(new string('快', 100_000), Language.Chinese).Length, 1, FeatureBuffer.FeaturesMax);
        Assert.InRange(KeysOf(new string('x', 100_000), Language.English).Length, 1, FeatureBuffer.FeaturesMax);
        var words = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"word{i}abcdefghijklmnopqrstuvwxyz"));
        Assert.InRange(KeysOf(words, Language.English).Length, 1, FeatureBuffer.FeaturesMax);
    }

    [Fact]
    public void Features_are_independent_of_case_width_and_spacing() =>
        Prop.ForAll(Texts.Question.ToArbitrary(), text =>
            KeysOf(text, Language.English).SequenceEqual(KeysOf(Wide(text.ToUpperInvariant()), Language.English)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Pairs_and_parts_are_independent_of_the_order_of_words() =>
        Prop.ForAll(Texts.Question.ToArbitrary(), text =>
        {
            var turned = string.Join(' ', text.Split(' ').Reverse());
            return WithoutWords(text).SequenceEqual(WithoutWords(turned));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Seven_days_share_something_with_eight_days_but_not_all()
    {
        var seven = KeysOf("7天", Language.Chinese);
        var eight = KeysOf("8天", Language.Chinese);

        Assert.NotEmpty(seven.Intersect(eight));
        Assert.NotEqual(seven, eight);
    }

    [Fact]
    public void Chinese_runs_stop_at_punctuation()
    {
        Assert.Equal(2, KeysOf("退，款", Language.Chinese).Length);
        Assert.Equal(3, KeysOf("退款", Language.Chinese).Length);
    }

    private static uint[] WithoutWords(string text) =>
        [.. KeysOf(text, Language.English).Where(key => FeatureHash.BlockOf(key) != FeatureBlock.Words)];

    private static string Wide(string text) =>
        string.Concat(text.Select(c => c == ' ' ? " \u3000" : ((char)(c - '!' + '！')).ToString()));

    /// <summary>Ascending.</summary>
    private static uint[] KeysOf(string text, Language language)
    {
        var features = new FeatureBuffer();
        Features.Extract(Normaliser.Normalise(text), language, ref features);
        features.Sort();
        var keys = features.Keys.ToArray();
        features.Dispose();
        return keys;
    }
}
