namespace ServiceOS.Platform.Data;

/// <summary>Decides why a file could not be written, by what the system said. Pure.</summary>
/// <remarks>.NET gives the system's error number on Unix and an HRESULT of it on Windows.</remarks>
internal static class FileFaults
{
    // errno of Linux, from asm-generic/errno-base.h and errno.h
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    // winerror.h
    private const int WriteProtected = unchecked((int)0x80070013);
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int DiskFull = unchecked((int)0x80070070);

    /// <param name="e">An <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/>.</param>
    public static StorageFault Of(Exception e) => e switch
    {
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem or WriteProtected } => StorageFault.ReadOnly,
        IOException { HResult: NoSpace or QuotaExceeded or HandleDiskFull or DiskFull } => StorageFault.DiskFull,
        _ => StorageFault.Unreachable,
    };
}
