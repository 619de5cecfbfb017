using System.CommandLine;
using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary><c>serviceos migrate</c>: brings the database up to this version, or says what that would do.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say which migrations would be applied" };
        var command = new TaughtCommand("migrate", "Bring the database up to this version. 'serve' does so by itself.",
            "serviceos migrate --dry-run                            what an upgrade would change",
            "serviceos migrate --postgres 'Host=db;Database=desk'   before the nodes are started")
        {
            dryRun,
            options.Json,
        };
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, parsed.GetValue(dryRun), stop));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, ParseResult parsed, bool isDryRun, CancellationToken stop)
    {
        using var folder = options.Hold(parsed);
        var settings = options.SettingsOf(parsed, folder);
        await using var database = Database.Open(settings.Engine, settings.Connection);
        var files = isDryRun
            ? await Migrator.DryRunAsync(database, stop)
            : await Migrator.RunAsync(database, TimeProvider.System, stop);
        if (parsed.GetValue(options.Json))
            Console.WriteLine(JsonSerializer.Serialize(new { dryRun = isDryRun, migrations = files }, JsonSerializerOptions.Web));
        else if (files.Count == 0)
            Console.WriteLine("The database is up to date.");
        else
            Console.WriteLine($"{(isDryRun ? "Would apply" : "Applied")}: {string.Join(", ", files)}");
        return CommandLine.Ok;
    }
}
