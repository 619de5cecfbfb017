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
}
