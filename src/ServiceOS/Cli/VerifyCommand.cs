using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Platform.Data;
using ServiceOS.Verification;

namespace ServiceOS.Cli;

/// <summary><c>serviceos verify</c>: is everything in the database that must be so. Looks only; a server may be at work.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions s_line = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions s_pretty = new(s_line) { WriteIndented = true };

    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var ledger = new Option<string[]>("--ledger")
        {
            Description = "What a client wrote down: acknowledged messages, or what it saw, as JSON lines; may be given several times",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print what was found as one JSON line" };
        var command = new TaughtCommand("verify",
            "Look through all data for what must never be: a lost or doubled message, a conversation without an owner, a wrong count. "
            + "Changes nothing; the server may run. Exit code 1 when something is broken, 2 when it could not be looked at.",
            "serviceos verify --data /srv/desk",
            "serviceos verify --postgres 'Host=db;Database=desk' --data /srv/desk   with people's files",
            "serviceos verify --data /srv/desk --ledger shopper-1.jsonl --ledger shopper-2.jsonl --json")
        {
            ledger, json,
        };
        options.AddDataTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var settings = options.SettingsOf(parsed, options.PathOf(parsed));
            var hasFolder = settings.Engine == Engine.Sqlite || parsed.GetValue(options.Data) is not null;
            var report = await RunAsync(settings, parsed.GetValue(ledger) ?? [], hasFolder ? settings.DataFolder : null, stop);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { report.Checks, report.Ok }, s_line));
            else
                Print(report);
            return report.Ok ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    /// <exception cref="UsageException">It can't be looked at: never the same exit code as what is broken.</exception>
    private static async Task<Report> RunAsync(AppSettings settings, string[] ledgers, string? dataFolder, CancellationToken stop)
    {
        if (settings.Engine == Engine.Sqlite && !File.Exists(settings.Connection))
            throw new UsageException($"there is no database in {settings.DataFolder}");
        try
        {
            await using var database = Database.OpenReadOnly(settings.Engine, settings.Connection);
            return await new VerifyDatabase(TimeProvider.System).RunAsync(database, ledgers, dataFolder, stop) switch
            {
                VerifyDatabase.Outcome.Done done => done.Report,
                VerifyDatabase.Outcome.Older older => throw new UsageException(
                    $"the database lacks {older.Missing} migrations of this version: serviceos migrate first, or verify with the version that runs on it"),
                var other => throw new InvalidOperationException($"unhandled outcome {other}"),
            };
        }
        catch (Exception e) when (e is LedgerException or MigrationException)
        {
            throw new UsageException(e.Message, e);
        }
        catch (Exception e) when (e is StorageException or DbException)
        {
            throw new UsageException($"the database can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static void Print(Report report)
    {
        foreach (var check in report.Checks)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(check.Broken == 0 ? "ok    " : "BROKEN")} {check.Id,-14} {check.Checked,10} checked  {check.What}{(check.Note is null ? "" : $" ({check.Note})")}"));
            if (check.Example is not { } example)
                continue;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"       {check.Broken} broken, at least; the first: {example.Says}"));
            foreach (var line in JsonSerializer.Serialize(example, s_pretty).Split('\n'))
                Console.WriteLine($"       {line}");
        }
    }
}
