using ServiceOS.Platform.Effects;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>
/// Pays refunds by the rules of <see cref="EffectLedger"/>, as whoever acts on the outside world is to: says that it is going
/// to before it does, asks the provider about what it doesn't know, and never tries that again.
/// </summary>
internal sealed class RefundWorker(City city, Node node)
{
    public const string Kind = "refund";
    private static readonly string s_tenant = Fixture.Shop.ToString();
    private static readonly TimeSpan s_answerMax = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_forgotten = TimeSpan.FromSeconds(15);

    private readonly Dice _dice = city.DiceFor($"refunds of {node.Actor.Name}");

    /// <summary>Writes down that an order is to be refunded.</summary>
    /// <returns>False when it was written down before.</returns>
    public static Task<bool> AskAsync(Node node, string order) => node.Database.InTransactionAsync(
        db => EffectLedger.IntendAsync(db, s_tenant, Kind, order, "{}", node.Time.GetUtcNow(), CancellationToken.None), CancellationToken.None);

    public async Task<int> RunOnceAsync(CancellationToken stop)
    {
        var open = await node.Database.ReadAsync(async db => await db.ListAsync<OpenEffect>(
            "select business_key, state, changed_at from effects where state in ('pending', 'sent', 'unknown') order by business_key",
            args: null, stop), stop);
        foreach (var effect in open)
            await AdvanceAsync(effect, stop);
        return open.Count;
    }

    private async Task AdvanceAsync(OpenEffect effect, CancellationToken stop)
    {
        var isOld = (node.Time.GetUtcNow() - effect.ChangedAt).Duration() > s_forgotten;
        switch (effect.State)
        {
            case "pending":
                await PayAsync(effect.BusinessKey, stop);
                break;
            case "sent" when isOld:
                await MoveAsync(effect.BusinessKey, EffectState.Unknown, stop);   // whoever was at it has died, or may have
                break;
            case "unknown" when city.Mutant?.RetriesUnknown == true:
                await FinishAsync(effect.BusinessKey, city.Provider.Pay(effect.BusinessKey), stop);
                break;
            case "unknown":
                city.Trace.Count(Happening.RefundUnknown);
                await FinishAsync(effect.BusinessKey, city.Provider.HasPaid(effect.BusinessKey), stop);
                break;
        }
    }

    private async Task PayAsync(string key, CancellationToken stop)
    {
        if (!await MoveAsync(key, EffectState.Sent, stop))
            return;
        await Task.Delay(_dice.Between(TimeSpan.Zero, s_answerMax), node.Time, stop);
        var paid = city.Provider.Pay(key);
        await Task.Delay(_dice.Between(TimeSpan.Zero, s_answerMax), node.Time, stop);
        await FinishAsync(key, paid, stop);
    }

    private Task<bool> FinishAsync(string key, bool? paid, CancellationToken stop) =>
        MoveAsync(key, paid switch { true => EffectState.Confirmed, false => EffectState.Failed, null => EffectState.Unknown }, stop);

    private Task<bool> MoveAsync(string key, EffectState to, CancellationToken stop) => node.Database.InTransactionAsync(
        db => EffectLedger.MoveAsync(db, s_tenant, Kind, key, to, providerRef: null, detail: null, node.Time.GetUtcNow(), stop), stop);

    private sealed record OpenEffect
    {
        public required string BusinessKey { get; init; }
        public required string State { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }
}
