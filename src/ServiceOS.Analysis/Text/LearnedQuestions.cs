using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>Where the questions of a matcher lie under a learned similarity, by document.</summary>
internal sealed class LearnedQuestions
{
    /// <summary>How much it counts beside the 1 of the letters' cosine; flat from 1 to 2.</summary>
    private const float Weight = 1.5f;

    private readonly float[] _points;

    private LearnedQuestions(LearnedSimilarity similarity, float[] points) => (Similarity, _points) = (similarity, points);

    public LearnedSimilarity Similarity { get; }

    public long Bytes => Similarity.Bytes + (4L * _points.Length);

    public static LearnedQuestions Of(LearnedSimilarity similarity, IReadOnlyCollection<Question> questions) =>
        new(similarity, PointsOf(similarity, questions));

    /// <summary>The same with more documents after these.</summary>
    public LearnedQuestions WithAdded(IReadOnlyCollection<Question> questions) =>
        new(Similarity, [.. _points, .. PointsOf(Similarity, questions)]);

    /// <summary>The same without some; those that stay close ranks.</summary>
    public LearnedQuestions WithRemoved(Func<int, bool> isRemoved)
    {
        var size = Similarity.Size;
        var stay = Enumerable.Range(0, _points.Length / size).Where(document => !isRemoved(document));
        return new(Similarity, [.. stay.SelectMany(document => _points.Skip(document * size).Take(size))]);
    }

    /// <summary>Joins what was learned to the cosines.</summary>
    /// <param name="features">Of the text.</param>
    /// <param name="cosines">By document, 0 to 1.</param>
    public void Blend(ref FeatureBuffer features, scoped Span<float> cosines)
    {
        var size = Similarity.Size;
        Span<float> point = stackalloc float[size];
        Similarity.Place(ref features, point);
        for (var document = 0; document < cosines.Length; document++)
        {
            var alike = TensorPrimitives.Dot<float>(point, _points.AsSpan(document * size, size));
            cosines[document] = (cosines[document] + (Weight * Math.Max(alike, 0))) / (1 + Weight);
        }
    }

    private static float[] PointsOf(LearnedSimilarity similarity, IReadOnlyCollection<Question> questions)
    {
        var points = new float[questions.Count * similarity.Size];
        var features = new FeatureBuffer();
        try
        {
            foreach (var (number, question) in questions.Index())
            {
                features.Clear();
                QuestionMatcher.Read(question.Text, similarity.Language, ref features);
                similarity.Place(ref features, points.AsSpan(number * similarity.Size, similarity.Size));
            }
        }
        finally
        {
            features.Dispose();
        }

        return points;
    }
}
