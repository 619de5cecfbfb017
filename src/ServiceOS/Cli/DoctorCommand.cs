using System.CommandLine;
using System.Text.Json;
using ServiceOS.Cli.Checkups;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary><c>serviceos doctor</c>: is everything as it must be, and what to do where it isn't.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        var options = ServerOptions.ForInstallation();
        var url = new Option<string?>("--url") { Description = "Look at a running server too, through the proxies in between", HelpName = "URL" };
        var json = new Option<bool>("--json") { Description = "Print the findings as one JSON line" };
        var command = new TaughtCommand("doctor", "Look whether the machine, the data and a running server are as they must be, and say what to do. Exit code 1 when something is bad.",
            "serviceos doctor --data /srv/desk",
            "serviceos doctor --data /srv/desk --url https://desk.example.com   health, and whether a proxy holds events back",
            "serviceos doctor --postgres 'Host=db;Database=desk' --json")
        {
            url, json,
        };
        options.AddDataTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var settings = options.SettingsOf(parsed, options.PathOf(parsed));
            var findings = await RunAsync(settings, parsed.GetValue(url) is { } named ? AddressOf(named) : null, TimeProvider.System, stop);
            var isGood = findings.All(finding => finding.State != FindingState.Bad);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { ok = isGood, findings }, JsonSerializerOptions.Web));
            else
                Finding.Print(findings, Consoles.Out);
            return isGood ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    /// <summary>Looks at everything.</summary>
    /// <param name="settings">Where the data is.</param>
    /// <param name="server">A running server; null: none is looked at.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(AppSettings settings, Uri? server, TimeProvider time, CancellationToken stop)
    {
        var findings = new List<Finding>
        {
            MachineChecks.Folder(settings.DataFolder),
            MachineChecks.Space(settings.DataFolder),
            MachineChecks.Descriptors(settings.Live.StreamsMax),
            MachineChecks.Pages(),
        };
        if (MachineChecks.Privacy(settings.DataFolder) is { } open)
            findings.Add(open);
        findings.AddRange(settings.Engine == Engine.Sqlite
            ? await DatabaseChecks.SqliteAsync(settings.Connection, stop)
            : await DatabaseChecks.PostgresAsync(settings.Connection, time, stop));
        if (server is null)
        {
            findings.Add(MachineChecks.Port(ServerOptions.UsualPort));
            return findings;
        }
        using var http = new HttpClient { BaseAddress = server };
        findings.AddRange(await new ServerChecks(http, time).RunAsync(stop));
        return findings;
    }

    private static Uri AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"--url {url}: is no web address");
}
