using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>Lets a member of staff in, and makes guessing slow: each try is counted before it is looked at.</summary>
/// <remarks>An unknown name, a wrong password and a disabled member get the same answer after the same work.</remarks>
internal sealed class SignIn(Database database, Passwords passwords, StaffSettings settings, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <param name="name">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="address">Where from.</param>
    /// <param name="oldToken">The session that this browser has; it ends.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Outcome> RunAsync(
        string name, string password, IPAddress? address, string? oldToken, CancellationToken stop)
    {
        name = Normal(name);
        var from = AddressKey(address);
        var (row, wait) = await database.InTransactionAsync<(StaffRow?, TimeSpan?)>(async db =>
        {
            var now = time.GetUtcNow();
            var byName = await SessionStore.CountTryAsync(db, NameKey(name), now - Window, now, stop);
            var byAddress = await SessionStore.CountTryAsync(db, from, now - Window, now, stop);
            var until = Later(WaitUntil(byName, settings.TriesPerNameMax), WaitUntil(byAddress, settings.TriesPerAddressMax));
            return until is null ? (await StaffStore.FindByNameAsync(db, name, stop), null) : (null, until - now);
        }, stop);
        if (wait is not null)
            return new Outcome.TooMany(wait.Value);

        if (!passwords.Fits(password, row?.Password) || row!.Disabled)
            return new Outcome.Wrong();
        return await BeginAsync(row, from, oldToken, stop);
    }

    /// <summary>The name as it is stored: without spaces around it, in lower case.</summary>
    public static string Normal(string name) => name.Trim().ToLowerInvariant();

    public static string NameKey(string name) => $"name:{name}";

    private Task<Outcome> BeginAsync(StaffRow row, string from, string? oldToken, CancellationToken stop)
    {
        var token = Token.New();
        return database.InTransactionAsync<Outcome>(async db =>
        {
            var now = time.GetUtcNow();
            await SessionStore.ForgetTriesAsync(db, NameKey(row.Name), stop);
            await SessionStore.TakeTryBackAsync(db, from, stop);
            if (oldToken is not null)
                await SessionStore.EndAsync(db, Token.Hash(oldToken), stop);
            await SessionStore.InsertAsync(db, Token.Hash(token), row.Id, now, stop);
            await StaffStore.SeenAsync(db, row.Id, now, stop);
            return new Outcome.SignedIn(row, token);
        }, stop);
    }

    /// <summary>Of an IPv6 address the first half: a subscriber has the whole of the other.</summary>
    private static string AddressKey(IPAddress? address)
    {
        if (address is null)
            return "from:";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return $"from:{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, Math.Min(8, address.GetAddressBytes().Length)))}";
    }

    private static DateTimeOffset? WaitUntil(TriesRow tries, int max) => tries.Tries > max ? tries.Since + Window : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Member">Who.</param>
        /// <param name="Token">For the cookie.</param>
        public sealed record SignedIn(StaffRow Member, string Token) : Outcome;

        public sealed record Wrong : Outcome;

        /// <param name="Wait">When to come back.</param>
        public sealed record TooMany(TimeSpan Wait) : Outcome;
    }
}
