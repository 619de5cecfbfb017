namespace ServiceOS.Platform.Events;

/// <summary>
/// The log's order on PostgreSQL: by writing transaction, and only those below the oldest one still running, so that a
/// fact that commits late is never behind a reader's cursor.
/// </summary>
internal static class PostgresFacts
{
    /// <summary>What a reader has not taken in, also what it can't see yet because an older transaction still runs.</summary>
    public const string Unread = "(epoch, position) > (@Epoch, @Position)";

    public const string After = $"{Unread} and {IsSettled}";

    public const string InOrder = "epoch, position";

    /// <summary>True of a fact before which none can come any more.</summary>
    public const string IsSettled = "epoch < fact_horizon()";

    public const string Head = """
        select coalesce(max(epoch), 0) as epoch, coalesce(max(position), 0) as position
        from (select epoch, position from facts
              where epoch < fact_horizon()
              order by epoch desc, position desc limit 1) newest
        """;
}
