using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ServiceOS.Platform.Web;

namespace ServiceOS.Cli.Checkups;

/// <summary>Looks at the machine: the folder, the disk, descriptors, the port, the built pages.</summary>
internal static class MachineChecks
{
    private const long FreeBytesBad = 100L * 1024 * 1024;
    private const long FreeBytesWarn = 2L * 1024 * 1024 * 1024;
    private const long DescriptorsWarn = 4_096;

    /// <summary>The pages that must be there to serve people.</summary>
    private static readonly string[] s_pages = ["desk/index.html", "widget/loader.js", "widget/widget.js"];

    public static Finding Folder(string path)
    {
        if (File.Exists(path))
            return Finding.Bad("folder", $"{path} is a file", "name the folder that it lies in with --data");
        var at = path;
        while (!Directory.Exists(at) && Path.GetDirectoryName(at) is { } above)
            at = above;
        try
        {
            var probe = Path.Combine(at, $".serviceos-{Guid.NewGuid():n}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Bad("folder", $"{at} can't be written to: {e.Message}",
                $"give it to the user that runs the server ({Environment.UserName}), or choose another with --data");
        }
        return Finding.Good("folder", at == path ? $"{path} can be written to" : $"{path} is not there yet: the first start makes it");
    }

    /// <summary>Who else on this machine could read what consumers said; null when nobody.</summary>
    public static Finding? Privacy(string path) => PrivateFiles.OpenOf(DataFolder.PrivateIn(path)) is { Count: > 0 } open
        ? Finding.Warn("privacy", $"other users of this machine have rights to {string.Join(", ", open)}",
            "the next start takes them away (files 600, folders 700)")
        : null;

    public static Finding Space(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above)
            path = above;
        var free = new DriveInfo(path).AvailableFreeSpace;
        var said = string.Create(CultureInfo.InvariantCulture, $"{free / 1024.0 / 1024 / 1024:0.0} GB free");
        return free switch
        {
            < FreeBytesBad => Finding.Bad("disk", said, "make room: without it nothing can be stored"),
            < FreeBytesWarn => Finding.Warn("disk", said, "make room soon: a million messages take about 1 GB"),
            _ => Finding.Good("disk", said),
        };
    }

    /// <param name="streamsMax">The limit of live streams that is set.</param>
    public static Finding Descriptors(int streamsMax)
    {
        var limit = ConnectionLimits.Descriptors("/proc/self/limits");
        var connections = ConnectionLimits.OfThisProcess();
        var said = string.Create(CultureInfo.InvariantCulture,
            $"{limit?.ToString(CultureInfo.InvariantCulture) ?? "no limit of"} descriptors: {connections} connections, {Math.Min(streamsMax, ConnectionLimits.StreamsOf(connections))} of them live streams");
        return limit < DescriptorsWarn
            ? Finding.Warn("descriptors", said, "raise it (LimitNOFILE in systemd, ulimit -n in a shell): each open chat and desk takes one")
            : Finding.Good("descriptors", said);
    }

    public static Finding Port(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return Finding.Good("port", FormattableString.Invariant($"{port} is free"));
        }
        catch (SocketException)
        {
            return Finding.Warn("port", FormattableString.Invariant($"{port} is taken, by a running server or by another program"),
                "if it is no server of yours, choose another port with --urls");
        }
    }

    public static Finding Pages()
    {
        var folder = StaticPages.Find();
        var missing = s_pages.Where(page => folder is null || !File.Exists(Path.Combine(folder, page))).ToList();
        return missing.Count == 0
            ? Finding.Good("pages", "desk and widget are built")
            : Finding.Warn("pages", $"not built: {string.Join(", ", missing)}", "build without -p:BuildWeb=false, with Node.js 20.19 or newer");
    }
}
