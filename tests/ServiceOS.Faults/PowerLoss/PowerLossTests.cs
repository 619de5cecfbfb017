using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ServiceOS.Faults.PowerLoss;

/// <summary>
/// kill -9 proves nothing about a power cut: what was written stays in the system's memory. Here a shim under the process writes down
/// every write and every sync, and the disk is made as a cut at any moment would have left it: what was acknowledged before must be there.
/// </summary>
public sealed class PowerLossTests
{
    private const int Shoppers = 8;
    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(3);
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") is not null;

    [Fact]
    public async Task Whatever_the_moment_of_a_power_cut_what_was_acknowledged_is_on_the_disk()
    {
        var (folder, before, acknowledged, trace) = await LoadAsync();
        var (cuts, failures) = (s_isLong ? 500 : 40, new List<string>());
        for (var cut = 0; cut < cuts; cut++)
        {
            var chance = new Random(cut);
            var moment = trace.Span.First + (long)(chance.NextDouble() * (trace.Span.Last - trace.Span.First));
            var disk = Directory.CreateDirectory(Path.Combine(folder, $"cut-{cut}")).FullName;
            trace.MakeDisk(moment, before, disk, chance);
            failures.AddRange(Judge(Path.Combine(disk, "serviceos.db"), acknowledged.Where(ack => ack.AtNs <= moment)).Select(failure => $"cut {cut}: {failure}"));
            Directory.Delete(disk, recursive: true);
        }

        Directory.Delete(folder, recursive: true);
        FaultReport.Add("power cut (simulated)", cuts, acknowledged.Count, [$"{trace.Syncs} syncs traced"]);
        Assert.Empty(failures);
        Assert.True(acknowledged.Count > 100, $"only {acknowledged.Count} were acknowledged: that proves nothing");
        Assert.True(trace.Syncs > 20, $"only {trace.Syncs} syncs were seen: is the shim under the process?");
    }

    /// <summary>The test of the test: with acknowledgements dated before their syncs, messages are missed.</summary>
    [Fact]
    public async Task Acknowledgements_that_left_before_their_sync_would_be_found()
    {
        var (folder, before, acknowledged, trace) = await LoadAsync();

        var missed = 0;
        foreach (var (number, ack) in acknowledged.Take(60).Index())
        {
            var disk = Directory.CreateDirectory(Path.Combine(folder, $"cut-{number}")).FullName;
            var early = ack.AtNs - 20_000_000;   // as if it had left 20 ms earlier, when nothing was on the disk yet
            trace.MakeDisk(early, before, disk, new Random(number));
            missed += Judge(Path.Combine(disk, "serviceos.db"), [ack]).Count;
            Directory.Delete(disk, recursive: true);
        }

        Directory.Delete(folder, recursive: true);
        Assert.True(missed > 5, $"only {missed} of 60 were missed");
    }

    /// <summary>Shoppers talk to a demo world whose writes and syncs are traced; the disk before them is kept.</summary>
    private static async Task<(string Folder, string Before, IReadOnlyList<Acknowledged> Acknowledged, DiskTrace Trace)> LoadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-power-").FullName;
        var (data, before, traceFile) = (Path.Combine(folder, "data"), Path.Combine(folder, "before"), Path.Combine(folder, "trace"));
        var shim = await BuildShimAsync(folder);
        await MakeWorldAsync(data);
        CopyFiles(data, before);
        return (folder, before, await RunAsync(data, shim, traceFile), DiskTrace.Read(traceFile));
    }

    private static async Task<string> BuildShimAsync(string folder)
    {
        var shim = Path.Combine(folder, "shim.so");
        using var compiler = Process.Start(new ProcessStartInfo("cc",
            ["-shared", "-fPIC", "-O2", "-o", shim, Path.Combine(Servers.Root, "tests", "ServiceOS.Faults", "PowerLoss", "shim.c"), "-ldl", "-lpthread"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        var errors = await compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        Assert.True(compiler.ExitCode == 0, errors);
        return shim;
    }

    /// <summary>A demo world, made and closed: the database has no log beside it.</summary>
    private static async Task MakeWorldAsync(string data)
    {
        var program = new Program();
        await program.StartAsync(["demo", "--data", data, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"]);
        await program.StopAsync();
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "serviceos.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>Some seconds of load with the shim under the process.</summary>
    private static async Task<List<Acknowledged>> RunAsync(string data, string shim, string trace)
    {
        var program = new Program();
        var line = await program.StartAsync(["demo", "--data", data, "--urls", "http://127.0.0.1:0", "--no-traffic", "--json"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = shim,
            ["DISK_WATCHED"] = data,
            ["DISK_TRACE"] = trace,
        });
        var url = new Uri(line.GetProperty("url").GetString()!);
        var shoppers = Enumerable.Range(0, Shoppers).Select(number => new Shopper(number)).ToList();
        foreach (var shopper in shoppers)
            await shopper.OpenAsync(url);
        using var stop = new CancellationTokenSource(s_load, TimeProvider.System);
        await Task.WhenAll(shoppers.Select(shopper => Task.Run(() => shopper.TalkAsync(url, stop.Token))));
        await program.KillAsync();
        return [.. shoppers.SelectMany(shopper => shopper.Ledger).OrderBy(ack => ack.AtNs)];
    }

    /// <summary>What is wrong with a disk: it must be whole, and have every message.</summary>
    private static List<string> Judge(string database, IEnumerable<Acknowledged> acknowledged)
    {
        var wrong = new List<string>();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "pragma quick_check";
        if ((string)check.ExecuteScalar()! != "ok")
            wrong.Add("the database is damaged");
        using var find = connection.CreateCommand();
        find.CommandText = "select count(*) from messages where conversation_id = $conversation and seq = $seq and client_key = $key";
        var (conversation, seq, key) = (find.Parameters.Add("$conversation", SqliteType.Text), find.Parameters.Add("$seq", SqliteType.Integer), find.Parameters.Add("$key", SqliteType.Text));
        foreach (var ack in acknowledged)
        {
            (conversation.Value, seq.Value, key.Value) = (ack.Conversation, ack.Seq, $"c:{ack.Key}");
            if ((long)find.ExecuteScalar()! != 1)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"message {ack.Seq} of {ack.Conversation} was acknowledged and is lost"));
        }
        return wrong;
    }
}

/// <summary>A promise of the server, and when it arrived: ns of the monotonic clock.</summary>
internal sealed record Acknowledged(string Conversation, string Key, long Seq, long AtNs);
