using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceOS.Cli.Backups;
using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary><c>serviceos backup</c>: one file of everything, while the server goes on.</summary>
internal static class BackupCommand
{
    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var file = new Argument<string>("file") { Description = "The backup to write (.tar.gz)" };
        var json = new Option<bool>("--json") { Description = "Print what was packed as one JSON line" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there" };
        var command = new TaughtCommand("backup", "Write the database and people's files into one file. The server may run meanwhile.",
            "serviceos backup --data /srv/desk desk-2026-11-21.tar.gz",
            "serviceos backup --postgres 'Host=db;Database=desk;Username=desk' --data /srv/desk desk.tar.gz   (needs pg_dump)",
            "serviceos restore --verify desk.tar.gz                   is it good? Ask before you need it")
        {
            file, force, json,
        };
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, parsed.GetRequiredValue(file), parsed.GetValue(force), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, ParseResult parsed, string file, bool isForced, bool isJson, CancellationToken stop)
    {
        if (file.Length == 0)
            throw new UsageException("file: is empty, name the backup to write");
        var path = Path.GetFullPath(file);
        if (Directory.Exists(path))
            throw new FailedException($"{path} is a folder: name the file to write in it");
        if (File.Exists(path) && !isForced)
            throw new FailedException($"{path} is there already: choose another name, or replace it with --force");
        var settings = options.SettingsOf(parsed, options.PathOf(parsed));
        var manifest = await Progressing.RunAsync("Backing up", progress =>
            new MakeBackup(TimeProvider.System).RunAsync(settings, path, progress, stop));
        var bytes = new FileInfo(path).Length;
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(
                new { file = path, bytes, manifest.Engine, manifest.Version, manifest.Migration, files = manifest.Files.Count, rows = manifest.Rows.Values.Sum() },
                JsonSerializerOptions.Web));
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {bytes / 1024.0 / 1024.0:0.0} MB, {manifest.Rows.Values.Sum()} rows in {manifest.Rows.Count} tables, {manifest.Files.Count - 1} files"));
        return CommandLine.Ok;
    }
}

/// <summary>A bar on stderr for work that tells how far it is.</summary>
internal static class Progressing
{
    public static Task<T> RunAsync<T>(string what, Func<Action<string, double>, Task<T>> work)
    {
        var console = Consoles.Progress;
        return console.Progress().HideCompleted(true).StartAsync(context =>
        {
            var task = context.AddTask(what, maxValue: 1);
            return work((step, share) =>
            {
                task.Description = $"{what}: {step}";
                task.Value = share;
            });
        });
    }
}
