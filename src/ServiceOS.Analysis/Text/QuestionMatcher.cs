using System.Buffers;

namespace ServiceOS.Analysis.Text;

/// <summary>Finds the items a text may be asking for, among the questions of one language. Never changes; any number of threads.</summary>
public sealed class QuestionMatcher
{
    /// <summary>Characters of a text that are read, after normalising.</summary>
    public const int CharactersMax = 1_000;

    /// <summary>Most candidates of one match.</summary>
    public const int CandidatesMax = 10;

    /// <summary>How sharply nearness tells items apart while there is no classifier.</summary>
    private const float NearnessSharpness = 16;

    private readonly Question[] _questions;
    private readonly InvertedIndex _index;

    private QuestionMatcher(Language language, Question[] questions, InvertedIndex index)
    {
        Language = language;
        _questions = questions;
        _index = index;
    }

    public Language Language { get; }

    /// <summary>In the order added.</summary>
    public IReadOnlyList<Question> Questions => _questions;

    /// <summary>Bytes it keeps, the questions' own text aside.</summary>
    public long Bytes => _index.Bytes + (24L * _questions.Length);

    /// <summary>A matcher over these questions, at most <see cref="InvertedIndex.DocumentsMax"/>.</summary>
    public static QuestionMatcher Build(Language language, IReadOnlyCollection<Question> questions) =>
        new QuestionMatcher(language, [], InvertedIndex.Empty).WithAdded(questions);

    /// <summary>The same with more questions, found at once.</summary>
    public QuestionMatcher WithAdded(IReadOnlyCollection<Question> questions) =>
        new(Language, [.. _questions, .. questions], _index.With(BatchOf(questions), isRemoved: null));

    /// <summary>The same without these items' questions.</summary>
    public QuestionMatcher WithRemoved(IReadOnlySet<int> items) =>
        new(
            Language,
            [.. _questions.Where(question => !items.Contains(question.Item))],
            _index.With(new DocumentBatch(), document => items.Contains(_questions[document].Item)));

    /// <summary>Finds the items a text may be asking for, best first. Allocates nothing once warm.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="top">Filled from the start, at most <see cref="CandidatesMax"/>.</param>
    /// <returns>How many were found; 0 when the text has nothing in common with any question.</returns>
    public int Match(ReadOnlySpan<char> text, Span<Candidate> top)
    {
        Span<Hit> hits = stackalloc Hit[CandidatesMax];
        var features = new FeatureBuffer();
        try
        {
            Read(text, ref features);
            hits = hits[.._index.Search(ref features, hits)];
        }
        finally
        {
            features.Dispose();
        }

        Span<float> confidences = stackalloc float[hits.Length];
        Weigh(hits, confidences);
        return Report(hits, confidences, top);
    }

    private void Read(ReadOnlySpan<char> text, ref FeatureBuffer into)
    {
        var buffer = ArrayPool<char>.Shared.Rent(CharactersMax);
        try
        {
            var length = Normaliser.Normalise(text, buffer.AsSpan(0, CharactersMax));
            Features.Extract(buffer.AsSpan(0, length), Language, ref into);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static void Weigh(ReadOnlySpan<Hit> hits, Span<float> confidences)
    {
        var sum = 0f;
        for (var i = 0; i < hits.Length; i++)
            sum += confidences[i] = MathF.Exp(NearnessSharpness * (hits[i].Cosine - hits[0].Cosine));
        foreach (ref var confidence in confidences)
            confidence /= sum;
    }

    private int Report(ReadOnlySpan<Hit> hits, ReadOnlySpan<float> confidences, Span<Candidate> top)
    {
        var count = Math.Min(hits.Length, top.Length);
        for (var i = 0; i < count; i++)
        {
            var (hit, confidence) = (hits[i], confidences[i]);
            top[i] = new Candidate(
                hit.Group, confidence * hit.Cosine, confidence, hit.Cosine, hit.Bm25, _questions[hit.Document]);
        }

        return count;
    }

    private DocumentBatch BatchOf(IReadOnlyCollection<Question> questions)
    {
        var batch = new DocumentBatch();
        var features = new FeatureBuffer();
        try
        {
            foreach (var question in questions)
            {
                features.Clear();
                Read(question.Text, ref features);
                batch.Add(question.Item, features.Keys);
            }
        }
        finally
        {
            features.Dispose();
        }

        return batch;
    }
}
