using System.Buffers;

namespace ServiceOS.Analysis.Text;

/// <summary>
/// Finds the items a text may be asking for, among the questions of one language. Never changes; any number of
/// threads.
/// </summary>
/// <remarks>
/// Until <see cref="Trained"/> the evidence of an item's questions ranks it, afterwards the margin of a linear
/// classifier; both are on the scale of margins, so that an item added since takes part at once and thresholds keep
/// their meaning. </remarks>
public sealed class QuestionMatcher
{
    /// <summary>Characters of a text that are read, after normalising.</summary>
    public const int CharactersMax = 1_000;

    /// <summary>Most candidates of one match, and how many share the confidence.</summary>
    public const int CandidatesMax = 10;

    private const int Unlabelled = -1;

    private readonly Question[] _questions;
    private readonly InvertedIndex _index;
    private readonly MarginScale _margins;
    private readonly LearnedQuestions? _learned;

    private QuestionMatcher(
        Language language, Question[] questions, InvertedIndex index, MarginScale margins, LearnedQuestions? learned)
    {
        _learned = learned;
        Language = language;
        _questions = questions;
        _index = index;
        _margins = margins;
    }

    public Language Language { get; }

    /// <summary>By item as built, then as added.</summary>
    public IReadOnlyList<Question> Questions => _questions;

    /// <summary>Whether a classifier ranks at least a part of the items.</summary>
    public bool IsTrained => _margins.Classifier is not null;

    /// <summary>Bytes it keeps, the questions' own text aside.</summary>
    public long Bytes => _index.Bytes + (_margins.Classifier?.Bytes ?? 0) + (_learned?.Bytes ?? 0) + (24L * _questions.Length);

    /// <summary>A matcher over these questions, at most <see cref="InvertedIndex.DocumentsMax"/>.</summary>
    public static QuestionMatcher Build(Language language, IReadOnlyCollection<Question> questions) =>
        new QuestionMatcher(language, [], InvertedIndex.Empty, MarginScale.Untrained, null)
            .WithAdded([.. questions.OrderBy(question => question.Item)]);   // side by side they are weighed faster

    /// <summary>
    /// The same with more questions, found at once. Items that got some are ranked by evidence until trained.
    /// </summary>
    public QuestionMatcher WithAdded(IReadOnlyCollection<Question> questions)
    {
        var index = _index.With(BatchOf(questions), isRemoved: null);
        var margins = _margins.Over(index.Groups, questions.Select(question => question.Item).ToHashSet());
        return new QuestionMatcher(
            Language, [.. _questions, .. questions], index, margins, _learned?.WithAdded(questions));
    }

    /// <summary>The same without these items' questions.</summary>
    public QuestionMatcher WithRemoved(IReadOnlySet<int> items)
    {
        bool IsRemoved(int document) => items.Contains(_questions[document].Item);

        var index = _index.With(new DocumentBatch(), IsRemoved);
        var margins = _margins.Over(index.Groups, items);
        return new QuestionMatcher(
            Language, [.. _questions.Where(question => !items.Contains(question.Item))], index, margins,
            _learned?.WithRemoved(IsRemoved));
    }

    /// <summary>
    /// The same with a classifier trained on all questions; untrained when there are fewer than two items.
    /// </summary>
    public QuestionMatcher Trained(TrainingOptions options, CancellationToken stop)
    {
        if (_index.Groups.Length < 2)
            return new QuestionMatcher(Language, _questions, _index, MarginScale.Untrained, _learned);

        var texts = new TrainingSet();
        var features = new FeatureBuffer();
        try
        {
            foreach (var question in _questions)
            {
                features.Clear();
                Read(question.Text, ref features);
                texts.Add(question.Item, ref features);
            }

            foreach (var text in options.Unlabelled)
            {
                features.Clear();
                Read(text, ref features);
                texts.Add(Unlabelled, ref features);
            }
        }
        finally
        {
            features.Dispose();
        }

        var margins = new MarginScale(LinearClassifier.Train(texts, Language, options, stop), new HashSet<int>(), _index.Groups);
        return new QuestionMatcher(Language, _questions, _index, margins, _learned);
    }

    /// <summary>The same, which also knows texts that ask for the same in other words. Null: only their letters count.</summary>
    public QuestionMatcher With(LearnedSimilarity? similarity) => new(
        Language, _questions, _index, _margins, similarity is null ? null : LearnedQuestions.Of(similarity, _questions));

    /// <summary>Finds the items a text may be asking for, most confident first. Allocates nothing once warm.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="top">Filled from the start, at most <see cref="CandidatesMax"/>.</param>
    /// <returns>How many were found; 0 when the text has nothing in common with any question.</returns>
    public int Match(ReadOnlySpan<char> text, Span<Candidate> top)
    {
        var features = new FeatureBuffer();
        var scores = _index.NewScores();
        try
        {
            Read(text, ref features);
            _index.Score(ref features, scores, _learned);
            return Rank(ref features, scores, top);
        }
        finally
        {
            scores.Dispose();
            features.Dispose();
        }
    }

    /// <summary>How near an item is to a text, however far behind the others; null when they have nothing in common.</summary>
    /// <returns>Its nearest question, and the cosine to that, 0–1.</returns>
    public (Question Nearest, float Similarity)? Compare(ReadOnlySpan<char> text, int item)
    {
        var features = new FeatureBuffer();
        var scores = _index.NewScores();
        try
        {
            Read(text, ref features);
            _index.Score(ref features, scores);
            var place = _index.Groups.IndexOf(item);
            return place >= 0 && scores.Cosines[place] > 0 ? (_questions[_index.NearestAt(place, scores)], scores.Cosines[place]) : null;
        }
        finally
        {
            scores.Dispose();
            features.Dispose();
        }
    }

    private int Rank(ref FeatureBuffer features, scoped GroupScores scores, Span<Candidate> top)
    {
        var rented = ArrayPool<float>.Shared.Rent(_index.Groups.Length);
        try
        {
            var margins = rented.AsSpan(0, _index.Groups.Length);
            _margins.Weigh(ref features, scores, margins);
            Span<int> places = stackalloc int[CandidatesMax];
            places = places[..Top.Select(margins, float.NegativeInfinity, places)];
            Span<float> confidences = stackalloc float[places.Length];
            MarginScale.ToConfidences(margins, places, confidences);

            var count = Math.Min(places.Length, top.Length);
            for (var i = 0; i < count; i++)
                top[i] = CandidateOf(_index.HitAt(places[i], scores, features.Keys), confidences[i]);
            return count;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private Candidate CandidateOf(Hit hit, float confidence) => new(
        hit.Group,
        Score: confidence * MathF.Sqrt(hit.Cosine),
        confidence,
        Similarity: hit.Cosine,
        hit.Bm25,
        Nearest: _questions[hit.Document]);

    private void Read(ReadOnlySpan<char> text, ref FeatureBuffer into) => Read(text, Language, ref into);

    internal static void Read(ReadOnlySpan<char> text, Language language, ref FeatureBuffer into)
    {
        var buffer = ArrayPool<char>.Shared.Rent(CharactersMax);
        try
        {
            var length = Normaliser.Normalise(text, buffer.AsSpan(0, CharactersMax));
            Features.Extract(buffer.AsSpan(0, length), language, ref into);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
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
