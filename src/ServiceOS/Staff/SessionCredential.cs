using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Reads the cookie of a staff session. Asks the database each time, so that an ended session ends at once.</summary>
/// <remarks>A request that carries a bearer token is that token's: the shop page and the desk may share an origin.</remarks>
internal sealed class SessionCredential(Database database, TenantTree tree, TimeProvider time) : ICredentialReader
{
    public static readonly TimeSpan AgeMax = TimeSpan.FromHours(12);
    public static readonly TimeSpan IdleMax = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_usedEvery = TimeSpan.FromMinutes(1);

    public CallerKind Kind => CallerKind.Staff;

    public async Task<Caller?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (SessionCookie.Read(request) is not { } token || request.Headers.Authorization.Count > 0)
            return null;
        if (!SessionCookie.IsFromHere(request))
            return null;

        var sha256 = Token.Hash(token);
        var now = time.GetUtcNow();
        if (await FindAsync(sha256, now, stop) is not { } row)
            return null;

        if (row.LastUsedAt <= now - s_usedEvery)
            await NoteUseAsync(row, sha256, now, stop);
        return await CallerOfAsync(row, sha256, Locales.OfPage(request), stop);
    }

    public async ValueTask<Caller?> ReadAgainAsync(Caller caller, CancellationToken stop) =>
        await FindAsync(caller.SessionId!, time.GetUtcNow(), stop) is { } row ? await CallerOfAsync(row, caller.SessionId!, caller.Locale, stop) : null;

    private Task<SessionRow?> FindAsync(string sha256, DateTimeOffset now, CancellationToken stop) => database.ReadAsync(
        async db => await SessionStore.FindAsync(db, sha256, now - AgeMax, now - IdleMax, stop), stop);

    /// <param name="row">The session.</param>
    /// <param name="sha256">Its name.</param>
    /// <param name="locale">The page's language; null: the person's own.</param>
    /// <param name="stop">Gives up.</param>
    private async Task<Caller> CallerOfAsync(SessionRow row, string sha256, string? locale, CancellationToken stop) => new()
    {
        Kind = CallerKind.Staff,
        Id = row.StaffId.ToString(),
        Name = row.DisplayName,
        Tenant = row.TenantId,
        Path = (await tree.GetAsync(row.TenantId, stop)).Path,
        Permissions = Roles.PermissionsOf(row.Role),
        Role = row.Role,
        Locale = locale ?? row.Locale,
        SessionId = sha256,
    };

    /// <summary>At most once a minute, and never in the way: a full disk doesn't stop anybody from reading.</summary>
    private async Task NoteUseAsync(SessionRow row, string sha256, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            await database.InTransactionAsync(async db =>
            {
                await SessionStore.UsedAsync(db, sha256, now, stop);
                await StaffStore.SeenAsync(db, row.StaffId, now, stop);
            }, stop);
        }
        catch (StorageException)
        {
            // the answer matters more than the note
        }
    }
}

/// <summary>The caller as a member of staff.</summary>
internal static class StaffCaller
{
    /// <summary>Their id; null when another program asks, which has no presence, profile or password.</summary>
    public static StaffId? Of(HttpContext context) =>
        context.Caller() is { Kind: CallerKind.Staff } caller ? StaffId.Parse(caller.Id, provider: null) : null;
}
