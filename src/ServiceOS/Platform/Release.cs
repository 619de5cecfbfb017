namespace ServiceOS.Platform;

/// <summary>The release of this program, counted: what decides which databases and which neighbours it can work with.</summary>
/// <remarks>
/// Raised once a release, in the change that adds its first migration. Nodes of a release and of the next may run together on
/// one database, so that they can be replaced one by one; migrations therefore only add, and what a release stops using is dropped
/// in the one after it. ADR 0009.
/// </remarks>
internal static class Release
{
    public const long Current = 1;
}
