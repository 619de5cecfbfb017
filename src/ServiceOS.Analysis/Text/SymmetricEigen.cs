namespace ServiceOS.Analysis.Text;

/// <summary>Eigenvalues and vectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5).</summary>
internal static class SymmetricEigen
{
    private const int SweepsMax = 30;

    /// <param name="matrix">Row by row; is spoilt.</param>
    /// <param name="size">Rows.</param>
    /// <returns>Largest value first; vectors are columns.</returns>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int size)
    {
        // vectors are kept as rows while rotating, so that both loops run along memory
        var rows = new double[size * size];
        for (var i = 0; i < size; i++)
            rows[(i * size) + i] = 1;
        for (var sweep = 0; sweep < SweepsMax; sweep++)
        {
            var (off, diagonal) = (0.0, 0.0);
            for (var i = 0; i < size; i++)
            {
                diagonal += matrix[(i * size) + i] * matrix[(i * size) + i];
                for (var k = i + 1; k < size; k++)
                    off += matrix[(i * size) + k] * matrix[(i * size) + k];
            }
            if (off <= 1e-18 * diagonal)
                break;
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++)
                    Rotate(matrix, rows, size, p, q);
            }
        }
        var order = Enumerable.Range(0, size).OrderByDescending(i => matrix[(i * size) + i]).ToArray();
        var vectors = new double[size * size];
        for (var k = 0; k < size; k++)
        {
            for (var i = 0; i < size; i++)
                vectors[(i * size) + k] = rows[(order[k] * size) + i];
        }
        return ([.. order.Select(i => matrix[(i * size) + i])], vectors);
    }

    /// <summary>The matrix with the same vectors whose values are a function of this one's.</summary>
    public static double[] Apply(double[] matrix, int size, Func<double, double> function)
    {
        var (values, vectors) = Of([.. matrix], size);
        var result = new double[size * size];
        for (var m = 0; m < size; m++)
        {
            var value = function(values[m]);
            for (var i = 0; i < size; i++)
            {
                var left = vectors[(i * size) + m] * value;
                for (var k = 0; k < size; k++)
                    result[(i * size) + k] += left * vectors[(k * size) + m];
            }
        }

        return result;
    }

    private static void Rotate(double[] a, double[] rows, int size, int p, int q)
    {
        var apq = a[(p * size) + q];
        if (Math.Abs(apq) < 1e-300)
            return;
        var theta = (a[(q * size) + q] - a[(p * size) + p]) / (2 * apq);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var i = 0; i < size; i++)   // columns
        {
            var (x, y) = (a[(i * size) + p], a[(i * size) + q]);
            a[(i * size) + p] = (c * x) - (s * y);
            a[(i * size) + q] = (s * x) + (c * y);
        }
        Turn(a.AsSpan(p * size, size), a.AsSpan(q * size, size), c, s);
        Turn(rows.AsSpan(p * size, size), rows.AsSpan(q * size, size), c, s);
    }

    private static void Turn(Span<double> first, Span<double> second, double c, double s)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i], second[i]);
            first[i] = (c * x) - (s * y);
            second[i] = (s * x) + (c * y);
        }
    }
}
