using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Effects;

/// <summary>The ledger of what is done to the outside world: a row before the act, unique by business key, and its outcome after.</summary>
/// <remarks>
/// States go forward only: <c>pending → sent → confirmed | failed | unknown</c>, and <c>unknown → confirmed | failed</c> when
/// somebody has asked the provider. Unknown is never tried again by itself: providers are not idempotent.
/// </remarks>
internal static class EffectLedger
{
    /// <summary>Writes the intention in the caller's transaction.</summary>
    /// <returns>False when the same effect stands there already, in whatever state: don't act.</returns>
    public static async Task<bool> IntendAsync(
        Session db, string tenant, string kind, string businessKey, string request, DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            insert into effects (tenant_id, kind, business_key, state, request, created_at, changed_at)
            values (@tenant, @kind, @businessKey, 'pending', @request, @now, @now)
            on conflict (tenant_id, kind, business_key) do nothing
            """, new { tenant, kind, businessKey, request, now }, stop) == 1;

    /// <summary>Moves an effect forward.</summary>
    /// <returns>False when it was not in a state from which <paramref name="to"/> can follow: somebody else moved it.</returns>
    public static async Task<bool> MoveAsync(
        Session db, string tenant, string kind, string businessKey, EffectState to, string? providerRef, string? detail,
        DateTimeOffset now, CancellationToken stop) =>
        await db.RunAsync("""
            update effects
            set state = @state, provider_ref = coalesce(cast(@providerRef as text), provider_ref),
                detail = cast(@detail as text), changed_at = @now
            where tenant_id = @tenant and kind = @kind and business_key = @businessKey and state in @From
            """, new { tenant, kind, businessKey, state = NameOf(to), providerRef, detail, now, From = Before(to) }, stop) == 1;

    /// <summary>The state of an effect; null when nobody intended it.</summary>
    public static async Task<EffectState?> FindAsync(
        Session db, string tenant, string kind, string businessKey, CancellationToken stop) =>
        await db.FindAsync<string>(
            "select state from effects where tenant_id = @tenant and kind = @kind and business_key = @businessKey",
            new { tenant, kind, businessKey }, stop) is { } state ? Enum.Parse<EffectState>(state, ignoreCase: true) : null;

    private static string[] Before(EffectState to) => to switch
    {
        EffectState.Sent => ["pending"],
        EffectState.Unknown => ["pending", "sent"],
        EffectState.Confirmed or EffectState.Failed => ["pending", "sent", "unknown"],
        _ => [],
    };

    private static string NameOf(EffectState state) => state switch
    {
        EffectState.Pending => "pending",
        EffectState.Sent => "sent",
        EffectState.Confirmed => "confirmed",
        EffectState.Failed => "failed",
        EffectState.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };
}

/// <summary>How far an outside action has come. Only forwards.</summary>
internal enum EffectState { Pending, Sent, Confirmed, Failed, Unknown }
