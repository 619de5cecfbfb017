using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>I5, I6 and I8: what there may be only one of. Grouped by expressions, so that no index answers for what it should guard.</summary>
internal sealed class OnceChecks(Life life)
{
    private const int ShownMax = 100;
    private static readonly TimeSpan s_pendingMax = TimeSpan.FromMinutes(15);

    private readonly Check _effects = new("I6.effects", "an act in the outside world is in the ledger once under its business key");
    private readonly Check _jobs = new("I6.jobs", "work is queued once under its business key");
    private readonly Check _states = new("I4.effects", "an effect is pending, sent, confirmed, failed or unknown, and none stays pending");
    private readonly Check _money = new("I5.money", "refunds and compensation are at most what was captured");
    private readonly Check _open = new("I8.open", "a consumer has at most one open conversation in a channel");

    public IReadOnlyList<Check> Checks => [_states, _money, _effects, _jobs, _open];

    public async Task RunAsync(Session db, CancellationToken stop)
    {
        await TwiceAsync(_effects, db, "select count(*) from effects", $"""
            select tenant_id, kind || '' as kind, business_key || '' as business, count(*) as times
            from effects group by tenant_id, kind || '', business_key || '' having count(*) > 1 limit {ShownMax}
            """, stop);
        await TwiceAsync(_jobs, db, "select count(*) from jobs", $"""
            select min(tenant_id) as tenant_id, queue || '' as kind, business || '' as business, count(*) as times
            from jobs group by queue || '', business || '' having count(*) > 1 limit {ShownMax}
            """, stop);
        await EffectStatesAsync(db, stop);
        await MoneyAsync(db, stop);
        await OpenAsync(db, stop);
    }

    private static async Task TwiceAsync(Check check, Session db, string count, string twice, CancellationToken stop)
    {
        check.Saw(await db.GetAsync<long>(count, args: null, stop));
        foreach (var row in await db.ListAsync<TwiceRow>(twice, args: null, stop))
            check.Break(new(FormattableString.Invariant($"{row.Kind} {row.Business} is there {row.Times} times")) { Row = row });
    }

    private async Task EffectStatesAsync(Session db, CancellationToken stop)
    {
        _states.Saw(await db.GetAsync<long>("select count(*) from effects", args: null, stop));
        if (life.Doubt is { } doubt)
            _states.Note = $"what stays pending can't be known: {doubt}";
        var overdue = life.Doubt is null ? life.At - s_pendingMax : DateTimeOffset.UnixEpoch;
        foreach (var row in await db.ListAsync<EffectRow>($"""
            select tenant_id, kind, business_key, state, provider_ref, created_at, changed_at from effects
            where state not in ('pending', 'sent', 'confirmed', 'failed', 'unknown') or (state = 'pending' and changed_at < @overdue)
            order by changed_at limit {ShownMax}
            """, new { overdue }, stop))
            _states.Break(new(row.State == "pending"
                ? FormattableString.Invariant($"{row.Kind} {row.BusinessKey} is pending since {DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt):u}, and there was life at {life.At:u}")
                : $"{row.Kind} {row.BusinessKey} is “{row.State}”")
            { Row = row });
    }

    /// <summary>The place for the comparison with what was captured. Nothing in the product moves money yet, and this says so.</summary>
    private async Task MoneyAsync(Session db, CancellationToken stop)
    {
        var refunds = await db.GetAsync<long>("select count(*) from effects where kind in ('refund', 'compensation')", args: null, stop);
        _money.Note = refunds == 0
            ? "the product moves no money yet"
            : FormattableString.Invariant($"{refunds} refunds and compensations can't be compared: what was captured is not kept");
    }

    private async Task OpenAsync(Session db, CancellationToken stop)
    {
        _open.Saw(await db.GetAsync<long>("select count(*) from conversations where state <> 'closed'", args: null, stop));
        foreach (var row in await db.ListAsync<OpenRow>($"""
            select consumer_id || '' as consumer, channel || '' as channel, count(*) as times, min(id) as one, max(id) as other
            from conversations where state in ('bot', 'queued', 'assigned')
            group by consumer_id || '', channel || '' having count(*) > 1 limit {ShownMax}
            """, args: null, stop))
            _open.Break(new(FormattableString.Invariant($"consumer {row.Consumer} has {row.Times} open conversations in {row.Channel}: {row.One}, {row.Other}"))
            {
                Conversation = row.One,
                Row = row,
            });
    }

    private sealed record TwiceRow
    {
        public required string TenantId { get; init; }
        public required string Kind { get; init; }
        public required string Business { get; init; }
        public long Times { get; init; }
    }

    private sealed record OpenRow
    {
        public required string Consumer { get; init; }
        public required string Channel { get; init; }
        public long Times { get; init; }
        public required string One { get; init; }
        public required string Other { get; init; }
    }

    private sealed record EffectRow
    {
        public required string TenantId { get; init; }
        public required string Kind { get; init; }
        public required string BusinessKey { get; init; }
        public required string State { get; init; }
        public string? ProviderRef { get; init; }
        public long CreatedAt { get; init; }
        public long ChangedAt { get; init; }
    }
}
