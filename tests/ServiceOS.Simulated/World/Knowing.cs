using Microsoft.Extensions.Logging.Abstractions;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Simulated.World;

/// <summary>What the bot understands: the real reading of texts, learned once for all runs, since knowledge never changes in them.</summary>
internal static class Knowing
{
    public static Understander Understander { get; } = Task.Run(LearnAsync).GetAwaiter().GetResult();

    private static async Task<Understander> LearnAsync()
    {
        using var file = new DiskFile();
        await using var database = Database.OpenOn(new Quiet(file));
        var time = new StandingTime();
        var understander = new Understander(new ModelShelf(
            new KnowledgeBase(database, new TenantTree(database), time), pairs: null, asked: null, time, NullLogger<ModelShelf>.Instance));
        foreach (var (text, locale) in ((string, string)[])[("hello", Locales.English), ("你好", Locales.Chinese)])
            await understander.ReadAsync(Fixture.Shop, locale, text, product: null, CancellationToken.None);
        return understander;
    }

    /// <summary>A clock that stands, so that what was read once is good for ever.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>A storage without anything simulated, to read from.</summary>
    private sealed class Quiet(DiskFile file) : IStorage
    {
        public Engine Engine => Engine.Sqlite;

        public int WritesWaiting => 0;

        public long Statements => 0;

        public StorageFault? WriteFault => null;

        public void WatchCommits(Action<int> tell) { }

        public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => throw new NotSupportedException();

        public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken stop) => work(file.Reader);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
