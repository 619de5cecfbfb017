using System.CommandLine;
using ServiceOS.Simulation.Contracts;

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
            "serviceos demo --json | head -1             addresses and sign-ins for a script")
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
        var isLoaded = await DemoFile.FindAsync(folder.Path, stop) switch
        {
            null => false,
            { LoadedAt: null } => ForgetHalfLoaded(settings, folder),
            _ => true,
        };
        return await Serving.RunAsync(settings, folder, parsed.GetValue(options.Json),
            async (services, token) =>
            {
                if (!isLoaded)
                    await LoadAsync(services.GetRequiredService<LoadWorld>(), folder, seed, token);
                return [];
            }, stop);
    }

    private static async Task LoadAsync(LoadWorld load, DataFolder folder, long seed, CancellationToken stop)
    {
        if (!await load.IsEmptyAsync(stop))
            throw new FailedException("there is data already that is not of this demo: choose another folder with --data, or an empty database");
        await Bars.RunAsync("Making the demo world", max: 1, bar => load.RunAsync(folder.Path, seed, LoadWorld.OrdersUsual, (share, what) =>
        {
            bar.Description = $"Making the demo world: {what}";
            bar.Value = share;
        }, stop));
    }

    /// <summary>A first start was cut short: what there is of the world is thrown away, and it is made again.</summary>
    /// <returns>False: it is not loaded.</returns>
    private static bool ForgetHalfLoaded(AppSettings settings, DataFolder folder)
    {
        if (settings.Engine != Platform.Data.Engine.Sqlite)
            throw new FailedException("the demo world was made only in part when it was stopped: empty the database, delete demo.json, and start again");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(folder.DatabaseFile + suffix);
        return false;
    }
}
