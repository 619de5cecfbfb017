namespace ServiceOS.Platform.Bus;

/// <summary>The SQL of nodes that works on PostgreSQL only, which is the only engine with more than one.</summary>
internal static class PostgresNodes
{
    /// <summary>The database's clock, ms UTC: nodes whose own clocks differ must agree on who is alive.</summary>
    public const string Now = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
}
