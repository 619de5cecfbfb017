using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using ServiceOS.Cli.Backups;

namespace ServiceOS.Cli;

/// <summary><c>serviceos restore</c>: brings a backup back, or with <c>--verify</c> only tries whether it could be.</summary>
internal static class RestoreCommand
{
    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var file = new Argument<string>("file") { Description = "The backup" };
        var verify = new Option<bool>("--verify") { Description = "Only try it out, in a folder that is deleted again" };
        var json = new Option<bool>("--json") { Description = "Print what was found as one JSON line" };
        var force = new Option<bool>("--force") { Description = "Put aside what is in the data folder; replace the tables of a PostgreSQL database" };
        var command = new TaughtCommand("restore", "Bring a backup back. It is unpacked and looked through before anything that is there is touched.",
            "serviceos restore --verify desk.tar.gz",
            "serviceos restore desk.tar.gz --data /srv/desk",
            "serviceos restore desk.tar.gz --data /srv/desk --postgres 'Host=db;Database=desk;Username=desk'")
        {
            file, verify, force, json,
        };
        options.AddDataTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var isTrial = parsed.GetValue(verify);
            var report = await RunAsync(options, parsed, parsed.GetRequiredValue(file), isTrial, parsed.GetValue(force), stop);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(
                    new { ok = report.IsGood, triedOut = report.IsTriedOut, report.Manifest.Engine, report.Manifest.Version, report.Manifest.MadeAt, report.Findings }, JsonSerializerOptions.Web));
            else
                Print(report, isTrial, $"serviceos serve{PlaceOf(options, parsed)}");
            return report.IsGood ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<RestoreBackup.Report> RunAsync(
        ServerOptions options, ParseResult parsed, string file, bool isTrial, bool isForced, CancellationToken stop)
    {
        if (!File.Exists(file))
            throw new FailedException($"there is no file {file}");
        var postgres = options.PostgresOf(parsed);
        return isTrial
            ? await Progressing.RunAsync("Trying the backup", progress => RestoreBackup.VerifyAsync(file, postgres, progress, stop))
            : await RestoreAsync(options, parsed, file, postgres, isForced, stop);
    }

    private static async Task<RestoreBackup.Report> RestoreAsync(
        ServerOptions options, ParseResult parsed, string file, string? postgres, bool isForced, CancellationToken stop)
    {
        using var folder = options.Hold(parsed);
        var isRestored = false;
        try
        {
            var report = await Progressing.RunAsync("Restoring", progress =>
                new RestoreBackup(TimeProvider.System).RunAsync(file, folder, postgres, isForced, progress, stop));
            isRestored = report.IsGood;
            return report;
        }
        finally
        {
            if (!isRestored)
                folder.TakeBack();
        }
    }

    /// <summary>Where it was restored to, as it was typed, but for the password.</summary>
    private static string PlaceOf(ServerOptions options, ParseResult parsed)
    {
        var data = parsed.GetValue(options.Data) is { } path ? $" --data {path}" : "";
        if (parsed.GetValue(options.Postgres) is not { } typed)
            return data;
        var settings = new NpgsqlConnectionStringBuilder(typed);
        if (settings.Password is not null)
            settings.Password = "…";
        return $"{data} --postgres '{settings.ConnectionString}'";
    }

    private static void Print(RestoreBackup.Report report, bool isTrial, string start)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Made {report.Manifest.MadeAt:yyyy-MM-dd HH:mm} UTC by version {report.Manifest.Version} ({report.Manifest.Engine})"));
        Finding.Print(report.Findings, Consoles.Out);
        Console.WriteLine((report.IsGood, isTrial) switch
        {
            (true, true) when !report.IsTriedOut => "The packing is good; the database in it was not tried out.",
            (true, true) => "The backup is good.",
            (true, false) => $"Restored. Start it with: {start}",
            (false, true) => "The backup is not good.",
            (false, false) => "Not restored: the files that were there have not been touched. Don't serve from a PostgreSQL database that was named."
        });
    }
}
