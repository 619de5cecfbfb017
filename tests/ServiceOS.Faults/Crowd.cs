using System.Diagnostics;

namespace ServiceOS.Faults;

/// <summary>Consumers who talk and follow while something goes wrong, and the judgement afterwards.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int Size = 9;
    private static readonly TimeSpan s_settleMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly Cluster _cluster;
    private readonly Ledger _ledger = new();
    private readonly CancellationTokenSource _talkingStops = new();
    private readonly CancellationTokenSource _followingStops = new();
    private readonly List<Roamer> _roamers;
    private Task _talking = Task.CompletedTask;
    private Task _following = Task.CompletedTask;

    private Crowd(Cluster cluster)
    {
        _cluster = cluster;
        _roamers = [.. Enumerable.Range(0, Size).Select(number => new Roamer(number, cluster.Urls, _ledger))];
    }

    public int Acknowledged => _ledger.Acknowledged;

    public static async Task<Crowd> OpenAsync(Cluster cluster)
    {
        var crowd = new Crowd(cluster);
        foreach (var roamer in crowd._roamers)
            await roamer.OpenAsync();
        crowd._talking = Task.WhenAll(crowd._roamers.Select(roamer => Task.Run(() => roamer.TalkAsync(crowd._talkingStops.Token))));
        crowd._following = Task.WhenAll(crowd._roamers.Select(roamer => Task.Run(() => roamer.FollowAsync(crowd._followingStops.Token))));
        return crowd;
    }

    /// <summary>Seconds without an acknowledgement, of those who noticed anything since a moment.</summary>
    public List<double> OutagesSince(long moment) =>
        [.. _roamers.SelectMany(roamer => roamer.Gaps).Where(gap => gap.From >= moment).Select(gap => Stopwatch.GetElapsedTime(gap.From, gap.To).TotalSeconds)];

    /// <summary>Waits until a node shows an answer to everything that was said by now.</summary>
    /// <returns>Seconds since <paramref name="moment"/>.</returns>
    public async Task<double> AnsweredAsync(Uri node, long moment)
    {
        using var patience = new CancellationTokenSource(s_settleMax, TimeProvider.System);
        foreach (var roamer in _roamers)
        {
            // while it talks there is always a newest message without an answer: all but two may be without for a moment
            while (await roamer.UnansweredAsync(node) > 2)
                await Task.Delay(s_look, TimeProvider.System, patience.Token);
        }
        return Stopwatch.GetElapsedTime(moment).TotalSeconds;
    }

    /// <summary>Waits until every consumer has had another message acknowledged, and says how long that took, s.</summary>
    public async Task<double> HealedAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var before = _roamers.ToDictionary(roamer => roamer, roamer => roamer.Said);
        using var patience = new CancellationTokenSource(s_settleMax, TimeProvider.System);
        while (_roamers.Exists(roamer => roamer.Said == before[roamer]))
            await Task.Delay(s_look, TimeProvider.System, patience.Token);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Lets everybody finish, and compares all that was promised with all that there is.</summary>
    public async Task SettleAsync()
    {
        await _talkingStops.CancelAsync();
        await _talking;
        using var patience = new CancellationTokenSource(s_settleMax, TimeProvider.System);
        foreach (var roamer in _roamers)
        {
            foreach (var node in _cluster.Urls)
                await UntilAsync(async () => await roamer.UnansweredAsync(node) == 0, $"{node} has no answer in {roamer.Conversation}", patience.Token);
            await UntilAsync(async () => roamer.Followed >= await roamer.CountAsync(_cluster.Urls[0]), $"the follower of {roamer.Conversation} lags", patience.Token);
        }
        await _followingStops.CancelAsync();
        await _following;
        foreach (var roamer in _roamers)
            await roamer.CheckAsync(_cluster.Urls);
        await _cluster.VerifyAsync(_ledger);
    }

    /// <summary>Fails with how the nodes stand, since they will be gone when somebody reads it.</summary>
    private async Task UntilAsync(Func<Task<bool>> isSo, string what, CancellationToken patience)
    {
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"{what} after {s_settleMax.TotalSeconds} s: {await _cluster.StandingAsync()}");
            await Task.Delay(s_look, TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _talkingStops.CancelAsync();
        await _followingStops.CancelAsync();
        await Task.WhenAll(_talking, _following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var roamer in _roamers)
            roamer.Dispose();
        _talkingStops.Dispose();
        _followingStops.Dispose();
    }
}
