using System.Text.Json.Serialization;

namespace ServiceOS.Verification;

/// <summary>One thing that must always be so: how often it was looked at, how often it was not so, and where first.</summary>
/// <param name="id">Short, stable: the invariant and what of it.</param>
/// <param name="what">The invariant as a sentence that is true when it holds.</param>
internal sealed class Check(string id, string what)
{
    public string Id => id;

    public string What => what;

    public long Checked { get; private set; }

    public long Broken { get; private set; }

    public Breach? First { get; private set; }

    /// <summary>Why some of it could not be looked at; null: all was.</summary>
    public string? Note { get; set; }

    public void Saw(long more = 1) => Checked += more;

    public void Break(Breach breach)
    {
        Broken++;
        First ??= breach;
    }
}

/// <summary>A case in which it is not so, and where to look. What stands around it is read later, for the first case only.</summary>
/// <param name="Says">What is wrong, in a sentence.</param>
internal sealed record Breach(string Says)
{
    /// <summary>Whose row, messages, turns and facts to show.</summary>
    public string? Conversation { get; init; }

    /// <summary>Around which place in it; null: the newest.</summary>
    public long? Seq { get; init; }

    public string? Agent { get; init; }

    /// <summary>The ledger's line, as <c>file:number</c>.</summary>
    public string? Ledger { get; init; }

    /// <summary>The row that is wrong, when it is none of a conversation's.</summary>
    public object? Row { get; init; }
}

/// <summary>What a check found.</summary>
/// <param name="Checked">How many rows, messages, lines …: what they are follows from <paramref name="What"/>.</param>
/// <param name="Broken">How many of them are wrong, at least.</param>
/// <param name="Example">The first one; null when there is none.</param>
/// <param name="Note">What could not be looked at, and why.</param>
internal sealed record CheckResult(
    string Id, string What, long Checked, long Broken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CounterExample? Example, string? Note);

/// <summary>What the checker found.</summary>
internal sealed record Report(IReadOnlyList<CheckResult> Checks)
{
    public bool Ok => Checks.All(check => check.Broken == 0);
}
