using System.Globalization;

namespace ServiceOS.Platform.Web;

/// <summary>How many connections this process may hold. When a process runs out of descriptors, the runtime aborts it.</summary>
/// <remarks>The runtime has raised the soft limit to the hard one by the time this is read.</remarks>
internal static class ConnectionLimits
{
    /// <summary>The program itself holds 250 (measured); the database three for each reader that works at the moment.</summary>
    private const int KeptBackMin = 500;

    private const int KeptBackMax = 1_500;
    private const int ConnectionsMin = 100;
    private const int ConnectionsMax = 100_000;

    /// <summary>Why this process can't serve safely, in one line; null when it can.</summary>
    public static string? Fault() => Descriptors("/proc/self/limits") is { } limit && limit < KeptBackMin + ConnectionsMin
        ? $"this process may open only {limit} files and connections: raise it to {KeptBackMin + ConnectionsMin} or more (ulimit -n)"
        : null;

    /// <summary>Most connections at once: below the limit of descriptors by some hundreds.</summary>
    public static int OfThisProcess() => Below(Descriptors("/proc/self/limits"));

    /// <summary>Of the connections, nine in ten may be live streams: the others stay for requests.</summary>
    public static int StreamsOf(int connections) => connections / 10 * 9;

    /// <param name="descriptors">How many the process may open; null: no limit, or not known.</param>
    internal static int Below(long? descriptors) => descriptors is not { } limit
        ? ConnectionsMax
        : (int)Math.Clamp(limit - Math.Clamp(limit / 4, KeptBackMin, KeptBackMax), ConnectionsMin, ConnectionsMax);

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
