using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>What every publication goes through, at once or in stages: golden questions must come out as agreed, and a replay must not
/// have shown too many lost answers, unless somebody says why.</summary>
/// <remarks>
/// What would be is learned and asked outside the transaction, which then only writes: the one writer of the embedded engine is
/// not held up. That nothing it was judged by changed meanwhile is seen from the node's revision, the publications above, and the
/// questions themselves; else it is judged again.
/// </remarks>
internal sealed class Gate(Database database, TenantTree tree, RunGolden golden)
{
    /// <summary>How often it is judged again, before whoever publishes is told that colleagues are at work.</summary>
    public const int TriesMax = 5;

    /// <param name="despite">Publishes although something breaks that was seen to; null: it must not.</param>
    public async Task<Passage> AskAsync(Tenant node, Proposal proposal, Despite? despite, CancellationToken stop)
    {
        var run = await golden.RunAsync(node, proposal, stop);
        var broken = run.With(Golden.Breaks);
        // a replay asks all that waits: of a part of it, or of what was kept earlier, it tells nothing
        var lost = proposal is Proposal.Waiting { Items: null } ? await LostAsync(node, run.Stamp, stop) : null;
        var isHeld = broken.Any(one => despite?.Questions?.Contains(one.Golden.Id, StringComparer.Ordinal) != true)
            || (lost is not null && despite?.Replay != lost.Replay);
        var overruling = isHeld || (broken.Count == 0 && lost is null)
            ? null
            : new Overruling(despite!.Reason, [.. broken.Select(one => one.Golden.Question)], lost?.Lost ?? 0);
        return new(run, isHeld, broken, lost, overruling);
    }

    /// <summary>What the newest replay of this very knowledge shows to be lost; null when that is within the limit, or none was run.</summary>
    private async Task<LostAnswers?> LostAsync(Tenant node, KnowledgeStamp stamp, CancellationToken stop)
    {
        if (await database.ReadAsync(async db => await ReplayStore.FindOfAsync(db, node.Id, stamp.Text, stop), stop) is not { Summary: { } json } replay)
            return null;
        var summary = JsonSerializer.Deserialize<ReplaySummary>(json, JsonSerializerOptions.Web)!;
        var (lost, share) = (summary.Kinds.GetValueOrDefault("lost"), (await tree.SettingsAsync(node.Id, stop)).ReplayLostMax);
        return lost > summary.Questions * share ? new(replay.Id, lost, summary.Questions, share) : null;
    }
}

/// <summary>How a publication fares at the gate.</summary>
/// <param name="IsHeld">It is refused: something breaks that nobody has given a reason for.</param>
/// <param name="Broken">Questions that come out as agreed now, and would not any more.</param>
/// <param name="Lost">What a replay shows to be lost, when that is more than is allowed.</param>
/// <param name="Overruling">Why it goes through although something breaks; null when nothing does, or when it is refused.</param>
internal sealed record Passage(GoldenRun Run, bool IsHeld, IReadOnlyList<GoldenResult> Broken, LostAnswers? Lost, Overruling? Overruling)
{
    /// <summary>Those that come out otherwise even now, which hinder nothing.</summary>
    public IReadOnlyList<GoldenResult> Failing => Run.With(Golden.Fails);
}

/// <summary>Real questions that are answered, and would not be any more.</summary>
/// <param name="Replay">The replay that shows them.</param>
/// <param name="Lost">How many, each as often as it was asked.</param>
/// <param name="Questions">Of how many.</param>
/// <param name="ShareMax">Which part may be, 0–1.</param>
internal sealed record LostAnswers(string Replay, int Lost, int Questions, double ShareMax);

/// <summary>Why something is to be published although something breaks.</summary>
/// <param name="Questions">The ids of the golden questions that were seen to break; another that breaks holds it up all the same.</param>
/// <param name="Replay">The replay whose lost answers were seen.</param>
internal sealed record Despite(string Reason, IReadOnlyList<string>? Questions, string? Replay = null);
