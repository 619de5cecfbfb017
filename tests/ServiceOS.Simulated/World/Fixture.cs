using ServiceOS.Platform.Data;
using ServiceOS.Staff.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulated.World;

/// <summary>Who is there in every run: a platform, one shop, its agents and its consumers, under ids that are always the same.</summary>
internal static class Fixture
{
    public const int AgentsMax = 4;
    public const int ConsumersMax = 6;
    public const int AgentCapacity = 2;
    private const int HexDigits = 32;

    public static TenantId Platform { get; } = TenantId.Parse(Hex('1', 0), provider: null);

    public static TenantId Shop { get; } = TenantId.Parse(Hex('1', 1), provider: null);

    public static string ShopPath { get; } = $"/{Platform}/{Shop}/";

    public static SkillId AfterSale { get; } = SkillId.Parse(Hex('2', 0), provider: null);

    public static StaffId AgentId(int number) => StaffId.Parse(Hex('3', number), provider: null);

    public static ConsumerId ShopperId(int number) => ConsumerId.Parse(Hex('4', number), provider: null);

    /// <summary>The member that a shopper turns out to be. Two shoppers are one: on the phone and at home.</summary>
    public static ConsumerId MemberId(int shopper) => ConsumerId.Parse(Hex('5', shopper / 2), provider: null);

    /// <summary>True when a conversation of the one may be the other's later: it has signed in.</summary>
    public static bool MayBecome(ConsumerId visitor, ConsumerId member) =>
        Enumerable.Range(0, ConsumersMax).Any(number => ShopperId(number) == visitor && MemberId(number) == member);

    /// <summary>Every second agent has the skill.</summary>
    public static bool HasAfterSale(string agent) =>
        Enumerable.Range(0, AgentsMax).Any(number => number % 2 == 0 && AgentId(number).ToString() == agent);

    /// <summary>An agent of the shop; the first is its manager.</summary>
    public static Caller Agent(int number) => new()
    {
        Kind = CallerKind.Staff,
        Id = AgentId(number).ToString(),
        Name = AgentName(number),
        Tenant = Shop,
        Path = ShopPath,
        Permissions = number == 0
            ? new HashSet<string> { Permission.DeskRead, Permission.DeskReply, Permission.StaffWrite }
            : new HashSet<string> { Permission.DeskRead, Permission.DeskReply },
        Role = number == 0 ? StaffRole.Manager : StaffRole.Agent,
        Locale = Locales.English,
    };

    public static Caller Consumer(ConsumerId id) => new()
    {
        Kind = CallerKind.Consumer,
        Id = id.ToString(),
        Name = "",
        Tenant = Shop,
        Path = ShopPath,
        Permissions = new HashSet<string> { Permission.Consumer },
        Locale = Locales.English,
    };

    /// <summary>Writes them into an empty database.</summary>
    public static async Task InsertAsync(Session db, CancellationToken stop)
    {
        await db.RunAsync($$"""
            insert into tenants (id, parent_id, kind, slug, path, settings, created_at, changed_at) values
                ('{{Platform}}', null, 'platform', 'town', '/{{Platform}}/', '{}', 0, 0),
                ('{{Shop}}', '{{Platform}}', 'merchant', 'lantern', '{{ShopPath}}', '{}', 0, 0)
            """, args: null, stop);
        await db.RunAsync(
            $"insert into skills (id, tenant_id, name, created_at) values ('{AfterSale}', '{Shop}', 'after-sale', 0)", args: null, stop);
        for (var number = 0; number < AgentsMax; number++)
        {
            await db.RunAsync("""
                insert into staff (id, tenant_id, name, display_name, role, locale, capacity, password, created_at, changed_at)
                values (@id, @shop, @name, @name, 'agent', 'en', @capacity, '', 0, 0)
                """, new { id = AgentId(number), shop = Shop, name = AgentName(number), capacity = (long)AgentCapacity }, stop);
            if (number % 2 == 0)
                await db.RunAsync("insert into staff_skills (staff_id, skill_id) values (@id, @skill)",
                    new { id = AgentId(number), skill = AfterSale }, stop);
        }
        for (var number = 0; number < ConsumersMax; number++)
        {
            await db.RunAsync("""
                insert into consumers (tenant_id, id, member_id, locale, first_seen_at, last_seen_at)
                values (@shop, @id, null, 'en', 0, 0), (@shop, @member, cast(@member as text), 'en', 0, 0)
                on conflict do nothing
                """, new { shop = Shop, id = ShopperId(number), member = MemberId(number) }, stop);
        }
    }

    private static string AgentName(int number) => number switch { 0 => "hua", 1 => "mei", 2 => "tom", _ => "lin" };

    private static string Hex(char kind, int number) =>
        kind + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture).PadLeft(HexDigits - 1, '0');
}
