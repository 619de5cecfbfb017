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
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say which migrations would be applied; the server may run" };
        var json = ServerOptions.JsonOf("Print the migrations as one JSON line");
        var command = new TaughtCommand("migrate", "Bring the database up to this version. 'serve' does so by itself.",
            "serviceos migrate --dry-run                            what an upgrade would change",
            "serviceos migrate --postgres 'Host=db;Database=desk'   before the nodes are started")
        {
            dryRun,
            json,
        };
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, parsed.GetValue(dryRun), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, ParseResult parsed, bool isDryRun, bool isJson, CancellationToken stop)
    {
        var settings = options.SettingsOf(parsed, options.PathOf(parsed));
        var files = isDryRun ? await LookAsync(settings, stop) : await RunAsync(settings, stop);
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(new { dryRun = isDryRun, migrations = files }, JsonSerializerOptions.Web));
        else if (files.Count == 0)
            Console.WriteLine("The database is up to date.");
        else
            Console.WriteLine($"{(isDryRun ? "Would apply" : "Applied")}: {string.Join(", ", files)}");
        return CommandLine.Ok;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(AppSettings settings, CancellationToken stop)
    {
        using var folder = DataFolder.Hold(settings.DataFolder);
        await using var database = Database.Open(settings.Engine, settings.Connection);
        return await Migrator.RunAsync(database, TimeProvider.System, stop);
    }

    /// <summary>Makes neither folder nor file: who asks what would be done has not asked for anything yet.</summary>
    private static async Task<IReadOnlyList<string>> LookAsync(AppSettings settings, CancellationToken stop)
    {
        if (settings.Engine == Engine.Sqlite && !File.Exists(settings.Connection))
            return Migrator.Names();
        await using var database = Database.OpenReadOnly(settings.Engine, settings.Connection);
        return await Migrator.DryRunAsync(database, stop);
    }
}
