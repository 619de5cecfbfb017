using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation.Contracts;
using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary>Brings the database up to date, serves until told to stop, and says on stdout where.</summary>
internal static class Serving
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="settings">Where the data is and what is served.</param>
    /// <param name="folder">The data folder, held.</param>
    /// <param name="isJson">One JSON line instead of words.</param>
    /// <param name="prepare">Called with the program's services before it serves.</param>
    /// <param name="stop">Gives up before it serves; afterwards the process's signals count.</param>
    public static async Task<int> RunAsync(
        AppSettings settings, DataFolder folder, bool isJson, Func<IServiceProvider, CancellationToken, Task> prepare,
        CancellationToken stop)
    {
        await using var app = App.Build(settings);
        await Migrator.RunAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, stop);
        await prepare(app.Services, stop);
        await app.StartAsync(stop);

        var url = app.Urls.First().TrimEnd('/');
        var demo = await DemoFile.FindAsync(folder.Path, stop);
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(LineOf(url, demo), s_json));
        else
            Print(url, folder, demo);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return CommandLine.Ok;
    }

    private static object LineOf(string url, DemoFile? demo) => new
    {
        url,
        merchants = (demo?.Merchants ?? []).Select(merchant => new { merchant.Slug, merchant.Name, merchant.Key }),
        users = (demo?.Users ?? []).Select(user => new { user.Name, user.Password, user.Role }),
    };

    private static void Print(string url, DataFolder folder, DemoFile? demo)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]ServiceOS[/] serves at [link]{url}/[/]  (data: {folder.Path}; stop: Ctrl+C)");
        AnsiConsole.WriteLine();
        var places = new Grid().AddColumn().AddColumn();
        foreach (var merchant in demo?.Merchants ?? [])
            places.AddRow(new Text($"Shop {merchant.Name}"), new Text($"{url}/shop/{merchant.Slug}"));
        places.AddRow(new Text("Agents' desk"), new Text($"{url}/desk/"));
        places.AddRow(new Text("Manager's board"), new Text($"{url}/desk/board"));
        places.AddRow(new Text("The API's description"), new Text($"{url}/openapi/v1.json"));
        AnsiConsole.Write(places);
        if (demo is null)
            return;

        var people = new Table().Border(TableBorder.Rounded).AddColumns("Sign in as", "Password", "Role", "Works at");
        foreach (var user in demo.Users)
            people.AddRow(new Text(user.Name), new Text(user.Password), new Text(user.Role), new Text(user.Tenant));
        AnsiConsole.WriteLine();
        AnsiConsole.Write(people);
        AnsiConsole.MarkupLineInterpolated($"Try it: ask something at [link]{url}/shop/{demo.Merchants[0].Slug}[/], then answer as [bold]mei[/] at the desk.");
    }
}
