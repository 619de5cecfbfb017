namespace ServiceOS.Faults;

/// <summary>What the faults did, a line each, in <c>artifacts/test/faults.md</c>: the figures of docs/reliability.md.</summary>
internal static class FaultReport
{
    private static readonly Lock s_lock = new();

    /// <summary>Where the tests' findings are kept.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("SERVICEOS_TEST_ARTIFACTS") ?? Path.Combine(Servers.Root, "artifacts", "test");
        Directory.CreateDirectory(folder);
        return folder;
    }

    public static void Add(string fault, int n, int acknowledged, IReadOnlyList<string> figures)
    {
        lock (s_lock)
            File.AppendAllLines(Path.Combine(Folder(), "faults.md"),
                [FormattableString.Invariant($"| {fault} | {n} | {acknowledged} acknowledged: 0 lost, 0 doubled | {string.Join("; ", figures)} |")]);
    }

    /// <summary>The same, with times measured many times over.</summary>
    public static void Add(string fault, int n, int acknowledged, params (string What, List<double> Values)[] figures) =>
        Add(fault, n, acknowledged, [.. figures.Select(figure => FormattableString.Invariant(
            $"{figure.What}: p50 {Quantile(figure.Values, 0.5):0.00}, p95 {Quantile(figure.Values, 0.95):0.00}, max {Quantile(figure.Values, 1):0.00} (n = {figure.Values.Count})"))]);

    public static double Quantile(List<double> values, double share) =>
        values.Count == 0 ? 0 : values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);
}
