using System.Globalization;
using System.Text.Json;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Simulation;

/// <summary>One simulated agent at the desk, over HTTP: present, answering what waits, closing what is done.</summary>
/// <remarks>Works as anybody at the shop would, whoever the consumer is; which shops have one is decided by <see cref="Traffic"/>.</remarks>
internal sealed class Shift(ServiceClient client, DemoUser user, Dice dice, WorldShoppers world, double pace, TrafficTally tally, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(60);
    private static readonly string[] s_categories = ["product", "order", "delivery", "return", "promotion", "quality"];
    private const int RepliesMax = 3;

    private readonly Dictionary<string, int> _replies = new(StringComparer.Ordinal);
    private long _sent;

    /// <summary>Until told to stop; then signs out.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (await client.PostAsync("/v1/staff-sessions", new { name = user.Name, password = user.Password }, stop) is null)
            return;
        try
        {
            await client.PutAsync("/v1/desk/presence", new { state = "online" }, stop);
            var beaten = time.GetUtcNow();
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(s_look * Math.Max(pace, 0.2), time, stop);
                if (time.GetUtcNow() - beaten >= s_beat)
                {
                    beaten = time.GetUtcNow();
                    await client.PostAsync("/v1/desk/presence/heartbeat", new { }, stop);
                }
                await ServeAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            await SignOutAsync();
        }
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        if (await client.GetAsync("/v1/desk/conversations?view=mine", stop) is not { } list)
            return;
        var rows = list.GetProperty("items").EnumerateArray().ToList();
        if (rows.Count == 0 && list.GetProperty("counts").GetProperty("queue").GetInt64() > 0)
            await client.PostAsync("/v1/desk/take-next", new { }, stop);
        foreach (var row in rows)
        {
            if (Has(row, "waitingSince"))
                await ReplyAsync(row, stop);
            else if (IsOver(row))
                await CloseAsync(row, stop);
        }
        var open = rows.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _replies.Keys.Where(id => !open.Contains(id)).ToList())
            _replies.Remove(gone);
    }

    private async Task ReplyAsync(JsonElement row, CancellationToken stop)
    {
        var id = IdOf(row);
        var seq = row.GetProperty("seq").GetInt64();
        await client.PostAsync($"/v1/conversations/{id}/read", new { seq }, stop);
        await client.PostAsync($"/v1/conversations/{id}/typing", new { }, stop);
        await Task.Delay(dice.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)) * pace, time, stop);

        var replies = world.AgentReplies[row.GetProperty("locale").GetString() == "en" ? "en" : "zh-CN"];
        var isFirst = _replies.TryAdd(id, 0);
        var name = row.GetProperty("consumer").TryGetProperty("name", out var known) ? known.GetString() : null;
        var body = (isFirst ? replies[0] : dice.OneOf(replies)).Replace("{consumer}", name ?? "", StringComparison.Ordinal);
        var clientKey = string.Create(CultureInfo.InvariantCulture, $"{user.Name}-{++_sent}-{time.GetUtcNow().ToUnixTimeMilliseconds()}");
        if (await client.PostAsync($"/v1/conversations/{id}/messages", new { clientKey, body, expectedSeq = seq }, stop) is null)
            return;
        _replies[id]++;
        tally.AgentSaid();
    }

    /// <summary>Enough was said, or the consumer has been silent.</summary>
    private bool IsOver(JsonElement row)
    {
        var last = Has(row, "lastMessage") ? row.GetProperty("lastMessage").GetProperty("sentAt").GetDateTimeOffset() : (DateTimeOffset?)null;
        var silent = time.GetUtcNow() - (last ?? row.GetProperty("openedAt").GetDateTimeOffset());
        return silent > s_idle || (_replies.GetValueOrDefault(IdOf(row)) >= RepliesMax && silent > s_idle / 4);
    }

    private async Task CloseAsync(JsonElement row, CancellationToken stop)
    {
        var wrapUp = new { category = dice.OneOf(s_categories), resolved = dice.Happens(0.85) };
        if (await client.PostAsync($"/v1/conversations/{IdOf(row)}/close", new { wrapUp }, stop) is not null)
            tally.AgentClosed();
    }

    private async Task SignOutAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await client.PutAsync("/v1/desk/presence", new { state = "offline" }, soon.Token);
            await client.DeleteAsync("/v1/staff-sessions/current", soon.Token);
        }
        catch (OperationCanceledException)
        {
            // the server is gone: silence makes the agent absent
        }
    }

    private static string IdOf(JsonElement row) => row.GetProperty("id").GetString()!;

    private static bool Has(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
