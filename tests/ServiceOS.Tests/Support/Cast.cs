using System.Net;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Tests.Support;

/// <summary>
/// The few parties of all tests: a platform with the units market and port; shop Lantern in the one, and in the other
/// Harbour, which must never see Lantern's. Everybody's password is <see cref="Password"/>.
/// </summary>
internal sealed record Cast
{
    public const string Password = "paper lanterns 1";

    public required TestServer Server { get; init; }
    public required Tenant Platform { get; init; }
    public required Tenant Market { get; init; }
    public required Tenant Port { get; init; }
    public required Tenant Lantern { get; init; }
    public required Tenant Harbour { get; init; }

    /// <summary>A skill of Lantern's, which Mei has and Tom hasn't.</summary>
    public required SkillId AfterSale { get; init; }

    /// <summary>Agent of Lantern; signs in as <c>mei</c>.</summary>
    public required StaffId Mei { get; init; }

    /// <summary>Agent of Lantern; signs in as <c>tom</c>.</summary>
    public required StaffId Tom { get; init; }

    /// <summary>Manager of Lantern; signs in as <c>hua</c>.</summary>
    public required StaffId Hua { get; init; }

    /// <summary>Owner of Lantern; signs in as <c>kang</c>.</summary>
    public required StaffId Kang { get; init; }

    /// <summary>Looks on at Lantern; signs in as <c>shen</c>.</summary>
    public required StaffId Shen { get; init; }

    /// <summary>Owner of Harbour; signs in as <c>wei</c>.</summary>
    public required StaffId Wei { get; init; }

    /// <summary>Owner of the platform; signs in as <c>lin</c>.</summary>
    public required StaffId Lin { get; init; }

    public static async Task<Cast> RaiseAsync(TestServer server)
    {
        var platform = await PlantAsync(server, parent: null, TenantKind.Platform, "town");
        var market = await PlantAsync(server, platform, TenantKind.Unit, "market");
        var port = await PlantAsync(server, platform, TenantKind.Unit, "port");
        var lantern = await PlantAsync(server, market, TenantKind.Merchant, "lantern");
        var harbour = await PlantAsync(server, port, TenantKind.Merchant, "harbour");
        var skill = await server.Get<StaffAdmin>().SkillAsync(lantern.Id, "after-sale", CancellationToken.None);
        return new()
        {
            Server = server,
            Platform = platform,
            Market = market,
            Port = port,
            Lantern = lantern,
            Harbour = harbour,
            AfterSale = skill,
            Mei = await EngageAsync(server, lantern, "Mei", StaffRole.Agent, skill),
            Tom = await EngageAsync(server, lantern, "Tom", StaffRole.Agent),
            Hua = await EngageAsync(server, lantern, "Hua", StaffRole.Manager),
            Kang = await EngageAsync(server, lantern, "Kang", StaffRole.MerchantOwner),
            Shen = await EngageAsync(server, lantern, "Shen", StaffRole.ReadOnly),
            Wei = await EngageAsync(server, harbour, "Wei", StaffRole.MerchantOwner),
            Lin = await EngageAsync(server, platform, "Lin", StaffRole.PlatformOwner),
        };
    }

    /// <summary>A browser in which this member has signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string name, string password = Password)
    {
        var client = Server.Client();
        (await client.PostAsync("/v1/staff-sessions", new { name, password })).Expect(HttpStatusCode.OK);
        return client;
    }

    /// <summary>A program with a key of Lantern's.</summary>
    public async Task<HttpClient> WithKeyAsync(params string[] scopes) => await WithKeyAsync(Lantern, scopes);

    /// <summary>A program with a key.</summary>
    public async Task<HttpClient> WithKeyAsync(Tenant tenant, params string[] scopes) =>
        Server.Client(await Server.Get<KeyAdmin>().CreateAsync(tenant.Id, "program", scopes, CancellationToken.None));

    private static Task<Tenant> PlantAsync(TestServer server, Tenant? parent, string kind, string slug) =>
        server.Get<CreateTenant>().RunAsync(
            parent, kind, slug, new OwnSettings { Name = new(slug, slug) }, CancellationToken.None);

    private static async Task<StaffId> EngageAsync(
        TestServer server, Tenant tenant, string displayName, string role, params SkillId[] skills)
    {
        var made = await server.Get<StaffAdmin>().CreateAsync(new NewStaff
        {
            Name = displayName.ToLowerInvariant(),
            DisplayName = displayName,
            Role = role,
            Tenant = tenant.Id,
            Skills = skills,
        }, Password, CancellationToken.None);
        return made!.Value.Id;
    }
}
