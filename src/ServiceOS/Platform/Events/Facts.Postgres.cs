namespace ServiceOS.Platform.Events;

/// <summary>
/// The log's order on PostgreSQL: by writing transaction, and only those below the oldest one still running, so that a
/// fact that commits late is never behind a reader's cursor.
/// </summary>
internal static class PostgresFacts
{
    public const string After = """
        (epoch, position) > (@Epoch, @Position)
        and epoch < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        """;

    public const string InOrder = "epoch, position";

    public const string Head = """
        select coalesce(max(epoch), 0) as epoch, coalesce(max(position), 0) as position
        from (select epoch, position from facts
              where epoch < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
              order by epoch desc, position desc limit 1) newest
        """;
}
