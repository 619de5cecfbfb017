using System.Text.Json;
using ServiceOS.Metrics;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Metrics;

/// <summary>The board's figures, counted by nothing but the log and the definitions in the figures' own words.</summary>
internal sealed class Recount
{
    private readonly Dictionary<string, Talk> _talks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _presence = new(StringComparer.Ordinal);
    private readonly List<(string Merchant, DateTimeOffset At, string What)> _counted = [];

    private Recount(IEnumerable<JsonElement> facts)
    {
        foreach (var fact in facts)
            TakeIn(fact);
    }

    /// <summary>From all that a key may read.</summary>
    public static async Task<Recount> OfAsync(HttpClient program)
    {
        var facts = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await program.GetJsonAsync($"/v1/facts?after={cursor}")).Expect(System.Net.HttpStatusCode.OK);
            facts.AddRange(page.Items());
            if (page.Items().Count == 0)
                return new(facts);
            cursor = page.Get("next");
        }
    }

    /// <summary>Everything that the board shows of some merchants, each under a name.</summary>
    public SortedDictionary<string, string> Board(IReadOnlyList<string> merchants, IReadOnlyList<string> agents, DateTimeOffset now, string zone)
    {
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Tiles(merchants, now, zone))
            shown[$"tile {key}"] = Plain(value);
        shown["tile agentsOnline"] = Plain(agents.Count(agent => _presence.GetValueOrDefault(agent) == "online"));
        foreach (var merchant in merchants)
        {
            foreach (var (key, value) in Tiles([merchant], now, zone).Where(tile => tile.Key != "automation"))
                shown[$"merchant {merchant} {key}"] = Plain(value);
        }
        foreach (var agent in agents.Where(_presence.ContainsKey))
            shown[$"agent {agent}"] = $"{_presence[agent]} {_talks.Values.Count(talk => talk.State == "assigned" && talk.Agent == agent)}";
        var minute = Floor(now);
        for (var i = 0; i < 60; i++)
        {
            foreach (var what in (string[])["consumer", "bot", "agent", "opened", "handedOver"])
                shown[$"minute -{i:00} {what}"] = Plain(CountOf(merchants, minute.AddMinutes(-i), what));
        }
        return shown;
    }

    /// <summary>The conversations behind a figure.</summary>
    public IReadOnlyList<string> Behind(string figure, IReadOnlyList<string> merchants, DateTimeOffset now, string zone)
    {
        var today = ReadBoard.DayStart(now, zone);
        return [.. Of(merchants).Where(talk => figure switch
        {
            "waiting" or "longestWait" => talk.WaitsSince is not null,
            "inService" => talk.State == "assigned",
            "withBot" => talk.State == "bot",
            "opened" => talk.OpenedAt >= today,
            "closed" => talk.ClosedAt >= today,
            "botShare" => talk.OpenedAt >= today && !talk.HadPerson,
            "resolved" => talk.ClosedAt >= today && (talk.HadPerson ? talk.Resolved == true : talk.IsBotSolved),
            "automation" => talk.ClosedAt >= today && IsBotHelped(talk),
            "firstResponse" => talk.FirstReplyAt >= today,
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, message: null),
        }).Select(talk => talk.Id).Order(StringComparer.Ordinal)];
    }

    private Dictionary<string, double?> Tiles(IReadOnlyList<string> merchants, DateTimeOffset now, string zone)
    {
        var today = ReadBoard.DayStart(now, zone);
        int Count(string figure) => Behind(figure, merchants, now, zone).Count;
        double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
        var talks = Of(merchants).ToList();
        var waits = talks.Where(talk => talk.WaitsSince is not null).Select(talk => now - talk.WaitsSince!.Value).ToList();
        var responses = talks.Where(talk => talk.FirstReplyAt >= today).Select(talk => talk.FirstResponse!.Value.TotalMilliseconds).ToList();
        return new(StringComparer.Ordinal)
        {
            ["waiting"] = Count("waiting"),
            ["longestWait"] = waits.Count == 0 ? null : Math.Floor(waits.Max().TotalSeconds),
            ["inService"] = Count("inService"),
            ["withBot"] = Count("withBot"),
            ["botShare"] = Share(Count("botShare"), talks.Count(talk => talk.OpenedAt >= today)),
            ["resolved"] = Count("resolved"),
            ["automation"] = Share(Count("automation"), talks.Count(talk => talk.ClosedAt >= today)),
            ["firstResponse"] = responses.Count == 0 ? null : Math.Round(responses.Sum() / 1_000.0 / responses.Count, 1),
            ["messagesPerMinute"] = CountOf(merchants, Floor(now).AddMinutes(-1), "consumer"),
        };
    }

    private IEnumerable<Talk> Of(IReadOnlyList<string> merchants) => _talks.Values.Where(talk => merchants.Contains(talk.Merchant));

    /// <summary>What the bot's shares are made of from one instant to another: opened, never with a person, closed, with the bot alone, resolved by it.</summary>
    public (int Opened, int BotOnly, int Closed, int BotClosed, int Automated) Quality(IReadOnlyList<string> merchants, DateTimeOffset from, DateTimeOffset to)
    {
        var opened = Of(merchants).Where(talk => talk.OpenedAt >= from && talk.OpenedAt < to).ToList();
        var closed = Of(merchants).Where(talk => talk.ClosedAt >= from && talk.ClosedAt < to).ToList();
        return (opened.Count, opened.Count(talk => !talk.HadPerson), closed.Count, closed.Count(talk => !talk.HadPerson), closed.Count(IsBotHelped));
    }

    /// <summary>Confirmed by the wrap-up, or the consumer stayed away for 72 hours.</summary>
    private bool IsBotHelped(Talk talk) => talk.IsBotSolved && (talk.Resolved == true || !CameBack(talk));

    private bool CameBack(Talk talk) => _talks.Values.Any(later =>
        later.Consumer == talk.Consumer && later.OpenedAt > talk.ClosedAt && later.OpenedAt <= talk.ClosedAt + TimeSpan.FromHours(72));

    private int CountOf(IReadOnlyList<string> merchants, DateTimeOffset minute, string what) => _counted.Count(counted =>
        counted.What == what && merchants.Contains(counted.Merchant) && Floor(counted.At) == minute);

    private void TakeIn(JsonElement fact)
    {
        var (merchant, at, data) = (fact.Text("source")["/tenants/".Length..], fact.GetProperty("time").GetDateTimeOffset(), fact.GetProperty("data"));
        switch (fact.Text("type"))
        {
            case "staff.presence-changed":
                _presence[fact.Text("subject")] = data.Text("state");
                break;
            case "conversation.opened":
                _talks[fact.Text("subject")] = new() { Id = fact.Text("subject"), Merchant = merchant, Consumer = data.Text("consumer"), OpenedAt = at };
                _counted.Add((merchant, at, "opened"));
                break;
            case "conversation.message-added":
                var speaker = data.Text("speaker");
                _counted.Add((merchant, at, speaker));
                if (speaker == "agent")
                    _talks[fact.Text("subject")].AgentSaid(at, data);
                else if (speaker == "consumer")
                    _talks[fact.Text("subject")].ConsumerSaid(at);
                else if (speaker == "bot")
                    _talks[fact.Text("subject")].BotSaid(data.Text("said"));
                break;
            case "conversation.moved":
                if (_talks[fact.Text("subject")].Move(at, data))
                    _counted.Add((merchant, at, "handedOver"));
                break;
            case "conversation.carried-over":
                _talks[fact.Text("subject")].Consumer = data.Text("consumer");
                break;
            default:
                break;
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset at) => at - TimeSpan.FromTicks(at.Ticks % TimeSpan.TicksPerMinute);

    /// <summary>A number as both sides write it.</summary>
    public static string Plain(double? value) => value is { } number ? number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : "none";

    /// <summary>What the log says of one conversation.</summary>
    private sealed record Talk
    {
        public required string Id { get; init; }
        public required string Merchant { get; init; }
        public required string Consumer { get; set; }
        public required DateTimeOffset OpenedAt { get; init; }
        public string State { get; private set; } = "bot";
        public string? Agent { get; private set; }
        public bool HadPerson { get; private set; }

        /// <summary>Since when the consumer waits for a person's words; null when nobody is to say any.</summary>
        public DateTimeOffset? WaitsSince => State is "queued" or "assigned" ? UnansweredSince : null;
        private DateTimeOffset? UnansweredSince { get; set; }
        public DateTimeOffset? ClosedAt { get; private set; }
        public bool? Resolved { get; private set; }
        public DateTimeOffset? FirstReplyAt { get; private set; }
        public TimeSpan? FirstResponse { get; private set; }
        private DateTimeOffset? WantedAt { get; set; }
        private bool HasSpoken { get; set; }
        private bool IsAnswered { get; set; }
        private bool HadAnswer { get; set; }
        private bool IsLeftOpen { get; set; }

        /// <summary>The bot alone had it, gave an answer, and left nothing open or unsaid; or the wrap-up says so.</summary>
        public bool IsBotSolved => !HadPerson && HasSpoken && (Resolved ?? (HadAnswer && !IsLeftOpen && IsAnswered));

        /// <summary>A person's first words end the wait; the log says the same of how long it was.</summary>
        public void AgentSaid(DateTimeOffset at, JsonElement data)
        {
            UnansweredSince = null;
            if (FirstReplyAt is not null)
                return;
            (FirstReplyAt, FirstResponse) = (at, at - WantedAt!.Value);
            Assert.Equal(FirstResponse.Value.TotalMilliseconds, data.GetProperty("firstResponseMs").GetInt64(), tolerance: 1);
        }

        /// <summary>An answer answers; a question that is left open stays so until an answer; a greeting changes nothing.</summary>
        public void BotSaid(string what)
        {
            IsAnswered = true;
            HadAnswer |= what == "answer";
            IsLeftOpen = what switch { "answer" => false, "open" => true, _ => IsLeftOpen };
        }

        /// <summary>Words to the bot are the bot's to answer; to a person, the wait begins with the first of them.</summary>
        public void ConsumerSaid(DateTimeOffset at)
        {
            (HasSpoken, IsAnswered) = (true, false);
            if (State is "queued" or "assigned")
                UnansweredSince ??= at;
        }

        /// <returns>True when the bot handed over.</returns>
        public bool Move(DateTimeOffset at, JsonElement data)
        {
            var (from, to) = (data.Text("from"), data.Text("to"));
            Assert.Equal(State, from);
            if (to is "queued" or "assigned")
            {
                HadPerson = true;
                WantedAt ??= at;
            }
            if (to == "bot" && FirstReplyAt is null)
                WantedAt = null;
            if (to == "queued")
                UnansweredSince ??= at;
            if (to == "bot")
                UnansweredSince = null;   // a close leaves it: undone, the wait goes on
            Agent = to == "assigned" ? data.Text("agent") : null;
            ClosedAt = to == "closed" ? at : null;
            Resolved = to == "closed" && data.TryGetProperty("resolved", out var resolved) && resolved.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? resolved.GetBoolean()
                : null;
            State = to;
            return from == "bot" && to == "queued";
        }
    }
}
