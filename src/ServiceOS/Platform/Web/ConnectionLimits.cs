using System.Globalization;

namespace ServiceOS.Platform.Web;

/// <summary>How many connections this process may hold. When a process runs out of descriptors, the runtime aborts it.</summary>
/// <remarks>The runtime has raised the soft limit to the hard one by the time this is read.</remarks>
internal static class ConnectionLimits
{
    /// <summary>What the database, files, the log and outgoing calls need beside connections.</summary>
    private const int KeptBack = 500;

    private const int ConnectionsMin = 64;
    private const int ConnectionsMax = 100_000;

    /// <summary>Most connections at once: below the limit of descriptors by some hundreds.</summary>
    public static int OfThisProcess() => Below(Descriptors("/proc/self/limits"));

    /// <summary>Of the connections, nine in ten may be live streams: the others stay for requests.</summary>
    public static int StreamsOf(int connections) => connections / 10 * 9;

    /// <param name="descriptors">How many the process may open; null: no limit, or not known.</param>
    internal static int Below(long? descriptors) => descriptors is null
        ? ConnectionsMax
        : (int)Math.Clamp(descriptors.Value - Math.Min(KeptBack, descriptors.Value / 2), ConnectionsMin, ConnectionsMax);

    /// <summary>The soft limit in a file like Linux's; null when there is no such file or no limit.</summary>
    internal static long? Descriptors(string path)
    {
        if (!File.Exists(path))
            return null;
        var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var soft = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3);
        return long.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
