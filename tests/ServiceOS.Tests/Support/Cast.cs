using ServiceOS.Tenants;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tests.Support;

/// <summary>
/// The few parties of all tests: a platform with the units market and port; shop Lantern in the one, and in the other
/// Harbour, which must never see Lantern's.
/// </summary>
internal sealed record Cast
{
    public required TestServer Server { get; init; }
    public required Tenant Platform { get; init; }
    public required Tenant Market { get; init; }
    public required Tenant Port { get; init; }
    public required Tenant Lantern { get; init; }
    public required Tenant Harbour { get; init; }

    public static async Task<Cast> RaiseAsync(TestServer server)
    {
        var platform = await PlantAsync(server, parent: null, TenantKind.Platform, "town");
        var market = await PlantAsync(server, platform, TenantKind.Unit, "market");
        var port = await PlantAsync(server, platform, TenantKind.Unit, "port");
        return new()
        {
            Server = server,
            Platform = platform,
            Market = market,
            Port = port,
            Lantern = await PlantAsync(server, market, TenantKind.Merchant, "lantern"),
            Harbour = await PlantAsync(server, port, TenantKind.Merchant, "harbour"),
        };
    }

    private static Task<Tenant> PlantAsync(TestServer server, Tenant? parent, string kind, string slug) =>
        server.Get<CreateTenant>().RunAsync(
            parent, kind, slug, new OwnSettings { Name = new(slug, slug) }, CancellationToken.None);
}
