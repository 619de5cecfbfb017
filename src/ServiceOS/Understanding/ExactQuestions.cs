using ServiceOS.Analysis.Text;

namespace ServiceOS.Understanding;

/// <summary>Finds what is asked for in just the words that somebody wrote down for it. Never changes; allocates nothing when asked.</summary>
/// <remarks>
/// Nearness alone gives such a text 70 % where a neighbour is near, too little for a shop that answers from 75 % on. Case, spaces and
/// punctuation don't count.
/// </remarks>
internal sealed class ExactQuestions
{
    private const int Ambiguous = -1;
    private const ulong HashStart = 14695981039346656037;   // FNV-1a, 64 bits: no two of some thousand questions meet by chance
    private const ulong HashPrime = 1099511628211;

    private readonly Dictionary<ulong, int> _numbers;

    private ExactQuestions(Dictionary<ulong, int> numbers) => _numbers = numbers;

    /// <param name="questions">The merchant's own first, then those of nodes above it, then those of skills.</param>
    /// <param name="originOf">Whose an item is.</param>
    public static ExactQuestions Of(IReadOnlyList<Question> questions, Func<int, TenantId?> originOf)
    {
        var first = new Dictionary<ulong, Question>(questions.Count);
        var ambiguous = new HashSet<ulong>();
        foreach (var question in questions)
        {
            if (HashOf(Normaliser.Normalise(question.Text)) is not { } hash || first.TryAdd(hash, question))
                continue;
            var known = first[hash];
            if (known.Item == question.Item || originOf(known.Item) != originOf(question.Item))
                continue;   // what is nearer to the shop stands before what it inherits
            if (known.IsStandard == question.IsStandard)
                ambiguous.Add(hash);
            else if (question.IsStandard)
                first[hash] = question;
        }
        return new(first.ToDictionary(pair => pair.Key, pair => ambiguous.Contains(pair.Key) ? Ambiguous : pair.Value.Item));
    }

    public int? Find(ReadOnlySpan<char> text) =>
        HashOf(text) is { } hash && _numbers.TryGetValue(hash, out var number) && number != Ambiguous ? number : null;

    /// <summary>Of the letters and digits; null when there are none.</summary>
    private static ulong? HashOf(ReadOnlySpan<char> text)
    {
        var (hash, count) = (HashStart, 0);
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
                continue;
            hash = (hash ^ c) * HashPrime;
            count++;
        }
        return count == 0 ? null : hash;
    }
}
