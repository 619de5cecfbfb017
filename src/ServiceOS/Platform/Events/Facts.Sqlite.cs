namespace ServiceOS.Platform.Events;

/// <summary>The log's order on SQLite: one writer, so the order of positions is the order of commits.</summary>
internal static class SqliteFacts
{
    public const string After = "position > @Position";
    public const string InOrder = "position";
    public const string IsSettled = "true";
    public const string Head = "select 0 as epoch, coalesce(max(position), 0) as position from facts";
}
