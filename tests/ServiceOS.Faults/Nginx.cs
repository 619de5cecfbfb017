using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ServiceOS.Faults;

/// <summary>A real nginx in front of nodes, with the configuration that is shipped: only addresses and folders differ.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";   // ./test installs it
    private const int PortMin = 20_000;   // below those that the system gives out by itself
    private const int PortMax = 30_000;
    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private Nginx(string folder, Process process, Uri url)
    {
        (_folder, _process, Url) = (folder, process, url);
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Uri Url { get; }

    /// <summary>Starts one.</summary>
    /// <param name="first">A node.</param>
    /// <param name="second">The other; may be the same.</param>
    /// <param name="change">Spoils the configuration; null: as shipped.</param>
    public static async Task<Nginx> StartAsync(Uri first, Uri second, Func<string, string>? change = null)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing");
        var folder = Directory.CreateTempSubdirectory("serviceos-nginx-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);   // its workers run as another user when we are root
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var file = Path.Combine(folder, "nginx.conf");
        var shipped = await File.ReadAllTextAsync(Path.Combine(Root(), "deploy", "nginx.conf"));
        var text = Replace(shipped,
            ("node1:8080", first.Authority), ("node2:8080", second.Authority), ("listen 8080;", $"listen {url.Authority};"), ("/tmp/", folder + "/"));
        await File.WriteAllTextAsync(file, change?.Invoke(text) ?? text);

        using (var test = Run(folder, file, "-t"))
        {
            var said = await test.StandardError.ReadToEndAsync();
            await test.WaitForExitAsync();
            Assert.True(test.ExitCode == 0, said);
        }
        var nginx = new Nginx(folder, Run(folder, file, "-g", "daemon off;"), url);
        await nginx.UntilItListensAsync();
        return nginx;
    }

    /// <summary>A port of loopback that nobody has.</summary>
    public static int FreePort()
    {
        for (; ; )
        {
            var port = RandomNumberGenerator.GetInt32(PortMin, PortMax);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // somebody has it: another
            }
        }
    }

    /// <summary>Replaces each word, all of which must be there: a test of something else than what is shipped would prove nothing.</summary>
    public static string Replace(string text, params (string From, string To)[] words)
    {
        foreach (var (from, to) in words)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        // its master ends its workers; killed, it would leave them
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await KeepAsync($"nginx-{Url.Port}.log", await _errors);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Keeps a text with the run's logs, if they are kept.</summary>
    public static async Task KeepAsync(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("SERVICEOS_TEST_ARTIFACTS") is not { Length: > 0 } artifacts || text.Length == 0)
            return;
        Directory.CreateDirectory(artifacts);
        await File.WriteAllTextAsync(Path.Combine(artifacts, name), text);
    }

    private static Process Run(string folder, string file, params string[] more) => Process.Start(
        new ProcessStartInfo(Program, ["-p", folder, "-e", "stderr", "-c", file, .. more])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;

    private async Task UntilItListensAsync()
    {
        var began = Stopwatch.StartNew();
        for (; ; )
        {
            Assert.False(_process.HasExited, "nginx ended at once");
            Assert.True(began.Elapsed < s_startMax, "nginx does not listen");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Url.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
