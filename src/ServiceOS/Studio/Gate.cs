using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>What every publication goes through, at once or in stages: golden questions must come out as agreed, unless somebody says why not.</summary>
/// <remarks>
/// What would be is learned and asked outside the transaction, which then only writes: the one writer of the embedded engine is
/// not held up. That nothing it was judged by changed meanwhile is seen from the node's revision, the publications above, and the
/// questions themselves; else it is judged again.
/// </remarks>
internal sealed class Gate(RunGolden golden)
{
    /// <summary>How often it is judged again, before whoever publishes is told that colleagues are at work.</summary>
    public const int TriesMax = 5;

    /// <param name="despite">Publishes although these questions break; null: it must not.</param>
    public async Task<Passage> AskAsync(Tenant node, Proposal proposal, Despite? despite, CancellationToken stop)
    {
        var run = await golden.RunAsync(node, proposal, stop);
        var broken = run.With(Golden.Breaks);
        var isHeld = broken.Any(one => despite?.Questions.Contains(one.Golden.Id, StringComparer.Ordinal) != true);
        return new(run, isHeld, broken, isHeld || broken.Count == 0 ? null : new(despite!.Reason, [.. broken.Select(one => one.Golden.Question)]));
    }
}

/// <summary>How a publication fares at the gate.</summary>
/// <param name="IsHeld">It is refused: something breaks that nobody has given a reason for.</param>
/// <param name="Broken">Questions that come out as agreed now, and would not any more.</param>
/// <param name="Overruling">Why it goes through although something breaks; null when nothing does, or when it is refused.</param>
internal sealed record Passage(GoldenRun Run, bool IsHeld, IReadOnlyList<GoldenResult> Broken, Overruling? Overruling)
{
    /// <summary>Those that come out otherwise even now, which hinder nothing.</summary>
    public IReadOnlyList<GoldenResult> Failing => Run.With(Golden.Fails);
}

/// <summary>Why something is to be published although something breaks.</summary>
/// <param name="Questions">The ids of the golden questions that were seen to break; another that breaks holds it up all the same.</param>
internal sealed record Despite(string Reason, IReadOnlyList<string> Questions);
