using System.CommandLine;
using System.Text.RegularExpressions;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos tenant add|list</c>: units and merchants of an installation.</summary>
internal static partial class TenantCommand
{
    private const int SlugCharactersMax = 40;
    private const int NameCharactersMax = 100;

    public static Command Make() => new TaughtCommand("tenant", "Units and merchants: add one, or list them.",
        "serviceos tenant add home --name 家居 --name-en Home      a unit",
        "serviceos tenant add lantern --under home --name 灯笼店   a merchant of it",
        "serviceos tenant list")
    {
        MakeAdd(), MakeList(),
    };

    private static TaughtCommand MakeAdd()
    {
        var options = ServerOptions.ForInstallation();
        var slug = new Argument<string>("SLUG") { Description = "Its name in URLs: lower-case letters, digits and dashes" };
        var under = new Option<string?>("--under") { Description = "The unit it is a merchant of; left out: it is a unit", HelpName = "SLUG" };
        var name = new Option<string?>("--name") { Description = "As people read it", HelpName = "NAME" };
        var nameEn = new Option<string?>("--name-en") { Description = "The same in English, when that differs", HelpName = "NAME" };
        var command = new TaughtCommand("add", "Add a unit, or a merchant under a unit. Run it while the server is stopped, or against its PostgreSQL.",
            "serviceos tenant add home --name 家居 --name-en Home",
            "serviceos tenant add lantern --under home --name 灯笼店 --name-en Lantern")
        {
            slug, under, name, nameEn,
        };
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => Workplace.ChangeAsync(options, parsed, "stop it for the moment that this takes", async services =>
        {
            var top = await TopAsync(services, stop);
            var wanted = SlugOf(parsed.GetRequiredValue(slug));
            var tree = services.GetRequiredService<TenantTree>();
            if (await tree.FindBySlugAsync(wanted, stop) is not null)
                throw new FailedException($"there is a {wanted} already");
            var parent = parsed.GetValue(under) is { } above ? await UnitAsync(tree, above, stop) : top;
            var (zh, en) = (parsed.GetValue(name) ?? wanted, parsed.GetValue(nameEn) ?? parsed.GetValue(name) ?? wanted);
            if ((Texts.Fault(zh, 1, NameCharactersMax) ?? Texts.Fault(en, 1, NameCharactersMax)) is { } fault)
                throw new UsageException($"--name: {fault}");
            var kind = parent.Kind == TenantKind.Unit ? TenantKind.Merchant : TenantKind.Unit;
            var made = await services.GetRequiredService<CreateTenant>().RunAsync(parent, kind, wanted, new() { Name = new(zh, en) }, stop);
            Console.WriteLine($"Added the {made.Kind} {made.Slug} ({made.Id})");
            return CommandLine.Ok;
        }, stop));
        return command;
    }

    private static TaughtCommand MakeList()
    {
        var options = ServerOptions.ForInstallation();
        var command = new TaughtCommand("list", "List the platform, its units and their merchants. The server may run.", "serviceos tenant list --data /srv/desk");
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => Workplace.LookAsync(options, parsed, async services =>
        {
            foreach (var node in await services.GetRequiredService<TenantTree>().ListBelowAsync(await TopAsync(services, stop), stop))
                Console.WriteLine($"{node.Kind,-8} {node.Slug,-30} {node.Id}");
            return CommandLine.Ok;
        }, stop));
        return command;
    }

    private static async Task<Tenant> TopAsync(IServiceProvider services, CancellationToken stop) =>
        await services.GetRequiredService<TenantTree>().FindTopAsync(stop)
            ?? throw new FailedException("nothing has been made here yet: 'serviceos serve' makes the platform and its owner");

    private static async Task<Tenant> UnitAsync(TenantTree tree, string slug, CancellationToken stop) =>
        await tree.FindBySlugAsync(slug, stop) is { Kind: TenantKind.Unit } unit
            ? unit
            : throw new FailedException($"there is no unit {slug}");

    private static string SlugOf(string slug) =>
        slug.Length <= SlugCharactersMax && Slug().IsMatch(slug)
            ? slug
            : throw new UsageException($"SLUG: must be 2 to {SlugCharactersMax} lower-case letters, digits and single dashes between them");

    [GeneratedRegex("^(?=..)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slug();
}
