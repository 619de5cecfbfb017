using System.CommandLine;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary>The program on data that is there, for commands that look at it or change it and don't serve. Nothing is made by asking.</summary>
internal static class Workplace
{
    /// <summary>Works on the data: embedded, while no server does; on PostgreSQL, beside its nodes.</summary>
    /// <param name="beside">What can be done instead while a server runs on the folder.</param>
    public static async Task<int> ChangeAsync(
        ServerOptions options, ParseResult parsed, string beside, Func<IServiceProvider, Task<int>> work, CancellationToken stop)
    {
        var settings = SettingsOf(options, parsed);
        using var folder = settings.Engine == Engine.Sqlite ? DataFolder.Hold(settings.DataFolder, beside) : null;
        return await RunAsync(settings, replace: null, work, stop);
    }

    /// <summary>Only looks: a server may be at work.</summary>
    public static Task<int> LookAsync(
        ServerOptions options, ParseResult parsed, Func<IServiceProvider, Task<int>> work, CancellationToken stop)
    {
        var settings = SettingsOf(options, parsed);
        return RunAsync(settings, services => services.AddSingleton(_ => Database.OpenReadOnly(settings.Engine, settings.Connection)), work, stop);
    }

    private static AppSettings SettingsOf(ServerOptions options, ParseResult parsed)
    {
        var settings = options.SettingsOf(parsed, options.PathOf(parsed));
        return settings.Engine == Engine.Postgres || File.Exists(settings.Connection)
            ? settings
            : throw NothingYet(settings.DataFolder);
    }

    private static async Task<int> RunAsync(
        AppSettings settings, Action<IServiceCollection>? replace, Func<IServiceProvider, Task<int>> work, CancellationToken stop)
    {
        await using var app = App.Build(settings, replace);
        var missing = await app.Services.GetRequiredService<Database>().ReadAsync(db => Migrator.MissingAsync(db, stop), stop);
        if (missing.Count == Migrator.Names().Count)
            throw NothingYet(settings.Engine == Engine.Postgres ? "that database" : settings.DataFolder);
        if (missing.Count > 0)
            throw new FailedException($"the database lacks {missing.Count} migrations of this version ({missing[0]} first): make a backup, then 'serviceos migrate'");
        return await work(app.Services);
    }

    private static FailedException NothingYet(string where) =>
        new($"nothing has been made here yet ({where}): 'serviceos serve' makes the platform and its owner");
}
