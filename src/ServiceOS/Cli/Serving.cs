using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
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
    /// <param name="prepare">Called with the program's services before it serves; gives the sign-ins that it made.</param>
    /// <param name="stop">Gives up before it serves; afterwards the process's signals count.</param>
    public static async Task<int> RunAsync(
        AppSettings settings, DataFolder folder, bool isJson,
        Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<DemoUser>>> prepare, CancellationToken stop)
    {
        if (ConnectionLimits.Fault() is { } fault)
            throw new FailedException(fault);
        Addresses.RequireFree(settings.Urls);   // before anything is made: a first password that nobody saw is of no use
        await using var app = App.Build(settings);
        // before anything is changed
        if (settings.Bus.Rabbit is { } rabbit)
            await RabbitTopology.RequireAsync(rabbit, stop);
        await NodeRegistry.RequireNeighboursAsync(app.Services.GetRequiredService<Database>(), stop);
        await Migrator.RunAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, stop);
        var made = await prepare(app.Services, stop);
        using (var starting = CancellationTokenSource.CreateLinkedTokenSource(stop))
            await app.StartAsync(starting.Token);   // let go of: from here on the server itself hears the signals, and drains
        var forgetting = FirstOwner.ForgetOnceUsedAsync(folder.Path, app.Services, app.Lifetime.ApplicationStopping);

        var url = app.Urls.First().TrimEnd('/');
        var demo = await DemoFile.FindAsync(folder.Path, stop);
        var users = demo?.Users ?? made;
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(LineOf(url, folder, demo?.Merchants ?? [], users), s_json));
        else
            Print(url, folder, demo?.Merchants ?? [], users);
        await app.WaitForShutdownAsync(CancellationToken.None);
        await forgetting;
        return CommandLine.Ok;
    }

    private static object LineOf(
        string url, DataFolder folder, IReadOnlyList<DemoMerchant> merchants, IReadOnlyList<DemoUser> users) => new
        {
            url,
            firstOwnerFile = FirstOwner.FindIn(folder.Path),
            merchants = merchants.Select(merchant => new { merchant.Slug, merchant.Name, merchant.Key }),
            users = users.Select(user => new { user.Name, user.Password, user.Role }),
        };

    private static void Print(
        string url, DataFolder folder, IReadOnlyList<DemoMerchant> merchants, IReadOnlyList<DemoUser> users)
    {
        var console = Consoles.Out;
        console.MarkupLineInterpolated($"[bold]ServiceOS[/] serves at [link]{url}/[/]. Ctrl+C stops it.");
        console.WriteLine($"Data: {folder.Path}");
        console.WriteLine();
        var places = new Grid().AddColumn().AddColumn();
        foreach (var merchant in merchants)
            places.AddRow(new Text($"Shop {merchant.Name}"), new Text($"{url}/shop/{merchant.Slug}"));
        places.AddRow(new Text("Agents' desk"), new Text($"{url}/desk/"));
        places.AddRow(new Text("Manager's board"), new Text($"{url}/desk/board"));
        places.AddRow(new Text("The API's description"), new Text($"{url}/openapi/v1.json"));
        console.Write(places);
        if (FirstOwner.FindIn(folder.Path) is { } file)
            console.WriteLine($"{FirstOwner.Name} has not signed in yet: the password is in {file} until then");
        if (users.Count == 0)
            return;

        var people = new Table().Border(TableBorder.Rounded).AddColumns("Sign in as", "Password", "Role", "Works at");
        foreach (var user in users)
            people.AddRow(new Text(user.Name), new Text(user.Password), new Text(user.Role), new Text(user.Tenant));
        console.WriteLine();
        console.Write(people);
        if (merchants.Count > 0)
            console.MarkupLineInterpolated($"Try it: ask at [link]{url}/shop/{merchants[0].Slug}[/], answer as [bold]mei[/] at the desk.");
    }
}
