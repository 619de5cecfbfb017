using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Values_and_vectors_give_the_matrix_again()
    {
        const int Size = 12;
        var random = new Random(3);
        var matrix = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var k = 0; k <= i; k++)
                matrix[(i * Size) + k] = matrix[(k * Size) + i] = random.NextDouble() - 0.5;
        }

        var (values, vectors) = SymmetricEigen.Of([.. matrix], Size);
        var again = SymmetricEigen.Apply(matrix, Size, value => value);

        Assert.Equal(values.OrderDescending(), values);
        Assert.All(Enumerable.Range(0, matrix.Length), i => Assert.Equal(matrix[i], again[i], 1e-9));
        Assert.All(Enumerable.Range(0, Size), k => Assert.Equal(
            1, Enumerable.Range(0, Size).Sum(i => vectors[(i * Size) + k] * vectors[(i * Size) + k]), 1e-9));
    }

    [Fact]
    public void The_square_root_squared_is_the_matrix()
    {
        double[] matrix = [2, 1, 1, 3];

        var root = SymmetricEigen.Apply(matrix, 2, Math.Sqrt);

        Assert.Equal(2, (root[0] * root[0]) + (root[1] * root[2]), 1e-12);
        Assert.Equal(1, (root[0] * root[1]) + (root[1] * root[3]), 1e-12);
        Assert.Equal(3, (root[2] * root[1]) + (root[3] * root[3]), 1e-12);
    }
}
