using ServiceOS.Analysis.Text;

namespace ServiceOS.Understanding;

/// <summary>What a model learns from besides the knowledge.</summary>
/// <param name="Pairs">What people said about which texts ask for the same; too few teach nothing.</param>
/// <param name="Asked">What consumers asked, which nobody has labelled: it teaches their words where a shop wrote few of its own.</param>
internal sealed record Lessons(IReadOnlyList<JudgedPair> Pairs, IReadOnlyList<string> Asked)
{
    public static readonly Lessons None = new([], []);
}
