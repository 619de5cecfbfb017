using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Staff;

/// <summary>A member changes their own password: all their sessions end, and this browser gets a new one.</summary>
internal sealed class ChangePassword(
    Database database, FactLog facts, Passwords passwords, StaffSettings settings, TimeProvider time)
{
    public async Task<Outcome> RunAsync(StaffId id, string current, string next, CancellationToken stop)
    {
        var row = await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var member = (await StaffStore.FindAsync(db, id, stop))!;
            var tries = await SessionStore.CountTryAsync(db, SignIn.NameKey(member.Name), now - SignIn.Window, now, stop);
            return tries.Tries > settings.TriesPerNameMax ? null : member;
        }, stop);
        if (row is null)
            return new Outcome.TooMany();
        if (!passwords.Fits(current, row.Password))
            return new Outcome.Wrong();

        var hash = passwords.Hash(next);
        var token = Token.New();
        await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            await StaffStore.LockAsync(db, id, stop);
            await StaffStore.UpdateAsync(db, (await StaffStore.FindAsync(db, id, stop))! with { Password = hash }, now, stop);
            await SessionStore.ForgetTriesAsync(db, SignIn.NameKey(row.Name), stop);
            await SessionStore.EndAllAsync(db, id, stop);
            await SessionStore.InsertAsync(db, Token.Hash(token), id, now, stop);
            await facts.AddAsync(db, row.TenantId.ToString(), id.ToString(), seq: 0, new StaffChanged(id), now, stop);
        }, stop);
        return new Outcome.Changed(token);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Token">For the cookie.</param>
        public sealed record Changed(string Token) : Outcome;

        public sealed record Wrong : Outcome;

        public sealed record TooMany : Outcome;
    }
}
