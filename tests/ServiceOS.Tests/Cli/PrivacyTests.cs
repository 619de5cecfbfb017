using ServiceOS.Cli;
using ServiceOS.Cli.Backups;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>What consumers said can be read by the server's user only, and cut-off work leaves no copy of it.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_running_server_s_files_are_closed_in_an_open_folder_and_those_of_before_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        Open(_folder);
        Open(Directory.CreateDirectory(Path.Combine(_folder, "files")).FullName);
        for (var start = 0; start < 2; start++)
        {
            using var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json");
            await Shell.LineAsync(serve);
            Assert.All(DataFolder.PrivateIn(_folder).Where(Path.Exists), path => Assert.Equal(default, Mode(path) & Others));
            Assert.True(File.Exists(DataFolder.DatabaseFileIn(_folder) + "-wal"));
            Assert.Equal(0, await Shell.TerminateAsync(serve));
            Open(DataFolder.DatabaseFileIn(_folder));   // as a careless copy leaves it
        }

        var findings = await DoctorCommand.RunAsync(
            new AppSettings { Connection = DataFolder.DatabaseFileIn(_folder), DataFolder = _folder }, server: null, TimeProvider.System, Stop);
        Assert.Equal(FindingState.Warn, findings.Single(finding => finding.Check == "privacy").State);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_backup_s_working_files_lie_in_a_closed_folder_and_go_when_it_is_cut_off(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        using var cutOff = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var seen = new List<UnixFileMode>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new MakeBackup(TimeProvider.System).RunAsync(
            new AppSettings { Engine = engine, Connection = made.Connection, DataFolder = made.Folder }, Path.Combine(_folder, "desk.tgz"), Look, cutOff.Token));

        Assert.NotEmpty(seen);
        Assert.All(seen, mode => Assert.Equal(default, mode & Others));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));

        void Look(string what, double share)
        {
            if (!OperatingSystem.IsWindows())
                seen.AddRange(Directory.EnumerateFileSystemEntries(_folder).Select(Mode));
            cutOff.Cancel();
        }
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void Open(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Mode(path) | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
