using System.Collections.Concurrent;
using System.Globalization;
using ServiceOS.Simulated.World;

namespace ServiceOS.Simulated;

/// <summary>The core under a seeded scheduler, with simulated time, network, bus and disk.</summary>
public sealed class SimulatedTests(ITestOutputHelper output)
{
    private const int SeedsShort = 1_000;
    private const int SeedsLong = 20_000;
    private const int ThreadsMax = 2;
    private const int FailuresMax = 3;

    /// <summary>As many as SERVICEOS_SIM_SEEDS says; else it depends on how long the tests may take.</summary>
    private static int SeedsMax =>
        int.TryParse(Environment.GetEnvironmentVariable("SERVICEOS_SIM_SEEDS"), CultureInfo.InvariantCulture, out var wanted) ? wanted
        : Environment.GetEnvironmentVariable("SERVICEOS_TEST_LONG") == "1" ? SeedsLong
        : SeedsShort;

    [Fact]
    public void Whatever_breaks_and_whoever_is_first_the_core_keeps_its_promises()
    {
        var failed = new ConcurrentQueue<Run>();
        var tally = new Tally();
        long[] seeds = Run.Replayed is { } replayed ? [replayed] : [.. Enumerable.Range(1, SeedsMax).Select(seed => (long)seed)];
        RunAll(seeds, run =>
        {
            tally.Add(run);
            if (run.Violations.Count > 0)
                failed.Enqueue(run);
            return failed.Count < FailuresMax;
        });

        output.WriteLine(tally.ToString());
        if (Environment.GetEnvironmentVariable("SERVICEOS_TEST_ARTIFACTS") is { Length: > 0 } artifacts)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(artifacts).FullName, "simulation.txt"), $"{seeds.Length} seeds: {tally}\n");
        Assert.True(failed.IsEmpty, string.Join('\n', failed.Select(run => run.Report())));
        if (Run.Replayed is null)
            Assert.Empty(tally.Missing());
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_to_the_last_step()
    {
        using var file = new DiskFile();
        using var other = new DiskFile();
        foreach (var seed in (long[])[1, 2, 3, 4, 5, 6, 7, 8])
        {
            var first = Run.Of(seed, file, mutant: null);
            var second = Run.Of(seed, other, mutant: null);

            Assert.Equal(first.City.Trace.Newest, second.City.Trace.Newest);
            Assert.Equal(first.City.Trace.Hash, second.City.Trace.Hash);
        }
    }

    /// <summary>Runs seeds on two threads, each with a database of its own, until <paramref name="goOn"/> has had enough.</summary>
    private static void RunAll(IReadOnlyList<long> seeds, Func<Run, bool> goOn)
    {
        var next = -1;
        var hasEnough = false;
        var threads = Enumerable.Range(0, Math.Min(ThreadsMax, Environment.ProcessorCount)).Select(_ => new Thread(() =>
        {
            using var file = new DiskFile();
            for (var at = Interlocked.Increment(ref next); at < seeds.Count && !Volatile.Read(ref hasEnough); at = Interlocked.Increment(ref next))
            {
                if (!goOn(Run.Of(seeds[at], file, mutant: null)))
                    Volatile.Write(ref hasEnough, true);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
