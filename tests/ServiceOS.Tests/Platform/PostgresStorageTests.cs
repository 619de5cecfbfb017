using System.Net.Sockets;
using Npgsql;
using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Platform;

public sealed class PostgresStorageTests() : StorageTests(Engine.Postgres)
{
    [Fact]
    public async Task A_connection_that_died_meanwhile_is_replaced()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "before"), s_stop);
        await Home.KickOutAsync();

        Assert.Equal(["before"], await IdsAsync());
        await Home.KickOutAsync();
        await Database.InTransactionAsync(db => AddAsync(db, "then"), s_stop);
        Assert.Equal(["before", "then"], await IdsAsync());
    }

    [Fact]
    public async Task A_use_case_that_deadlocks_with_another_is_run_again()
    {
        await Database.InTransactionAsync(async db => { await AddAsync(db, "a"); await AddAsync(db, "b"); }, s_stop);
        using var both = new Barrier(2);

        await Task.WhenAll(CrossAsync("a", "b"), CrossAsync("b", "a"));

        Assert.Equal([2, 2], await Database.ReadAsync(async db =>
            await db.ListAsync<long>("select n from things order by id", args: null, s_stop), s_stop));

        Task CrossAsync(string first, string second) => Task.Run(() =>
        {
            var isFirstTry = true;
            return Database.InTransactionAsync(async db =>
            {
                await RaiseAsync(db, first);
                if (isFirstTry)
                    both.SignalAndWait(s_stop);   // each holds what the other wants next
                isFirstTry = false;
                await RaiseAsync(db, second);
            }, s_stop);
        });
    }

    [Fact]
    public async Task A_read_only_database_refuses_writes_lets_reads_go_on_and_heals_by_itself()
    {
        await Database.InTransactionAsync(db => AddAsync(db, "before"), s_stop);
        await Home.ReadOnlyAsync(true);

        var refused = await Assert.ThrowsAsync<StorageException>(() => Database.InTransactionAsync(db => AddAsync(db, "a"), s_stop));

        Assert.Equal(StorageFault.ReadOnly, refused.Fault);
        Assert.Equal(["before"], await IdsAsync());
        await Home.ReadOnlyAsync(false);
        await Database.InTransactionAsync(db => AddAsync(db, "then"), s_stop);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await using var database = Database.Open(Engine.Postgres, "Host=127.0.0.1;Port=1;Username=nobody;Database=nowhere;Timeout=2");

        var refused = await Assert.ThrowsAsync<StorageException>(() => database.InTransactionAsync(_ => Task.CompletedTask, s_stop));

        Assert.Equal(StorageFault.Unreachable, refused.Fault);
    }

    [Fact]
    public void Each_fault_of_the_server_has_its_name()
    {
        Assert.Equal(StorageFault.DiskFull, FaultOf(PostgresErrorCodes.DiskFull));
        Assert.Equal(StorageFault.ReadOnly, FaultOf(PostgresErrorCodes.ReadOnlySqlTransaction));
        Assert.Equal(StorageFault.Overloaded, FaultOf(PostgresErrorCodes.TooManyConnections));
        Assert.Equal(StorageFault.Unreachable, FaultOf(PostgresErrorCodes.AdminShutdown));
        Assert.Equal(StorageFault.Unreachable, FaultOf(PostgresErrorCodes.CannotConnectNow));
        Assert.Null(FaultOf(PostgresErrorCodes.UniqueViolation));

        static StorageFault? FaultOf(string state) => PostgresStorage.FaultOf(new PostgresException("", "ERROR", "ERROR", state));
    }

    [Fact]
    public void A_broken_line_is_unreachable() =>
        Assert.Equal(StorageFault.Unreachable, PostgresStorage.FaultOf(new NpgsqlException("", new SocketException())));

    private static async Task RaiseAsync(Session db, string id) =>
        await db.RunAsync("update things set n = n + 1 where id = @id", new { id }, s_stop);
}
