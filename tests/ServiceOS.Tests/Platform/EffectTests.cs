using ServiceOS.Platform.Data;
using ServiceOS.Platform.Effects;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

public sealed class EffectTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;
    private static readonly DateTimeOffset s_now = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_same_effect_asked_for_sixteen_times_at_once_is_intended_once(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();

        var intended = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => IntendAsync(database, "order-7")));

        Assert.Single(intended, first => first);
        Assert.True(await IntendAsync(database, "order-8"));
        Assert.Equal(EffectState.Pending, await FindAsync(database, "order-7"));
        Assert.Null(await FindAsync(database, "order-9"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task States_go_only_forwards(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        (EffectState From, EffectState To)[] forwards =
        [
            (EffectState.Pending, EffectState.Sent), (EffectState.Pending, EffectState.Confirmed),
            (EffectState.Pending, EffectState.Failed), (EffectState.Pending, EffectState.Unknown),
            (EffectState.Sent, EffectState.Confirmed), (EffectState.Sent, EffectState.Failed), (EffectState.Sent, EffectState.Unknown),
            (EffectState.Unknown, EffectState.Confirmed), (EffectState.Unknown, EffectState.Failed),
        ];

        foreach (var from in Enum.GetValues<EffectState>())
        {
            foreach (var to in Enum.GetValues<EffectState>())
            {
                var key = $"{from}-{to}";
                await IntendAsync(database, key);
                if (from != EffectState.Pending)
                    Assert.True(await MoveAsync(database, key, from));

                var moved = await MoveAsync(database, key, to);

                Assert.Equal(forwards.Contains((from, to)), moved);
                Assert.Equal(moved ? to : from, await FindAsync(database, key));
            }
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Of_two_who_move_it_at_once_one_does(Engine engine)
    {
        await using var home = await TestDatabase.CreateAsync(engine);
        await using var database = home.Open();
        await IntendAsync(database, "order-7");

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MoveAsync(database, "order-7", EffectState.Sent)));

        Assert.Single(moved, first => first);
    }

    private static Task<bool> IntendAsync(Database database, string key) => database.InTransactionAsync(
        db => EffectLedger.IntendAsync(db, "shop", "refund", key, "{}", s_now, s_stop), s_stop);

    private static Task<bool> MoveAsync(Database database, string key, EffectState to) => database.InTransactionAsync(
        db => EffectLedger.MoveAsync(db, "shop", "refund", key, to, providerRef: "p1", detail: null, s_now, s_stop), s_stop);

    private static Task<EffectState?> FindAsync(Database database, string key) => database.ReadAsync(
        db => EffectLedger.FindAsync(db, "shop", "refund", key, s_stop), s_stop);
}
