using System.Diagnostics;

namespace ServiceOS.Tests.Tidy;

/// <summary>What ./test makes of its steps: a failure, a skipped test or a suite that ran nothing is never a pass.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Dotnet = """
        Test run summary: Passed! - artifacts/bin/ServiceOS.Tests.dll (net10.0|x64)
          total: 22
          failed: 0
          succeeded: 22
          skipped: 0
          duration: 7s 520ms
        """;

    private const string Vitest = " Test Files  2 passed (2)\n      Tests  31 passed (31)\n   Start at  10:00:00\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Passes_are_summed_over_both_kinds_of_tests() =>
        Assert.Equal((0, "53 passed, 0 failed"), await SumAsync(
            ("step", 0, "restored"), ("suite", 0, Dotnet), ("suite", 0, Vitest)));

    [Fact]
    public async Task Failures_are_summed() =>
        Assert.Equal((1, "50 passed, 3 failed"), await SumAsync(
            ("suite", 1, "      Tests  1 failed | 30 passed (31)\n"),
            ("suite", 2, Dotnet.Replace("failed: 0", "failed: 2").Replace("succeeded: 22", "succeeded: 20"))));

    [Fact]
    public async Task What_failed_is_named_at_the_end_where_it_is_looked_for()
    {
        const string Failure = "failed ServiceOS.Tests.Orders.IntakeTests.A_row_is_taken_once(engine: Postgres) (1s 20ms)";

        var (_, lines) = await JudgeAsync(("suite", 2, $"{Failure}\n  Expected: 1\n{Dotnet.Replace("failed: 0", "failed: 1")}"), ("suite", 0, Vitest));

        Assert.Contains(Failure, lines);
        Assert.Equal("53 passed, 1 failed", lines[^1]);
    }

    [Fact]
    public async Task Colours_do_not_hide_a_failure() =>
        Assert.Equal((1, "30 passed, 1 failed"), await SumAsync(
            ("suite", 1, "\e[2m      Tests \e[22m \e[1m\e[31m1 failed\e[39m\e[22m\e[2m | \e[22m\e[1m\e[32m30 passed\e[39m\e[22m\e[90m (31)\e[39m\n")));

    [Fact]
    public async Task A_failed_step_without_counts_is_one_failure() =>
        Assert.Equal((1, "22 passed, 1 failed"), await SumAsync(("step", 1, "error CS1002: ; expected"), ("suite", 0, Dotnet)));

    [Fact]
    public async Task A_suite_that_died_after_its_passes_failed() =>
        Assert.Equal((1, "22 passed, 1 failed"), await SumAsync(("suite", 134, Dotnet)));

    [Fact]
    public async Task A_suite_that_ran_nothing_failed() =>
        Assert.Equal((1, "22 passed, 1 failed"), await SumAsync(("suite", 0, "nothing to see"), ("suite", 0, Dotnet)));

    [Fact]
    public async Task A_skipped_test_is_a_failure() =>
        Assert.Equal((1, "20 passed, 2 failed"), await SumAsync(
            ("suite", 0, Dotnet.Replace("skipped: 0", "skipped: 2").Replace("succeeded: 22", "succeeded: 20"))));

    [Fact]
    public async Task Tests_picked_by_name_may_be_in_one_suite_only() =>
        Assert.Equal((0, "22 passed, 0 failed"), await SumAsync(
            ("part", 8, Dotnet.Replace("22", "0")), ("part", 0, Dotnet)));

    [Fact]
    public async Task A_name_that_fits_no_test_is_a_failure() =>
        Assert.Equal((1, "0 passed, 1 failed"), await SumAsync(("part", 8, Dotnet.Replace("22", "0"))));

    [Fact]
    public async Task A_run_of_nothing_is_a_failure() => Assert.Equal((1, "0 passed, 1 failed"), await SumAsync());

    [Fact]
    public async Task An_unknown_option_is_refused_before_anything_is_done()
    {
        var (exit, _) = await RunAsync(Path.Combine(Sources.Root, "test"), "--slow");

        Assert.Equal(2, exit);
    }

    private async Task<(int Exit, string LastLine)> SumAsync(params (string Kind, int Exit, string Log)[] steps)
    {
        var (exit, lines) = await JudgeAsync(steps);
        return (exit, lines[^1]);
    }

    private async Task<(int Exit, string[] Lines)> JudgeAsync(params (string Kind, int Exit, string Log)[] steps)
    {
        var lines = steps.Select((step, i) =>
        {
            var log = Path.Combine(_folder, $"step{i}.log");
            File.WriteAllText(log, step.Log);
            return $"{step.Kind}\tstep{i}\t{step.Exit}\t{log}\n";
        });
        var file = Path.Combine(_folder, "steps.tsv");
        await File.WriteAllTextAsync(file, string.Concat(lines), TestContext.Current.CancellationToken);
        return await RunAsync(Path.Combine(Sources.Root, "tools", "sum-tests.sh"), file);
    }

    private static async Task<(int Exit, string[] Lines)> RunAsync(string script, string argument)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("bash", [script, argument])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await errors;
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'));
    }
}
