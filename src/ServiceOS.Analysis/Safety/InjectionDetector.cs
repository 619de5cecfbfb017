using System.Buffers;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Safety;

/// <summary>What a detector thinks of a text.</summary>
/// <param name="IsSuspect">Whether it should not reach a model unseen.</param>
/// <param name="Score">Higher is more like an order to a model; comparable within one detector.</param>
/// <param name="Signs">What was seen, to be shown to whoever asks why.</param>
public sealed record InjectionVerdict(bool IsSuspect, float Score, InjectionSigns Signs);

/// <summary>
/// Tells orders to a language model, and use of it as a general assistant, from what people ask a shop. Never changes; any
/// number of threads.
/// </summary>
/// <remarks>
/// <para>A linear classifier over the words of a text and the <see cref="InjectionSign"/>s of intent. The shipped one
/// has learnt from some two hundred phrases of its own; whoever has traffic of a shop trains a better one.</para>
/// <para>It is one wall of several: the model has no authority of its own, and its links are checked by
/// <see cref="SafeLinks"/>.</para>
/// </remarks>
public sealed class InjectionDetector
{
    /// <summary>Characters whose words are read; signs are looked for in all.</summary>
    private const int WordsCharactersMax = 4_000;

    /// <summary>Where the shipped one draws the line: a false alarm costs a model's help, not the answer.</summary>
    private const float ShippedThreshold = 0.5f;

    private static readonly Lazy<InjectionDetector> s_shipped = new(() => Train([], ShippedThreshold, CancellationToken.None));

    private readonly LinearClassifier _classifier;
    private readonly float _threshold;
    private readonly int _place;

    private InjectionDetector(LinearClassifier classifier, float threshold) =>
        (_classifier, _threshold, _place) = (classifier, threshold, classifier.Labels.IndexOf(1));

    /// <summary>The one that knows no shop. Is trained at the first call, in some milliseconds.</summary>
    public static InjectionDetector Shipped => s_shipped.Value;

    /// <summary>Trains on texts on top of the shipped phrases.</summary>
    /// <param name="texts">Attacks and ordinary traffic.</param>
    /// <param name="threshold">From which score on a text is suspect.</param>
    public static InjectionDetector Train(IEnumerable<(string Text, bool IsAttack)> texts, float threshold, CancellationToken stop)
    {
        var set = new TrainingSet();
        foreach (var (text, isAttack) in InjectionExamples.All().Concat(texts))
        {
            stop.ThrowIfCancellationRequested();
            var features = new FeatureBuffer();
            try
            {
                Extract(text, InjectionReader.Read(text), ref features);
                set.Add(isAttack ? 1 : 0, ref features);
            }
            finally
            {
                features.Dispose();
            }
        }

        var options = new TrainingOptions { Penalty = 1, PruneBelow = 0.01f, WithWordVectors = false };
        return new(LinearClassifier.Train(set, Language.English, options, stop), threshold);
    }

    /// <summary>Judges a text of any length.</summary>
    public InjectionVerdict Judge(string text)
    {
        var signs = InjectionReader.Read(text);
        var features = new FeatureBuffer();
        try
        {
            Extract(text, signs, ref features);
            Span<float> margins = stackalloc float[2];
            _classifier.Weigh(ref features, margins);
            var score = margins[_place];
            return new(score >= _threshold, score, signs);
        }
        finally
        {
            features.Dispose();
        }
    }

    private static void Extract(string text, InjectionSigns signs, ref FeatureBuffer into)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, WordsCharactersMax));
        var buffer = ArrayPool<char>.Shared.Rent(Normaliser.LengthMax(head.Length));
        try
        {
            var normal = buffer.AsSpan(0, Normaliser.Normalise(head, buffer));
            Features.Extract(normal, LanguageTest.Of(normal, Language.English), ref into);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        for (var sign = 0; sign < 64; sign++)
        {
            if (signs.Has((InjectionSign)sign))
                into.Add(FeatureHash.Finish(FeatureHash.Add(FeatureHash.Start, (ulong)sign), FeatureBlock.Signs));
        }
    }
}
