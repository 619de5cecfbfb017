using ServiceOS.Platform.Data;

namespace ServiceOS.Staff.Contracts;

/// <summary>Makes staff and skills for the program itself (the demo world, a first owner), where there is no caller to ask.</summary>
internal sealed class StaffAdmin(CreateStaff createStaff, EditStaff editStaff, ChangeSkills changeSkills, Database database)
{
    /// <summary>A random password for a member to be.</summary>
    public static string NewPassword() => Passwords.Make();

    /// <summary>True when there is anybody, able to sign in or not.</summary>
    public Task<bool> IsAnyoneThereAsync(CancellationToken stop) =>
        database.ReadAsync(async db => await StaffStore.IsAnyoneThereAsync(db, stop), stop);

    /// <summary>True when the member of that name has been here.</summary>
    public async Task<bool> HasSignedInAsync(string name, CancellationToken stop) =>
        await FindAsync(name, stop) is { LastSeenAt: not null };

    /// <summary>Gives a member a new password and ends their sessions.</summary>
    /// <param name="name">As typed.</param>
    /// <returns>The password in clear, for this once; null when nobody has that name.</returns>
    public async Task<(string Name, string Password, bool IsDisabled)?> ResetPasswordAsync(string name, CancellationToken stop) =>
        await FindAsync(SignIn.Normal(name), stop) is { } row
            ? (row.Name, await editStaff.ResetPasswordAsync(row.Id, stop), row.Disabled)
            : null;

    /// <summary>Makes a member of staff.</summary>
    /// <param name="member">Who.</param>
    /// <param name="password">The first password; null: a random one.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The id, and the password in clear; null when the name is taken.</returns>
    public async Task<(StaffId Id, string Password)?> CreateAsync(NewStaff member, string? password, CancellationToken stop) =>
        await createStaff.RunAsync(member, password, stop) is CreateStaff.Outcome.Created made
            ? (made.Row.Id, made.Password)
            : null;

    /// <summary>Makes a skill at a node, or finds the one of that name.</summary>
    public async Task<SkillId> SkillAsync(TenantId tenant, string name, CancellationToken stop)
    {
        if (await changeSkills.CreateAsync(tenant, name, stop) is { } made)
            return made.Id;
        var there = await database.ReadAsync(async db => await SkillStore.ListAsync(db, [tenant.ToString()], stop), stop);
        return there.First(other => other.Name == name).Id;
    }

    private Task<StaffRow?> FindAsync(string name, CancellationToken stop) =>
        database.ReadAsync(async db => await StaffStore.FindByNameAsync(db, name, stop), stop);
}

/// <summary>A member of staff to be.</summary>
internal sealed record NewStaff
{
    /// <summary>For signing in: lower case, one in the installation.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>One of <see cref="StaffRole"/>.</summary>
    public required string Role { get; init; }

    public required TenantId Tenant { get; init; }
    public string Locale { get; init; } = "zh-CN";
    public IReadOnlyList<SkillId> Skills { get; init; } = [];

    /// <summary>Conversations at once; null: as the tenant's settings say.</summary>
    public long? Capacity { get; init; }
}
