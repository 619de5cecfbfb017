namespace ServiceOS.Staff;

/// <summary>How hard signing in is made for those who guess.</summary>
internal sealed record StaffSettings
{
    /// <summary>Rounds of PBKDF2; a stored hash keeps the count it was made with.</summary>
    public int PasswordIterations { get; init; } = 210_000;

    /// <summary>Failed sign-ins a name in 15 minutes, before it must wait.</summary>
    public int TriesPerNameMax { get; init; } = 10;

    /// <summary>Failed sign-ins from an address in 15 minutes, before it must wait.</summary>
    public int TriesPerAddressMax { get; init; } = 10;
}
