using ServiceOS.Platform.Data;
using ServiceOS.Tests.Metrics;
using ServiceOS.Tests.Support;
using ServiceOS.Verification;

namespace ServiceOS.Tests.Verification;

/// <summary>The checker finds nothing where nothing is wrong, and whatever is broken by hand it finds: that, and only that.</summary>
public sealed class VerifyTests(Days days) : IClassFixture<Days>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, string> Mutations =>
        [.. from engine in new[] { Engine.Sqlite, Engine.Postgres } from mutation in Mutation.All select new TheoryDataRow<Engine, string>(engine, mutation.Name)];

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_little_day_is_without_a_fault(Engine engine)
    {
        var day = await days.OfAsync(engine);
        await using var database = Database.OpenReadOnly(engine, day.Database.Connection);

        var report = await RunAsync(database, day.Time, [day.Ledger], day.Database.Folder);

        AssertGood(report);
        Assert.All(report.Checks.Where(check => check.Id != "I5.money"), check => Assert.True(check.Checked > 0 || check.Id == "I7.turns", $"{check.Id} looked at nothing"));
        Assert.Null(report.Checks.Single(check => check.Id == "I7.present").Note);
    }

    /// <summary>While the server runs: who has just been silent, what has just come in and what is not yet counted is no fault.</summary>
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_busy_day_is_without_a_fault_at_any_time(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(made, new ManualTime(new(2026, 11, 11, 15, 13, 0, TimeSpan.Zero)));
        await using var database = Database.OpenReadOnly(engine, made.Connection);
        var day = new BusyDay(shop, seed: 11);
        await day.ComeToWorkAsync();

        for (var i = 0; i < 6; i++)
        {
            await day.GoOnAsync(steps: 10);
            AssertGood(await RunAsync(database, shop.Server.Time, [], made.Folder));
        }
    }

    [Theory, MemberData(nameof(Mutations))]
    public async Task What_is_broken_by_hand_is_found(Engine engine, string name)
    {
        var day = await days.OfAsync(engine);
        var mutation = Mutation.All.Single(one => one.Name == name);

        var report = await day.TryAsync(async db =>
        {
            await mutation.ApplyAsync(db, day.Names, Stop);
            return await new VerifyDatabase(day.Time).LookAsync(db, [LedgerFile.Open(day.Ledger)], day.Database.Folder, Stop);
        });

        var broken = report.Checks.Where(check => check.Broken > 0).ToList();
        Assert.Equal(mutation.Broken, broken.Select(check => check.Id));
        Assert.Contains(broken, check => check.Example!.Says.Contains(mutation.Says, StringComparison.Ordinal));
        Assert.All(broken, check => Assert.True(
            check.Example is { Row: not null } or { Agent: not null } or { Id: not null, Facts.Count: > 0 } or { Id: not null, Messages.Count: > 0 }, $"{check.Id} shows no row"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_file_that_was_changed_on_disk_is_found(Engine engine)
    {
        await using var day = await Day.LiveAsync(engine);
        var file = Directory.GetFiles(Path.Combine(day.Database.Folder, "files"), "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stop);
        await using var database = Database.OpenReadOnly(engine, day.Database.Connection);

        var broken = (await RunAsync(database, day.Time, [], day.Database.Folder)).Checks.Single(check => check.Broken > 0);

        Assert.Equal("files.bytes", broken.Id);
        Assert.Contains("has the hash", broken.Example!.Says, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Silence_is_not_judged_where_the_clocks_can_not_be_believed(Engine engine)
    {
        var day = await days.OfAsync(engine);
        var silent = Mutation.All.Single(one => one.Name == "a silent agent has it");
        var before = new ManualTime(day.Time.GetUtcNow() - TimeSpan.FromDays(1));

        var (ahead, back) = await day.TryAsync(async db =>
        {
            await silent.ApplyAsync(db, day.Names, Stop);
            var seenFromBefore = await new VerifyDatabase(before).LookAsync(db, [], dataFolder: null, Stop);
            await db.RunAsync("update facts set at = at + 86400000 where position = (select min(position) from facts)", args: null, Stop);
            return (seenFromBefore, await new VerifyDatabase(new ManualTime(day.Time.GetUtcNow() + TimeSpan.FromDays(2))).LookAsync(db, [], dataFolder: null, Stop));
        });

        foreach (var (report, why) in new[] { (ahead, "by this machine's clock it is"), (back, "the clock went back") })
        {
            var present = report.Checks.Single(check => check.Id == "I7.present");
            Assert.Equal(0, present.Broken);
            Assert.Contains(why, present.Note, StringComparison.Ordinal);
        }
    }

    internal static async Task<Report> RunAsync(Database database, TimeProvider time, IReadOnlyList<string> ledgers, string? folder) =>
        Assert.IsType<VerifyDatabase.Outcome.Done>(await new VerifyDatabase(time).RunAsync(database, ledgers, folder, Stop)).Report;

    internal static void AssertGood(Report report) => Assert.True(report.Ok, string.Join('\n', report.Checks.Where(check => check.Broken > 0)
        .Select(check => $"{check.Id}: {check.Broken} broken, {System.Text.Json.JsonSerializer.Serialize(check.Example)}")));
}
