using System.CommandLine;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos tenant add|list</c>: units and merchants of an installation.</summary>
internal static class TenantCommand
{
    private const int SlugCharactersMax = 40;
    private const int NameCharactersMax = 100;

    public static Command Make() => new("tenant", "Units and merchants: add one, or list them.") { MakeAdd(), MakeList() };

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
        command.SetAction((parsed, stop) => WithTreeAsync(parsed, options, async (services, top) =>
        {
            var wanted = SlugOf(parsed.GetRequiredValue(slug));
            var tree = services.GetRequiredService<TenantTree>();
            if (await tree.FindBySlugAsync(wanted, stop) is not null)
                throw new FailedException($"there is a {wanted} already");
            var parent = parsed.GetValue(under) is { } above ? await UnitAsync(tree, above, stop) : top;
            var (zh, en) = (parsed.GetValue(name) ?? wanted, parsed.GetValue(nameEn) ?? parsed.GetValue(name) ?? wanted);
            if (zh.Length > NameCharactersMax || en.Length > NameCharactersMax)
                throw new UsageException($"--name: must have at most {NameCharactersMax} characters");
            var kind = parent.Kind == TenantKind.Unit ? TenantKind.Merchant : TenantKind.Unit;
            var made = await services.GetRequiredService<CreateTenant>().RunAsync(parent, kind, wanted, new() { Name = new(zh, en) }, stop);
            Console.WriteLine($"Added the {made.Kind} {made.Slug} ({made.Id})");
        }, stop));
        return command;
    }

    private static TaughtCommand MakeList()
    {
        var options = ServerOptions.ForInstallation();
        var command = new TaughtCommand("list", "List the platform, its units and their merchants.", "serviceos tenant list --data /srv/desk");
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => WithTreeAsync(parsed, options, async (services, top) =>
        {
            foreach (var node in await services.GetRequiredService<TenantTree>().ListBelowAsync(top, stop))
                Console.WriteLine($"{node.Kind,-8} {node.Slug,-30} {node.Id}");
        }, stop));
        return command;
    }

    private static async Task<int> WithTreeAsync(
        ParseResult parsed, ServerOptions options, Func<IServiceProvider, Tenant, Task> work, CancellationToken stop)
    {
        using var folder = options.Hold(parsed);
        await using var app = App.Build(options.SettingsOf(parsed, folder));
        await Migrator.RunAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, stop);
        var top = await app.Services.GetRequiredService<TenantTree>().FindTopAsync(stop)
            ?? throw new FailedException("nothing has been made here yet: 'serviceos serve' makes the platform and its owner");
        await work(app.Services, top);
        return CommandLine.Ok;
    }

    private static async Task<Tenant> UnitAsync(TenantTree tree, string slug, CancellationToken stop) =>
        await tree.FindBySlugAsync(slug, stop) is { Kind: TenantKind.Unit } unit
            ? unit
            : throw new FailedException($"there is no unit {slug}");

    private static string SlugOf(string slug) =>
        slug.Length is >= 2 and <= SlugCharactersMax && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? slug
            : throw new UsageException($"SLUG: must be 2 to {SlugCharactersMax} lower-case letters, digits and dashes");
}
