using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>Changes a member of staff, and what follows from it: sessions end, presence ends, others hear of it.</summary>
internal sealed class EditStaff(Database database, FactLog facts, Passwords passwords, TimeProvider time)
{
    /// <summary>Sets name, role, skills and capacity.</summary>
    public Task<StaffRow> RunAsync(
        StaffId id, string displayName, string role, IReadOnlyList<SkillId> skills, long? capacity, CancellationToken stop) =>
        ChangeAsync(id, row => row with { DisplayName = displayName, Role = role, Capacity = capacity }, async (db, row) =>
            await SkillStore.SetOfStaffAsync(db, row.Id, skills, stop), stop);

    /// <summary>Lets a member in no more (their sessions end at once), or again.</summary>
    public Task<StaffRow> SwitchAsync(StaffId id, bool disabled, CancellationToken stop) =>
        ChangeAsync(id, row => row with { Disabled = disabled }, async (db, row) =>
        {
            if (!disabled)
                return;
            await SessionStore.EndAllAsync(db, row.Id, stop);
            await SetPresence.EndAsync(db, facts, row.Id, row.TenantId, time.GetUtcNow(), stop);
        }, stop);

    /// <summary>Gives a member a new password and ends their sessions.</summary>
    /// <returns>The password in clear, for this once.</returns>
    public async Task<string> ResetPasswordAsync(StaffId id, CancellationToken stop)
    {
        var password = Passwords.Make();
        var hash = passwords.Hash(password);
        await ChangeAsync(id, row => row with { Password = hash }, async (db, row) =>
        {
            await SessionStore.EndAllAsync(db, row.Id, stop);
            await SessionStore.ForgetTriesAsync(db, SignIn.NameKey(row.Name), stop);
        }, stop);
        return password;
    }

    /// <summary>Sets what a member may set of themselves.</summary>
    public Task<StaffRow> ProfileAsync(StaffId id, string? displayName, string? locale, CancellationToken stop) =>
        ChangeAsync(id, row => row with { DisplayName = displayName ?? row.DisplayName, Locale = locale ?? row.Locale },
            (_, _) => Task.CompletedTask, stop);

    private Task<StaffRow> ChangeAsync(
        StaffId id, Func<StaffRow, StaffRow> change, Func<Session, StaffRow, Task> also, CancellationToken stop) =>
        database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            await StaffStore.LockAsync(db, id, stop);
            var row = change((await StaffStore.FindAsync(db, id, stop))!);
            await StaffStore.UpdateAsync(db, row, now, stop);
            await also(db, row);
            await facts.AddAsync(db, row.TenantId.ToString(), id.ToString(), seq: 0, new StaffChanged(id), now, stop);
            return row;
        }, stop);
}
