namespace ServiceOS.Simulated.World;

/// <summary>A way in which the program or what it stands on is broken on purpose, to see whether a simulation notices.</summary>
internal sealed record Mutant
{
    /// <summary>Callers hear that their writes are kept before the disk has them.</summary>
    public bool TellsBeforeFsync { get; init; }

    /// <summary>A use case that failed leaves behind what it had done.</summary>
    public bool KeepsWhatFailed { get; init; }

    /// <summary>An effect whose fate is unknown is simply tried again.</summary>
    public bool RetriesUnknown { get; init; }

    /// <summary>What is run instead of a statement.</summary>
    public Func<string, string> Rewrite { get; init; } = sql => sql;

    /// <summary>How many rows a statement says that it changed, whatever it did.</summary>
    public Func<string, int, int> Claim { get; init; } = (_, changed) => changed;
}
