namespace ServiceOS.Tenants.Contracts;

/// <summary>Makes API keys for the program itself (the demo world), where there is no caller to ask.</summary>
internal sealed class KeyAdmin(CreateApiKey create)
{
    /// <returns>The key's text, which can't be had again.</returns>
    public async Task<string> CreateAsync(TenantId tenant, string name, IReadOnlyList<string> scopes, CancellationToken stop) =>
        (await create.RunAsync(tenant, name, scopes, stop)).Key;
}
