using System.Numerics.Tensors;

namespace ServiceOS.Analysis.Text;

/// <summary>The directions along which texts differ most: words that come with the same others point the same way.</summary>
/// <remarks>
/// Latent semantic analysis (Deerwester et al. 1990) of the texts' vectors by a randomised singular value decomposition with two
/// power iterations (Halko, Martinsson and Tropp 2011). Features of a single text are left out: they say nothing about others.
/// </remarks>
internal sealed class LatentSpace
{
    private const int Spare = 10;
    private const int PowerIterations = 2;

    private readonly int[] _rowOf;     // by feature its row; -1 when it is left out
    private readonly float[] _rows;    // by row, then dimension

    private LatentSpace(int dimensions, int[] rowOf, float[] rows) => (Dimensions, _rowOf, _rows) = (dimensions, rowOf, rows);

    public int Dimensions { get; }

    public long Bytes => (4L * _rowOf.Length) + (4L * _rows.Length);

    public static LatentSpace Of(SparseRows texts, int dimensions, CancellationToken stop)
    {
        var (rowOf, count) = Shared(texts);
        var size = Math.Min(dimensions + Spare, Math.Max(1, Math.Min(count, texts.Count)));
        var basis = new float[count * size];
        var random = new Random(1);
        for (var i = 0; i < basis.Length; i++)
            basis[i] = Gaussian(random);
        var images = new float[texts.Count * size];
        for (var iteration = 0; iteration <= PowerIterations; iteration++)
        {
            stop.ThrowIfCancellationRequested();
            Multiply(texts, rowOf, basis, images, size, isBack: false);
            Orthonormalise(images, texts.Count, size);
            Multiply(texts, rowOf, basis, images, size, isBack: true);
            if (iteration < PowerIterations)
                Orthonormalise(basis, count, size);
        }
        // basis is now (Aᵀ Q): its own principal directions are the right singular vectors
        var (values, vectors) = SymmetricEigen.Of(Gram(basis, count, size), size);
        var kept = Math.Min(dimensions, size);
        var rows = new float[count * kept];
        var turned = new double[size];
        for (var row = 0; row < count; row++)
        {
            var from = basis.AsSpan(row * size, size);
            for (var k = 0; k < kept; k++)
            {
                var sum = 0.0;
                for (var i = 0; i < size; i++)
                    sum += from[i] * vectors[(i * size) + k];
                rows[(row * kept) + k] = values[k] > 1e-9 ? (float)(sum / Math.Sqrt(values[k])) : 0;
            }
        }
        return new(kept, rowOf, rows);
    }

    /// <summary>Where a text lies, as a point at distance 1; all 0 when none of its features is known.</summary>
    public void Project(ReadOnlySpan<int> features, ReadOnlySpan<float> values, Span<float> into)
    {
        into.Clear();
        for (var i = 0; i < features.Length; i++)
        {
            if (_rowOf[features[i]] is >= 0 and var row)
                TensorPrimitives.MultiplyAdd(_rows.AsSpan(row * Dimensions, Dimensions), values[i], into, into);
        }

        var length = TensorPrimitives.Norm<float>(into);
        if (length > 0)
            TensorPrimitives.Divide(into, length, into);
    }

    /// <summary>The same space under another measure.</summary>
    /// <param name="turn">Symmetric, of <see cref="Dimensions"/> rows; by it each point is multiplied.</param>
    public LatentSpace Turned(double[] turn)
    {
        var rows = new float[_rows.Length];
        for (var at = 0; at < rows.Length; at += Dimensions)
        {
            for (var i = 0; i < Dimensions; i++)
            {
                var sum = 0.0;
                for (var k = 0; k < Dimensions; k++)
                    sum += turn[(i * Dimensions) + k] * _rows[at + k];
                rows[at + i] = (float)sum;
            }
        }

        return new(Dimensions, _rowOf, rows);
    }

    private static (int[] RowOf, int Count) Shared(SparseRows texts)
    {
        var counts = new int[texts.FeatureCount];
        for (var text = 0; text < texts.Count; text++)
        {
            foreach (var feature in texts.FeaturesOf(text))
                counts[feature]++;
        }
        var rowOf = new int[counts.Length];
        var count = 0;
        for (var feature = 0; feature < counts.Length; feature++)
            rowOf[feature] = counts[feature] > 1 ? count++ : -1;
        return (rowOf, count);
    }

    /// <summary>Texts from their features, or back: features from their texts.</summary>
    private static void Multiply(SparseRows texts, int[] rowOf, float[] basis, float[] images, int size, bool isBack)
    {
        Array.Clear(isBack ? basis : images);
        for (var text = 0; text < texts.Count; text++)
        {
            var image = images.AsSpan(text * size, size);
            var features = texts.FeaturesOf(text);
            var values = texts.ValuesOf(text);
            for (var i = 0; i < features.Length; i++)
            {
                if (rowOf[features[i]] is not (>= 0 and var row))
                    continue;
                var direction = basis.AsSpan(row * size, size);
                if (isBack)
                    TensorPrimitives.MultiplyAdd(image, values[i], direction, direction);
                else
                    TensorPrimitives.MultiplyAdd(direction, values[i], image, image);
            }
        }
    }

    private static double[] Gram(float[] rows, int count, int size)
    {
        var sums = new double[size * size];
        var part = new float[size * size];
        for (var row = 0; row < count; row++)
        {
            var from = rows.AsSpan(row * size, size);
            for (var i = 0; i < size; i++)
            {
                var into = part.AsSpan((i * size) + i, size - i);
                TensorPrimitives.MultiplyAdd(from[i..], from[i], into, into);
            }
            if (row % 256 == 255 || row == count - 1)   // single precision only over short stretches
            {
                for (var i = 0; i < part.Length; i++)
                    sums[i] += part[i];
                Array.Clear(part);
            }
        }
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                sums[(i * size) + k] = sums[(k * size) + i];
        }
        return sums;
    }

    /// <summary>By Cholesky's factor of the Gram matrix; nearly is enough, the last step is exact.</summary>
    private static void Orthonormalise(float[] rows, int count, int size)
    {
        var gram = Gram(rows, count, size);
        var trace = 0.0;
        for (var i = 0; i < size; i++)
            trace += gram[(i * size) + i];
        for (var i = 0; i < size; i++)
            gram[(i * size) + i] += (trace / size * 1e-6) + 1e-12;
        for (var i = 0; i < size; i++)   // L in place, lower
        {
            for (var k = 0; k <= i; k++)
            {
                var sum = gram[(i * size) + k];
                for (var m = 0; m < k; m++)
                    sum -= gram[(i * size) + m] * gram[(k * size) + m];
                gram[(i * size) + k] = i == k ? Math.Sqrt(Math.Max(sum, 1e-20)) : sum / gram[(k * size) + k];
            }
        }
        var lower = new float[size * size];
        for (var i = 0; i < lower.Length; i++)
            lower[i] = (float)gram[i];
        for (var row = 0; row < count; row++)   // x Lᵀ = y: forward
        {
            var y = rows.AsSpan(row * size, size);
            for (var i = 0; i < size; i++)
                y[i] = (y[i] - TensorPrimitives.Dot<float>(y[..i], lower.AsSpan(i * size, i))) / lower[(i * size) + i];
        }
    }

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
