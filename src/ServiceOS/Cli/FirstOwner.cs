using ServiceOS.Staff.Contracts;

namespace ServiceOS.Cli;

/// <summary>The owner's first password, in the data folder until it was used: what a screen showed can be lost.</summary>
internal static class FirstOwner
{
    public const string Name = "owner";

    private const string FileName = "first-owner.txt";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Where the password is; null: it was used, or never made here.</summary>
    public static string? FindIn(string folder) => File.Exists(PathIn(folder)) ? PathIn(folder) : null;

    /// <summary>Writes it to disk, for the user of this process only.</summary>
    public static async Task WriteAsync(string folder, string password, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        Forget(folder);   // a file that is there would keep its mode
        await using var file = new FileStream(PathIn(folder), options);
        await using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            await writer.WriteAsync($"name:     {Name}\npassword: {password}\n\nThis file goes away when {Name} has signed in.\n".AsMemory(), stop);
        }
        file.Flush(flushToDisk: true);
    }

    public static void Forget(string folder) => File.Delete(PathIn(folder));

    /// <summary>Deletes it as soon as the owner has signed in, on this node or another.</summary>
    public static async Task ForgetOnceUsedAsync(string folder, IServiceProvider services, CancellationToken stop)
    {
        if (FindIn(folder) is null)
            return;
        var staff = services.GetRequiredService<StaffAdmin>();
        using var timer = new PeriodicTimer(s_lookEvery, services.GetRequiredService<TimeProvider>());
        try
        {
            while (!await HasSignedInAsync(staff, stop))
                await timer.WaitForNextTickAsync(stop);
            Forget(folder);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException or UnauthorizedAccessException)
        {
            // the next start looks again
        }
    }

    private static async Task<bool> HasSignedInAsync(StaffAdmin staff, CancellationToken stop)
    {
        try
        {
            return await staff.HasSignedInAsync(Name, stop);
        }
        catch (Platform.Data.StorageException)
        {
            return false;   // the database is away for a while
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
