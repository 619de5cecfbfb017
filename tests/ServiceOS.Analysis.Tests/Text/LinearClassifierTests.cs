using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class LinearClassifierTests
{
    private static readonly string[] s_colours = ["red", "green", "blue", "white", "black"];

    [Fact]
    public void Separable_classes_are_separated() =>
        Prop.ForAll(Gen.Choose(2, 12).ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (classes, texts) =>
        {
            var labelled = Separable(classes, texts);
            var classifier = Train(labelled, new TrainingOptions());

            Assert.All(labelled, one => Assert.Equal(one.Label, Predict(classifier, one.Text)[0].Label));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_lie_on_the_right_side_of_the_plane()
    {
        var options = new TrainingOptions { Penalty = 100, Tolerance = 0.01f, PruneBelow = 0 };
        var classifier = Train(Separable(5, 4), options);

        foreach (var (label, text) in Separable(5, 4))
        {
            var predictions = Predict(classifier, text);
            Assert.Equal(label, predictions[0].Label);
            Assert.InRange(predictions[0].Margin, 0.8f, 1.3f);
            Assert.All(predictions[1..], other => Assert.True(other.Margin < -0.6f));
        }
    }

    [Fact]
    public void Two_opposite_texts_get_the_weights_of_the_textbook()
    {
        var classifier = Train([(1, "快"), (2, "慢")], new TrainingOptions { Penalty = 1, Tolerance = 1e-5f, PruneBelow = 0 });

        // unit vectors e₁, e₂ that share nothing: w = α·e₁, and the dual's gradient (α − 1) − 1 + α/2C is 0 at α = 4/3
        // for C = 1
        Assert.Equal(1 / 3f, Predict(classifier, "快")[0].Margin, 0.01);
        Assert.Equal(-1, Predict(classifier, "快")[1].Margin, 0.01);
    }

    [Fact]
    public void A_word_that_nobody_wrote_down_is_known_by_what_it_means()
    {
        (int, string)[] labelled =
        [
            (1, "give my money back"), (1, "pay the money back"), (2, "the doctor was rude"), (2, "the nurse was rude"),
            (3, "my laptop is broken"), (3, "the phone is broken"),
        ];

        Assert.Equal(3, Predict(Train(labelled, new TrainingOptions()), "tablet screen")[0].Label);
        Assert.Equal(2, Predict(Train(labelled, new TrainingOptions()), "surgeon patients")[0].Label);
        Assert.Equal(
            -1, Predict(Train(labelled, new TrainingOptions { WithWordVectors = false }), "qwxyz vkjqz")[0].Margin);
    }

    [Fact]
    public void Texts_that_nobody_labelled_carry_a_class_to_its_other_words()
    {
        (int Label, string Text)[] labelled = [(1, "怎么退款"), (1, "我要退款"), (2, "快递到哪了"), (2, "查快递")];
        (int Label, string Text)[] log =
        [
            .. from word in (string[])["今天", "昨天", "请问", "麻烦", "你好"]
               from text in ((int, string)[])[(-1, $"{word}怎么退款把钱还回来"), (-1, $"{word}快递包裹到了没")]
               select text,
        ];

        var alone = Predict(Train(labelled, new TrainingOptions()), "把钱还回来");
        var guided = Predict(Train([.. labelled, .. log], new TrainingOptions()), "把钱还回来");

        Assert.Equal(alone[0].Margin, alone[1].Margin);   // none of these words was labelled
        Assert.Equal(1, guided[0].Label);
        Assert.True(guided[0].Margin > guided[1].Margin + 0.5f);
    }

    [Fact]
    public void The_same_seed_gives_the_same_margins_on_one_thread_or_two()
    {
        var labelled = Separable(8, 5);
        var once = Train(labelled, new TrainingOptions { Seed = 7 });
        var again = Train(labelled, new TrainingOptions { Seed = 7, ThreadsMax = 2 });

        Assert.All(labelled, one => Assert.Equal(Predict(once, one.Text), Predict(again, one.Text)));
    }

    [Fact]
    public void A_text_without_known_features_is_as_far_from_every_class()
    {
        var classifier = Train(Separable(3, 2), new TrainingOptions());

        Assert.All(Predict(classifier, "？"), prediction => Assert.Equal(-1, prediction.Margin));
    }

    [Fact]
    public void Pruning_and_bytes_for_weights_change_little()
    {
        var labelled = Separable(10, 5);
        var whole = Train(labelled, new TrainingOptions { PruneBelow = 0 });
        var pruned = Train(labelled, new TrainingOptions { PruneBelow = 0.03f });

        Assert.True(pruned.Bytes < whole.Bytes);
        Assert.All(labelled, one =>
            Assert.Equal(Predict(whole, one.Text)[0].Margin, Predict(pruned, one.Text)[0].Margin, 0.05));
    }

    [Fact]
    public void Training_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => LinearClassifier.Train(Texts(Separable(5, 5)), Language.English, new TrainingOptions(), stop.Token));
    }

    [Fact]
    public void One_class_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Train([(1, "a"), (1, "b")], new TrainingOptions()));

    /// <summary>Each class has a number word of its own in each text, among words that all share.</summary>
    private static (int Label, string Text)[] Separable(int classes, int texts) =>
    [
        .. from label in Enumerable.Range(0, classes)
           from text in Enumerable.Range(0, texts)
           select (label, $"please {s_colours[text % 5]} topic{new string((char)('a' + label), 3)} now"),
    ];

    private static LinearClassifier Train((int Label, string Text)[] labelled, TrainingOptions options) =>
        LinearClassifier.Train(Texts(labelled), Language.English, options, CancellationToken.None);

    private static TrainingSet Texts((int Label, string Text)[] labelled)
    {
        var texts = new TrainingSet();
        foreach (var (label, text) in labelled)
        {
            var features = FeaturesOf(text);
            texts.Add(label, ref features);
            features.Dispose();
        }

        return texts;
    }

    private static Prediction[] Predict(LinearClassifier classifier, string text)
    {
        var features = FeaturesOf(text);
        var top = new Prediction[classifier.Labels.Length];
        classifier.Predict(ref features, top);
        features.Dispose();
        return top;
    }

    private static FeatureBuffer FeaturesOf(string text)
    {
        var features = new FeatureBuffer();
        Features.Extract(Normaliser.Normalise(text), LanguageTest.Of(text, Language.English), ref features);
        return features;
    }
}
