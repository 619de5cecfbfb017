using ServiceOS.Platform.Data;

namespace ServiceOS.Cli;

/// <summary>The folder that a process keeps its data in. One process at a time: the lock is the system's, so a killed process frees it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // what the system says when another process has the lock: errno of Linux, and winerror.h
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string DatabaseFile => DatabaseFileIn(Path);

    public static string DatabaseFileIn(string folder) => System.IO.Path.Combine(folder, "serviceos.db");

    /// <summary>Makes the folder if it is absent, and holds it.</summary>
    /// <exception cref="FailedException">Another process holds it, or it can't be written to.</exception>
    public static DataFolder Hold(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"the data folder {path} can't be made: {e.Message}", e);
        }
        var name = System.IO.Path.Combine(path, "lock");
        try
        {
            return new(path, new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WouldBlock or SharingViolation)
        {
            throw new FailedException($"another serviceos is running on {path}: stop it, or choose another folder with --data", e);
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

    public void Dispose() => _lock.Dispose();
}
