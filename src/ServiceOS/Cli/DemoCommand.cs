using System.CommandLine;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos demo</c>: a little world to try everything in, made on the first start.</summary>
internal static class DemoCommand
{
    private const long SeedUsual = 1;

    public static Command Make()
    {
        var options = ServerOptions.ForDemo();
        var seed = new Option<long>("--seed")
        {
            Description = "Which world (only when it is made)",
            DefaultValueFactory = _ => SeedUsual,
            HelpName = "N",
        };
        var noTraffic = new Option<bool>("--no-traffic") { Description = "No simulated shoppers and agents: nothing moves by itself" };
        var command = new TaughtCommand("demo",
            "Make a demo world (three shops, their staff, knowledge and orders) and serve it. It goes on from its data when started again.",
            "serviceos demo                              everything in ./.serviceos",
            "serviceos demo --no-traffic --data /tmp/d   a world that stands still",
            "serviceos demo --json > where.json &        addresses and sign-ins for a script, in one line")
        {
            seed,
            noTraffic,
        };
        options.AddServingTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, parsed.GetValue(seed), !parsed.GetValue(noTraffic), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        ServerOptions options, ParseResult parsed, long seed, bool hasTraffic, CancellationToken stop)
    {
        var path = options.PathOf(parsed);
        var settings = options.SettingsOf(parsed, path) with { Urls = options.UrlsOf(parsed, mayMove: true), HasTraffic = hasTraffic };
        using var folder = DataFolder.Hold(path);
        var demo = await DemoFile.FindAsync(path, stop);
        if (demo is { LoadedAt: null } && settings.Engine == Platform.Data.Engine.Sqlite)
            ForgetHalfLoaded(folder);
        return await Serving.RunAsync(settings, folder, parsed.GetValue(options.Json),
            async (services, token) =>
            {
                await PrepareAsync(services, demo, path, seed, token);
                return [];
            }, stop);
    }

    /// <summary>Makes the world, or looks whether the database still holds the one that demo.json knows.</summary>
    private static async Task PrepareAsync(IServiceProvider services, DemoFile? demo, string folder, long seed, CancellationToken stop)
    {
        var load = services.GetRequiredService<LoadWorld>();
        if (await load.IsEmptyAsync(stop))
            await LoadAsync(load, folder, seed, stop);
        else if (demo is null)
            throw new FailedException("there is data already that is not of this demo: choose another folder with --data, or an empty database");
        else if (demo.LoadedAt is null)
            throw new FailedException("the demo world was made only in part when it was stopped: empty the database, delete demo.json, and start again");
        else if (await FindStrangeAsync(services.GetRequiredService<TenantTree>(), demo, stop) is { } strange)
            throw new FailedException($"the database is not the one that {Path.Combine(folder, "demo.json")} was made with (its shop {strange} is not there): "
                + "choose another folder with --data, or empty the database and delete demo.json");
    }

    private static Task LoadAsync(LoadWorld load, string folder, long seed, CancellationToken stop) =>
        Bars.RunAsync("Making the demo world", max: 1, bar => load.RunAsync(folder, seed, LoadWorld.OrdersUsual, (share, what) =>
        {
            bar.Description = $"Making the demo world: {what}";
            bar.Value = share;
        }, stop));

    /// <summary>The first shop that the database has not, or has another of the same name; null when all are there.</summary>
    private static async Task<string?> FindStrangeAsync(TenantTree tree, DemoFile demo, CancellationToken stop)
    {
        foreach (var shop in demo.Merchants)
        {
            var there = await tree.FindBySlugAsync(shop.Slug, stop);
            if (there is null || (shop.Id is { } id && id != there.Id.ToString()))
                return shop.Slug;
        }
        return null;
    }

    /// <summary>A first start was cut short: what there is of the world is thrown away, and it is made again.</summary>
    private static void ForgetHalfLoaded(DataFolder folder)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(folder.DatabaseFile + suffix);
    }
}
