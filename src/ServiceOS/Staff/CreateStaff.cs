using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Staff;

/// <summary>Makes a member of staff. Whether the caller may is decided before, by <see cref="Roles.MayManage"/>.</summary>
internal sealed class CreateStaff(Database database, FactLog facts, Passwords passwords, TimeProvider time)
{
    /// <param name="member">Who.</param>
    /// <param name="password">The first password; null: a random one.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Outcome> RunAsync(NewStaff member, string? password, CancellationToken stop)
    {
        // tested again when it is stored; here so that a refusal doesn't cost a hash
        if (await database.ReadAsync(async db => await StaffStore.FindByNameAsync(db, member.Name, stop), stop) is not null)
            return new Outcome.NameTaken();
        password ??= Passwords.Make();
        var hash = passwords.Hash(password);   // before the transaction: it takes a tenth of a second
        return await database.InTransactionAsync<Outcome>(async db =>
        {
            var now = time.GetUtcNow();
            var row = new StaffRow
            {
                Id = StaffId.New(now),
                TenantId = member.Tenant,
                Name = member.Name,
                DisplayName = member.DisplayName,
                Role = member.Role,
                Locale = member.Locale,
                Capacity = member.Capacity,
                Password = hash,
            };
            if (!await StaffStore.InsertAsync(db, row, now, stop))
                return new Outcome.NameTaken();

            await SkillStore.SetOfStaffAsync(db, row.Id, member.Skills, stop);
            await facts.AddAsync(db, row.TenantId.ToString(), row.Id.ToString(), seq: 0, new StaffChanged(row.Id), now, stop);
            return new Outcome.Created(row, password);
        }, stop);
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Row">The member.</param>
        /// <param name="Password">In clear, for this once.</param>
        public sealed record Created(StaffRow Row, string Password) : Outcome;

        public sealed record NameTaken : Outcome;
    }
}
