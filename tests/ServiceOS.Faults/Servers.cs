using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace ServiceOS.Faults;

/// <summary>Servers of a test's own on loopback, by the scripts in tools/: to be stopped, killed and started again.</summary>
internal static class Servers
{
    private static readonly TimeSpan s_scriptMax = TimeSpan.FromMinutes(3);

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A folder that the servers' own users can enter too.</summary>
    public static string Folder()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-faults-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        return folder;
    }

    /// <summary>A base for which base + each offset is free on loopback, below the ports that the system gives out itself.</summary>
    public static int FreePorts(params int[] offsets)
    {
        for (var tries = 0; tries < 1_000; tries++)
        {
            var start = RandomPort();
            if (Array.TrueForAll(offsets, offset => IsFree(start + offset)))
                return start;
        }
        throw new InvalidOperationException("no free ports");
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>The lines that it printed.</returns>
    public static async Task<string[]> RunAsync(string script, params string[] args)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Root, "tools", script), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PG_FSYNC"] = "on";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(s_scriptMax);
        return process.ExitCode == 0
            ? (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} failed: {await errors}");
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static int RandomPort()
    {
        var bytes = Guid.NewGuid().ToByteArray();
        return 20_000 + (BitConverter.ToUInt16(bytes, 0) % 10_000);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A PostgreSQL of a test's own, with fsync as in earnest.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Servers.Folder(), "pg");

    public int Port { get; } = Servers.FreePorts(0);

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        await server.UpAsync();
        return server;
    }

    public Task UpAsync() => Servers.RunAsync("pg-up.sh", _folder, Port.ToString(CultureInfo.InvariantCulture));

    /// <summary>Stops it as a crash does: no checkpoint, connections cut.</summary>
    public Task CrashAsync() => Servers.RunAsync("pg-down.sh", _folder);

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }
}

/// <summary>A RabbitMQ of a test's own: one broker, or a cluster.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const int NodesMax = 3;
    private readonly string _folder = Path.Combine(Servers.Folder(), "rabbit");
    private readonly int _nodes;
    private readonly int _port = Servers.FreePorts([.. Enumerable.Range(0, NodesMax), .. Enumerable.Range(100, NodesMax), 200]);

    private RabbitServer(int nodes) => _nodes = nodes;

    public IReadOnlyList<int> Ports => [.. Enumerable.Range(_port, _nodes)];

    public static async Task<RabbitServer> StartAsync(int nodes)
    {
        var server = new RabbitServer(nodes);
        await server.UpAsync();
        return server;
    }

    public Task UpAsync() => Servers.RunAsync(
        "rabbit-up.sh", _folder, _port.ToString(CultureInfo.InvariantCulture), _nodes.ToString(CultureInfo.InvariantCulture));

    public Task DownAsync() => Servers.RunAsync("rabbit-down.sh", _folder);

    /// <summary>kill -9 of one broker of a cluster.</summary>
    public void Kill(int number)
    {
        var pid = int.Parse(File.ReadAllText(Path.Combine(_folder, $"n{number + 1}", "rabbit.pid")), CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Starts a killed broker again, on what it left.</summary>
    public Task RestartAsync(int number) => Servers.RunAsync(
        "rabbit-restart.sh", _folder, (number + 1).ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }
}
