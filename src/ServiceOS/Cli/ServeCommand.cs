using System.CommandLine;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos serve</c>: the program as it is meant to run.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var command = new TaughtCommand("serve", "Serve consumers, agents and integrations from the data in a folder.",
            "serviceos serve --data /srv/desk --urls http://127.0.0.1:8080",
            "serviceos serve --postgres 'Host=db;Database=desk;Username=desk'   one of several nodes");
        options.AddServingTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, stop));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, ParseResult parsed, CancellationToken stop)
    {
        var path = options.PathOf(parsed);
        var settings = options.SettingsOf(parsed, path) with { Urls = options.UrlsOf(parsed, mayMove: false) };
        using var folder = DataFolder.Hold(path);
        if (await DemoFile.FindAsync(path, stop) is { LoadedAt: null })
            throw new FailedException($"the demo world in {path} was made only in part when it was stopped: "
                + $"'serviceos demo --data {path}' makes it whole, or choose another folder with --data");
        return await Serving.RunAsync(settings, folder, parsed.GetValue(options.Json),
            (services, token) => FirstStart.PrepareAsync(services, path, token), stop);
    }
}
