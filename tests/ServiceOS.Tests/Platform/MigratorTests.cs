using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

public sealed class MigratorTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Eight_nodes_that_start_at_once_apply_each_file_once(Engine engine)
    {
        await using var home = await TestDatabase.CreateEmptyAsync(engine);

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var database = home.Open();
            return await Migrator.RunAsync(database, TimeProvider.System, s_stop);
        })));

        var all = applied.SelectMany(files => files).ToList();
        Assert.Contains("0001_platform.sql", all);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_dry_run_names_the_files_and_applies_none(Engine engine)
    {
        await using var home = await TestDatabase.CreateEmptyAsync(engine);
        await using var database = home.Open();

        var planned = await Migrator.DryRunAsync(database, s_stop);

        Assert.Equal(planned, await Migrator.RunAsync(database, TimeProvider.System, s_stop));
        Assert.Empty(await Migrator.DryRunAsync(database, s_stop));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_file_that_was_changed_after_it_had_been_applied_is_refused(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await RunAsync(database, "update migrations set sha256 = 'other' where number = 2");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.RunAsync(database, TimeProvider.System, s_stop));

        Assert.Contains("0002_tenants.sql", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_database_of_the_next_release_is_borne_so_that_nodes_can_be_replaced_one_by_one(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await RunAsync(database, "insert into migrations (number, name, sha256, applied_at, release_number) values (9999, '9999_next.sql', 'x', 0, 2)");

        Assert.Empty(await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None));
        Assert.Empty(await database.ReadAsync(db => Migrator.MissingAsync(db, CancellationToken.None), CancellationToken.None));

        await RunAsync(database, "update migrations set release_number = 3 where number = 9999");
        await Assert.ThrowsAsync<MigrationException>(() => Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_two_releases_away_from_one_that_lives_does_not_start()
    {
        await using var home = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = home.Open();
        await RunAsync(database, """
            insert into nodes (id, name, release_number, started_at, seen_at)
            values ('a', 'till/7', 2, 0, cast(extract(epoch from clock_timestamp()) * 1000 as bigint))
            """);

        await NodeRegistry.RequireNeighboursAsync(database, CancellationToken.None);   // the next release: fine

        await RunAsync(database, "update nodes set release_number = 3");
        var refused = await Assert.ThrowsAsync<BusException>(() => NodeRegistry.RequireNeighboursAsync(database, CancellationToken.None));
        Assert.Contains("till/7", refused.Message, StringComparison.Ordinal);

        await RunAsync(database, "update nodes set seen_at = seen_at - 60000");   // it has gone
        await NodeRegistry.RequireNeighboursAsync(database, CancellationToken.None);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_database_of_a_newer_version_is_refused_and_left_alone(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await RunAsync(database, "delete from migrations where number = 1");   // it would apply this again
        await RunAsync(database, "insert into migrations (number, name, sha256, applied_at) values (9999, '9999_future.sql', 'x', 0)");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => Migrator.RunAsync(database, TimeProvider.System, s_stop));

        Assert.Contains("9999_future.sql", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await database.ReadAsync(async db =>
            await db.GetAsync<long>("select count(*) from migrations where number = 1", args: null, s_stop), s_stop));
    }

    private static Task RunAsync(Database database, string sql) =>
        database.InTransactionAsync(async db => await db.RunAsync(sql, args: null, s_stop), s_stop);
}
