using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary>The folder that a process keeps its data in. One process at a time: the lock is the system's, so a killed process frees it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";

    // what the system says when another process has the lock: errno of Linux, and winerror.h
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;
    private readonly IReadOnlyList<string> _made;

    private DataFolder(string path, FileStream held, IReadOnlyList<string> made)
    {
        Path = path;
        _lock = held;
        _made = made;
    }

    public string Path { get; }

    public string DatabaseFile => DatabaseFileIn(Path);

    public static string DatabaseFileIn(string folder) => System.IO.Path.Combine(folder, "serviceos.db");

    /// <summary>Makes the folder if it is absent, and holds it. What is in it is closed to others.</summary>
    /// <param name="beside">What can be done while another process holds it.</param>
    /// <exception cref="FailedException">Another process holds it, or it can't be written to.</exception>
    public static DataFolder Hold(string path, string beside = "stop it, or choose another folder with --data")
    {
        path = System.IO.Path.GetFullPath(path);
        var made = MissingOf(path);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, PrivateFiles.FolderMode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(File.Exists(path)
                ? $"{path} is a file: --data names a folder"
                : $"the data folder {path} can't be made: {e.Message}. Name another with --data", e);
        }
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            PrivateFiles.Close(PrivateIn(path));
            return new(path, held, made);
        }
        catch (IOException e) when (e.HResult is WouldBlock or SharingViolation)
        {
            throw new FailedException($"another serviceos is running on {path}: {beside}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(FileFaults.Of(e) switch
            {
                StorageFault.ReadOnly => $"the data folder {path} can't be written to: make it writable, or name a different one with --data",
                StorageFault.DiskFull => $"the disk of the data folder {path} is full",
                _ => $"the data folder {path} can't be used: {e.Message}",
            }, e);
        }
    }

    /// <summary>What is in a data folder that others must not read.</summary>
    public static IReadOnlyList<string> PrivateIn(string folder)
    {
        var database = DatabaseFileIn(folder);
        return [database, $"{database}-wal", $"{database}-shm", System.IO.Path.Combine(folder, "files")];
    }

    /// <summary>Lets it go, and takes back the folders that were made for it, if nothing came into them.</summary>
    public void TakeBack()
    {
        Dispose();
        if (_made.Count == 0)
            return;
        File.Delete(System.IO.Path.Combine(Path, LockName));
        foreach (var folder in _made)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                return;
            Directory.Delete(folder);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>The folder and those above it that are not there, lowest first.</summary>
    private static List<string> MissingOf(string path)
    {
        var missing = new List<string>();
        for (var at = path; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
            missing.Add(at);
        return missing;
    }
}
