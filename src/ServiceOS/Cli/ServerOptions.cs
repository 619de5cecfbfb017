using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using ServiceOS.Platform;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary>Where the data is and where it is served: the same options on every command that needs them.</summary>
internal sealed class ServerOptions
{
    /// <summary>Where it serves when nothing is said.</summary>
    public const int UsualPort = 5080;

    private const string PostgresVariable = "SERVICEOS_POSTGRES";
    private const string RabbitVariable = "SERVICEOS_RABBIT";
    private const string PostgresForm = "write it as 'Host=db;Database=desk;Username=desk;Password=…'";

    public Option<string?> Data { get; }

    public Option<string?> Postgres { get; } = new("--postgres")
    {
        Description = "Keep the data in this PostgreSQL (an Npgsql connection string) instead of a file; or SERVICEOS_POSTGRES",
        HelpName = "CONN",
    };

    public Option<string?> Rabbit { get; } = new("--rabbit")
    {
        Description = "The RabbitMQ between the nodes on that PostgreSQL (amqp://name:password@host/vhost, several with commas); or SERVICEOS_RABBIT",
        HelpName = "ADDRESS",
    };

    public Option<string?> Urls { get; } = new("--urls")
    {
        Description = $"Where to serve, separated by ';' (http://127.0.0.1:{UsualPort}; a demo takes a free port when that is taken)",
        HelpName = "URL",
    };

    public Option<string[]> Proxies { get; } = new("--proxy")
    {
        Description = "A proxy's address or network (10.0.0.0/8), believed when it says whose request it passes on; those on this machine are",
        HelpName = "NET",
    };

    public Option<bool> Json { get; } = JsonOf("Print one JSON line when serving; logs go to stderr");

    private readonly string? _dataDefault;

    /// <param name="dataDefault">Where the data is when nothing is said; null: it must be said.</param>
    /// <param name="saidAs">The same for the help.</param>
    private ServerOptions(string? dataDefault, string saidAs)
    {
        _dataDefault = dataDefault;
        Data = new("--data") { Description = $"The folder for data ({saidAs})", HelpName = "DIR" };
    }

    /// <summary>The data of an installation.</summary>
    public static ServerOptions ForInstallation() => new(
        // unverified: on a new machine the folder is not there yet, and "" would mean wherever the user stands
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? Path.Combine(home, "serviceos")
            : null,
        "~/.local/share/serviceos");

    /// <summary>The data of a demo: where the user stands.</summary>
    public static ServerOptions ForDemo() => new(".serviceos", "./.serviceos");

    /// <param name="description">What the line holds.</param>
    public static Option<bool> JsonOf(string description) => new("--json") { Description = description };

    public void AddDataTo(Command command)
    {
        command.Add(Data);
        command.Add(Postgres);
    }

    public void AddServingTo(Command command)
    {
        AddDataTo(command);
        command.Add(Rabbit);
        command.Add(Urls);
        command.Add(Proxies);
        command.Add(Json);
    }

    public DataFolder Hold(ParseResult parsed) => DataFolder.Hold(PathOf(parsed));

    /// <summary>The data folder, which need not be there.</summary>
    public string PathOf(ParseResult parsed) => (parsed.GetValue(Data) ?? _dataDefault) switch
    {
        { Length: > 0 } path => Path.GetFullPath(path),
        null => throw new UsageException("there is no home folder to keep the data in: name a folder with --data"),
        _ => throw new UsageException("--data: is empty, name a folder"),
    };

    /// <summary>The PostgreSQL that was named; null: the data is in a file.</summary>
    public string? PostgresOf(ParseResult parsed) => parsed.GetValue(Postgres) is { } option
        ? RequirePostgres("--postgres", option)
        : Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } variable ? RequirePostgres(PostgresVariable, variable) : null;

    /// <summary>Gives a connection string back if it is one. What it says is not repeated: a password may be in it.</summary>
    public static string RequirePostgres(string saidBy, string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            throw new UsageException($"{saidBy}: is a web address, {PostgresForm}");
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 }
                ? text
                : throw new UsageException($"{saidBy}: names no Host, {PostgresForm}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new UsageException($"{saidBy}: is no connection string ({e.Message.ReplaceLineEndings(" ")}), {PostgresForm}", e);
        }
    }

    /// <param name="folder">The data folder, held or only to be looked at.</param>
    public AppSettings SettingsOf(ParseResult parsed, string folder)
    {
        var (postgres, rabbit) = (PostgresOf(parsed), RabbitOf(parsed));
        if (rabbit is not null && postgres is null)
            throw new UsageException("--rabbit carries work between nodes, and nodes need one database: give --postgres too");
        var engine = postgres is null ? Engine.Sqlite : Engine.Postgres;
        var known = new HashSet<string>(StringComparer.Ordinal) { PostgresVariable, RabbitVariable };
        var settings = AppSettings.FromVariables(engine, Asked) with
        {
            DataFolder = folder,
            Connection = postgres ?? DataFolder.DatabaseFileIn(folder),
            Bus = new() { Rabbit = rabbit },
            Proxies = [.. (parsed.GetValue(Proxies) ?? []).Select(NetworkOf)],
        };
        SettingVariables.RequireKnown(Environment.GetEnvironmentVariables().Keys.Cast<string>(), known);
        return settings;

        string? Asked(string name)
        {
            known.Add(name);
            return Environment.GetEnvironmentVariable(name);
        }
    }

    private string? RabbitOf(ParseResult parsed) =>
        (parsed.GetValue(Rabbit) ?? Environment.GetEnvironmentVariable(RabbitVariable)) is { Length: > 0 } named ? named : null;

    /// <summary>Where to serve.</summary>
    /// <param name="mayMove">With nothing said and the usual port taken, any other will do.</param>
    public string UrlsOf(ParseResult parsed, bool mayMove)
    {
        if (parsed.GetValue(Urls) is not { } urls)
            return $"http://127.0.0.1:{(mayMove && !IsFree(UsualPort) ? 0 : UsualPort)}";
        Addresses.RequireSound(urls);
        return urls;
    }

    private static IPNetwork NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new UsageException($"--proxy {text}: is no address and no network");

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
