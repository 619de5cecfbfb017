using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ServiceOS.Cli.Backups;

/// <summary>PostgreSQL's own programs, which know its databases best.</summary>
internal static partial class PostgresTools
{
    private const int ErrorCharactersMax = 2_000;

    /// <summary>Writes a database into a file, as of a snapshot that another transaction keeps.</summary>
    public static Task DumpAsync(string connection, int serverMajor, string snapshot, string file, CancellationToken stop) =>
        RunAsync(Find("pg_dump", serverMajor), connection,
            ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], stop);

    /// <summary>Reads such a file into a database, all or nothing.</summary>
    public static Task RestoreAsync(string connection, int serverMajor, string file, bool replaces, CancellationToken stop) =>
        RunAsync(Find("pg_restore", serverMajor), connection,
            ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", .. replaces ? (string[])["--clean", "--if-exists"] : [],
             $"--dbname={new NpgsqlConnectionStringBuilder(connection).Database}", file], stop);

    /// <summary>The program of at least the server's version.</summary>
    /// <exception cref="FailedException">There is none; says what to install.</exception>
    private static string Find(string tool, int serverMajor)
    {
        var folders = (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        var newest = folders.Select(folder => Path.Combine(folder, tool)).Where(File.Exists)
            .Select(path => (Path: path, Major: MajorOf(path))).OrderByDescending(found => found.Major).FirstOrDefault();
        return newest.Major >= serverMajor
            ? newest.Path
            : throw new FailedException($"{tool} {serverMajor} or newer is needed and not here: install it "
                + $"(on Debian: apt-get install postgresql-client-{serverMajor})");
    }

    private static int MajorOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(path, "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Version().Match(output) is { Success: true } match
            ? int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture)
            : 0;
    }

    private static async Task RunAsync(string tool, string connection, IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var (name, value) in VariablesOf(connection))
            start.Environment[name] = value;   // not as arguments: those everybody on the machine can read
        using var process = Process.Start(start)!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
                throw new FailedException($"{Path.GetFileName(tool)} failed: {errors[..Math.Min(errors.Length, ErrorCharactersMax)].Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static IEnumerable<(string Name, string Value)> VariablesOf(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        yield return ("PGHOST", settings.Host ?? "");
        yield return ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture));
        if (settings.Database is { } database)
            yield return ("PGDATABASE", database);
        if (settings.Username is { } user)
            yield return ("PGUSER", user);
        if (settings.Password is { } password)
            yield return ("PGPASSWORD", password);
        if (settings.SslMode is not (SslMode.Prefer or SslMode.Allow))
            yield return ("PGSSLMODE", ModeOf(settings.SslMode));
    }

    private static string ModeOf(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "require",
    };

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
