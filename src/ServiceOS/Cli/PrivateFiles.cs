using System.Runtime.InteropServices;

namespace ServiceOS.Cli;

/// <summary>Keeps what this program writes to its user: all that consumers said is in it.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    /// <summary>From here on, whatever this process or its children make is closed to others: SQLite's files and pg_dump's too.</summary>
    public static void ByDefault()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask((uint)Others);
    }

    /// <summary>Those of the paths that are there and that others have rights to.</summary>
    public static IReadOnlyList<string> OpenOf(IEnumerable<string> paths) => [.. paths.Where(Path.Exists).Where(IsOpen)];

    /// <summary>Closes what an older version, or a copy, left open. What belongs to somebody else stays as it is.</summary>
    public static void Close(IEnumerable<string> paths)
    {
        foreach (var path in OpenOf(paths))
        {
            try
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, Directory.Exists(path) ? FolderMode : FileMode);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // doctor tells of it
            }
        }
    }

    private static bool IsOpen(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
