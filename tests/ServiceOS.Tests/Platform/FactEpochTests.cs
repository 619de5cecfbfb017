using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>A log that was restored into another cluster goes on where it was: nothing is lost, nothing is read twice.</summary>
public sealed class FactEpochTests
{
    /// <summary>How much further the first cluster's counter was than the second's.</summary>
    private const long Ahead = 5_000_000_000;

    private static readonly DateTimeOffset s_now = new(2026, 11, 11, 2, 0, 0, TimeSpan.Zero);
    private readonly FactLog _facts = new(new FactSignal());

    [Fact]
    public async Task After_a_restore_readers_see_the_old_facts_and_then_the_new()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = made.Open();
        await WriteAsync(database, "lamp", "lantern");
        await SeesAsync(database, FactCursor.Start, "lamp", "lantern");
        var cursor = (await ReadAsync(database, FactCursor.Start))[0].Cursor;
        cursor = await MoveToOtherClusterAsync(database, cursor);
        Assert.Empty(await ReadAsync(database, cursor));

        await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
        await WriteAsync(database, "new");

        await SeesAsync(database, cursor, "lantern", "new");
        await SeesAsync(database, FactCursor.Start, "lamp", "lantern", "new");
    }

    [Fact]
    public async Task It_is_lifted_again_after_another_restore_and_not_without_one()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = made.Open();
        await WriteAsync(database, "lamp");
        Assert.Null(await LiftAsync(database));

        await MoveToOtherClusterAsync(database, default);
        var first = await LiftAsync(database);
        Assert.Null(await LiftAsync(database));
        await WriteAsync(database, "lantern");
        await MoveToOtherClusterAsync(database, default);
        var second = await LiftAsync(database);

        Assert.True(first >= Ahead - 1_000_000, $"{first}");
        Assert.True(second > first, $"{second}");
        Assert.Null(await LiftAsync(database));
        await WriteAsync(database, "candle");
        await SeesAsync(database, FactCursor.Start, "lamp", "lantern", "candle");
    }

    [Fact]
    public async Task A_long_transaction_beside_it_is_no_reason_to_lift()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var database = made.Open();
        await using var other = made.Open();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var longOne = other.InTransactionAsync(async db =>
        {
            await _facts.AddAsync(db, "t", "late", seq: 0, new Lit(), s_now, CancellationToken.None);
            begun.SetResult();
            await go.Task;
        }, CancellationToken.None);
        await begun.Task;
        await WriteAsync(database, "early");

        Assert.Null(await LiftAsync(database));
        Assert.Empty(await ReadAsync(database, FactCursor.Start));   // it would go before this one, so it is waited for
        go.SetResult();
        await longOne;
        await SeesAsync(database, FactCursor.Start, "late", "early");
    }

    [Fact]
    public async Task The_embedded_log_needs_none_of_it()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var database = made.Open();

        Assert.Null(await LiftAsync(database));
    }

    /// <summary>What a restore into a cluster whose counter is far behind looks like from here.</summary>
    private static async Task<FactCursor> MoveToOtherClusterAsync(Database database, FactCursor cursor)
    {
        await database.InTransactionAsync(async db => await db.RunAsync(
            "update facts set epoch = epoch + @Ahead", new { Ahead }, CancellationToken.None), CancellationToken.None);
        return cursor with { Epoch = cursor.Epoch + Ahead };
    }

    private async Task WriteAsync(Database database, params string[] subjects)
    {
        foreach (var subject in subjects)
            await database.InTransactionAsync(db => _facts.AddAsync(db, "t", subject, seq: 0, new Lit(), s_now, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>A transaction of any other test on the server delays readers for as long as it runs.</summary>
    private static Task SeesAsync(Database database, FactCursor after, params string[] subjects) => Eventually.TrueAsync(
        async () => (await ReadAsync(database, after)).Select(fact => fact.Subject).SequenceEqual(subjects), string.Join(", ", subjects));

    private static Task<IReadOnlyList<FactRow>> ReadAsync(Database database, FactCursor after) =>
        database.ReadAsync(async db => await FactLog.ListAfterAsync(db, after, limit: 100, CancellationToken.None), CancellationToken.None);

    private static Task<long?> LiftAsync(Database database) =>
        database.InTransactionAsync(db => FactEpochs.LiftAsync(db, CancellationToken.None), CancellationToken.None);

    private sealed record Lit : IFact
    {
        public static string Topic => "lamp.lit";
    }
}
