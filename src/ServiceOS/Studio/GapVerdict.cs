namespace ServiceOS.Studio;

/// <summary>Decides whether a gap is hidden because somebody has judged it. Pure.</summary>
internal static class GapVerdict
{
    public const string New = "new";
    public const string Similar = "similar";
    public const string Ignore = "ignore";

    /// <summary>So often must it fail after it was dealt with to be shown again: what was published helped not enough.</summary>
    public const int FailuresToReturn = 3;

    /// <summary>The newest verdict on a gap; null when there is none.</summary>
    /// <param name="verdicts">Newest first.</param>
    public static GapVerdictRow? Of(Gap gap, IEnumerable<Judged> verdicts) =>
        verdicts.FirstOrDefault(verdict => gap.Keys.Contains(verdict.Row.Lead) || verdict.Keys.Contains(gap.Title.Key))?.Row;

    /// <param name="days">Over how many days the gap was counted.</param>
    /// <param name="isThere">Whether an item is there: a new one that was never written leaves the gap.</param>
    public static bool Hides(GapVerdictRow verdict, Gap gap, int days, Func<ItemId, bool> isThere) => verdict.Verdict switch
    {
        Ignore => (long)gap.Volume * verdict.Days < 2 * verdict.Volume * days,
        New when verdict.ItemId is { } item && !isThere(item) => false,
        _ => gap.FailedAt.Count(at => at > verdict.At) < FailuresToReturn,
    };
}

/// <summary>A verdict, and the keys of the questions that it was about.</summary>
internal sealed record Judged(GapVerdictRow Row, IReadOnlySet<string> Keys);
