using System.Globalization;
using System.Text.Json;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Simulation;

/// <summary>One simulated shopper at one shop, over HTTP, from the first word to the last.</summary>
internal sealed class Visit(ServiceClient client, VisitPlan plan, string? memberToken, string key, TrafficTally tally, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_botPatience = TimeSpan.FromSeconds(20);
    private const int ThanksMax = 2;

    private string _conversation = "";
    private long _seen;

    /// <summary>Goes as far as the server lets it; what is refused is counted, and ends the visit.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        tally.Visited();
        if (await client.PostAsync("/v1/visitor-sessions", new { merchant = plan.Shop, memberToken, locale = plan.Script.Locale }, stop)
            is not { } session)
            return;
        client.Bearer = session.GetProperty("token").GetString();
        if (await client.PostAsync("/v1/conversations", new { page = $"/shop/{plan.Shop}" }, stop) is not { } opened)
            return;
        _conversation = $"/v1/conversations/{opened.GetProperty("id").GetString()}";
        _seen = opened.TryGetProperty("seq", out var seq) ? seq.GetInt64() : 0;
        tally.Opened();

        for (var i = 0; i < plan.Script.Lines.Count; i++)
        {
            await Task.Delay(plan.Pauses[i], time, stop);
            if (!await AskAsync(i, plan.Script.Lines[i], stop))
                return;
        }
        if (plan.WantsPerson)
            await WithPersonAsync(stop);
        else if (plan.Script.Ends == "silent")
            await Task.Delay(plan.Patience, time, stop);   // the page stays open for a while, then it is closed
        await LeaveAsync(stop);
    }

    private async Task<bool> AskAsync(int number, string line, CancellationToken stop)
    {
        var sent = await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{key}-{number}"), line, stop);
        if (sent is null)
            return false;
        if (await HearAsync(["bot", "agent"], s_botPatience, stop) is { } answer)
            tally.Answered(answer.GetProperty("sentAt").GetDateTimeOffset() - sent.Value);
        else
            tally.Unanswered();
        return true;
    }

    /// <summary>Asks for a person, waits as long as patience lasts, and thanks.</summary>
    private async Task WithPersonAsync(CancellationToken stop)
    {
        tally.AskedForPerson();
        if (await client.PostAsync($"{_conversation}/handoff", new { }, stop) is null
            || await HearAsync(["agent"], plan.Patience, stop) is null)
            return;
        tally.ServedByPerson();
        var thanks = plan.Script.Locale == "en" ? s_thanksEn : s_thanksZh;
        for (var i = 0; i < ThanksMax; i++)
        {
            await Task.Delay(plan.Pauses[0], time, stop);
            if (await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{key}-t{i}"), thanks[i], stop) is null
                || await HearAsync(["agent"], plan.Patience / 2, stop) is null)
                return;
        }
    }

    private async Task LeaveAsync(CancellationToken stop)
    {
        if (plan.Rating is { } score)
            await client.PostAsync($"{_conversation}/rating", new { score }, stop);
        await client.PostAsync($"{_conversation}/close", new { }, stop);
    }

    /// <returns>When it was stored; null when it was not.</returns>
    private async Task<DateTimeOffset?> SayAsync(string clientKey, string body, CancellationToken stop)
    {
        if (await client.PostAsync($"{_conversation}/messages", new { clientKey, body }, stop) is not { } sent)
            return null;
        tally.Said();
        _seen = Math.Max(_seen, sent.GetProperty("seq").GetInt64());
        return sent.GetProperty("sentAt").GetDateTimeOffset();
    }

    /// <returns>The next message of one of these speakers; null when none comes in time.</returns>
    private async Task<JsonElement?> HearAsync(string[] speakers, TimeSpan patience, CancellationToken stop)
    {
        var until = time.GetUtcNow() + patience;
        while (time.GetUtcNow() < until)
        {
            await Task.Delay(s_look, time, stop);
            if (await client.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{_conversation}/messages?after={_seen}"), stop) is not { } page)
                return null;
            foreach (var message in page.GetProperty("items").EnumerateArray())
            {
                _seen = message.GetProperty("seq").GetInt64();
                if (speakers.Contains(message.GetProperty("speaker").GetString(), StringComparer.Ordinal))
                    return message;
            }
        }
        return null;
    }

    private static readonly string[] s_thanksZh = ["好的，那麻烦你了", "谢谢，没有别的问题了"];
    private static readonly string[] s_thanksEn = ["OK, thanks for looking into it", "Great, that's all. Thank you!"];
}
