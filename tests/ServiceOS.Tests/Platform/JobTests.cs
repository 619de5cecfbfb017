using ServiceOS.Platform.Data;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

public sealed class JobTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;
    private static readonly DateTimeOffset s_now = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_until = s_now.AddMinutes(1);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Eight_nodes_take_four_hundred_jobs_once_each(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await database.InTransactionAsync(async db =>
        {
            for (var i = 0; i < 400; i++)
                await JobQueue.AddAsync(db, "shop", "mail", $"job{i}", new { i }, s_now, s_stop);
        }, s_stop);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(async () =>
        {
            var mine = new List<string>();
            for (var round = 0; round < 40; round++)
                mine.AddRange((await TakeAsync(database, $"n{node}", s_now, s_until, 25)).Select(job => job.Business));
            return mine;
        })));

        var all = taken.SelectMany(jobs => jobs).ToList();
        Assert.Equal(400, all.Count);
        Assert.Equal(400, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_same_work_is_queued_once(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => database.InTransactionAsync(
            db => JobQueue.AddAsync(db, "shop", "mail", "same", new { i }, s_now, s_stop), s_stop)));

        var job = Assert.Single(await TakeAsync(database, "n", s_now, s_until, 10));
        Assert.Equal(("shop", "mail", "same", 1, 1), (job.TenantId, job.Queue, job.Business, job.Attempts, job.Token));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Work_is_not_taken_before_its_time_nor_while_another_holds_it(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await database.InTransactionAsync(db => JobQueue.AddAsync(db, "shop", "mail", "later", 7, s_now.AddSeconds(10), s_stop), s_stop);

        Assert.Empty(await TakeAsync(database, "n1", s_now, s_until, 10));
        Assert.Equal(7, Assert.Single(await TakeAsync(database, "n1", s_now.AddSeconds(10), s_until, 10)).Read<int>());
        Assert.Empty(await TakeAsync(database, "n2", s_until, s_until.AddMinutes(1), 10));
        Assert.Single(await TakeAsync(database, "n2", s_until.AddMilliseconds(1), s_until.AddMinutes(1), 10));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_node_that_was_thought_dead_cant_finish_what_another_has_taken(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await database.InTransactionAsync(db => JobQueue.AddAsync(db, "shop", "mail", "job", 0, s_now, s_stop), s_stop);
        var slow = Assert.Single(await TakeAsync(database, "slow", s_now, s_until, 1));
        var quick = Assert.Single(await TakeAsync(database, "quick", s_until.AddSeconds(1), s_until.AddMinutes(1), 1));

        await Assert.ThrowsAsync<FencedException>(() => database.InTransactionAsync(db => JobQueue.FinishAsync(db, slow, s_stop), s_stop));
        await database.InTransactionAsync(db => JobQueue.PutBackAsync(db, slow, "late", s_now, s_stop), s_stop);   // changes nothing
        await database.InTransactionAsync(db => JobQueue.FinishAsync(db, quick, s_stop), s_stop);

        Assert.Empty(await TakeAsync(database, "n", s_now.AddDays(1), s_now.AddDays(2), 10));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Failed_work_comes_back_after_a_pause_and_after_eight_tries_waits_for_a_person(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await database.InTransactionAsync(db => JobQueue.AddAsync(db, "shop", "mail", "job", 0, s_now, s_stop), s_stop);
        var now = s_now;

        for (var attempt = 1; attempt <= JobQueue.AttemptsMax; attempt++)
        {
            var job = Assert.Single(await TakeAsync(database, "n", now, now.AddMinutes(1), 1));
            Assert.Equal(attempt, job.Attempts);
            await database.InTransactionAsync(db => JobQueue.PutBackAsync(db, job, "refused", now, s_stop), s_stop);
            Assert.Empty(await TakeAsync(database, "n", now, now.AddMinutes(1), 1));
            now += JobQueue.PauseAfter(attempt);
        }

        Assert.Empty(await TakeAsync(database, "n", now.AddDays(1), now.AddDays(2), 1));
    }

    private static Task<IReadOnlyList<Job>> TakeAsync(Database database, string node, DateTimeOffset now, DateTimeOffset until, int limit) =>
        database.InTransactionAsync(async db => await JobQueue.TakeAsync(db, "mail", node, now, until, limit, s_stop), s_stop);
}
