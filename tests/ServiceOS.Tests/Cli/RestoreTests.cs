using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ServiceOS.Cli;
using ServiceOS.Cli.Backups;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>A backup goes only where it fits, and what was not tried out is not called good.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;
    private readonly ManualTime _time = new();

    private string File => Path.Combine(_folder, "desk.tgz");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_backup_of_one_engine_is_not_restored_into_the_other(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        await MakeAsync(made);
        await using var empty = await TestDatabase.CreateEmptyAsync(Engine.Postgres);
        using var held = DataFolder.Hold(Path.Combine(_folder, "new"));

        var refused = await Assert.ThrowsAsync<FailedException>(() => new RestoreBackup(_time).RunAsync(
            File, held, engine == Engine.Sqlite ? empty.Connection : null, replaces: false, Silent, Stop));

        Assert.Contains("--postgres", refused.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(held.DatabaseFile));
    }

    [Fact]
    public async Task A_PostgreSQL_on_which_a_node_lives_is_not_replaced_under_it()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await MakeAsync(made);
        await using (var database = made.Open())
        {
            await database.InTransactionAsync(async db => await db.RunAsync(
                "insert into nodes (id, name, release_number, started_at, seen_at) values ('n1', 'desk1/42', 1, 0, @late)",
                new { late = _time.GetUtcNow().AddYears(100) }, Stop), Stop);
        }
        using var held = DataFolder.Hold(Path.Combine(_folder, "new"));

        var refused = await Assert.ThrowsAsync<FailedException>(() =>
            new RestoreBackup(_time).RunAsync(File, held, made.Connection, replaces: true, Silent, Stop));

        Assert.Contains("desk1/42", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_backup_that_only_its_packing_was_looked_at_says_so()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await MakeAsync(made);

        Assert.False((await RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop)).IsTriedOut);
        Assert.True((await RestoreBackup.VerifyAsync(File, made.Connection, Silent, Stop)).IsTriedOut);
        var words = await Shell.RunAsync("restore", "--verify", File);
        var json = await Shell.RunAsync("restore", "--verify", File, "--json");

        Assert.Equal((0, 0), (words.Exit, json.Exit));
        Assert.Contains("the database in it was not tried out", words.Output, StringComparison.Ordinal);
        Assert.Contains("\"triedOut\":false", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("oracle")]
    public async Task A_backup_without_its_database_is_damaged(string engine)
    {
        await BackupArchive.PackAsync(File, [], files => new()
        {
            Version = "1",
            MadeAt = _time.GetUtcNow(),
            Engine = engine,
            Migration = null,
            Rows = new Dictionary<string, long>(StringComparer.Ordinal),
            Files = files,
        }, _ => { }, Stop);

        await Assert.ThrowsAsync<FailedException>(() => RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop));
    }

    [Fact]
    public async Task A_backup_whose_last_bytes_were_cut_off_is_refused()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await MakeAsync(made);
        var bytes = await System.IO.File.ReadAllBytesAsync(File, Stop);
        foreach (var cut in (int[])[1, 4, 8, 9, 10, 20, 600])
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes[..^cut], Stop);
            var refused = await Record.ExceptionAsync(() => RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop));
            Assert.True(refused is FailedException, $"{cut} bytes fewer: {refused?.ToString() ?? "taken for whole"}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"format":1,"version":"1","madeAt":"2026-11-11T00:00:00Z","engine":"sqlite","migration":null,"rows":null,"files":null}""")]
    [InlineData("""{"format":1,"version":"1","madeAt":"2026-11-11T00:00:00Z","engine":"sqlite","migration":null,"rows":{},"files":[null]}""")]
    [InlineData("""{"format":9,"version":"1","madeAt":"2026-11-11T00:00:00Z","engine":"sqlite","migration":null,"rows":{},"files":[]}""")]
    public async Task A_manifest_that_says_nothing_is_refused(string manifest)
    {
        await using (var file = System.IO.File.Create(File))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(manifest));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = content }, Stop);
        }

        var refused = await Assert.ThrowsAsync<FailedException>(() => RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop));
        Assert.Contains("backup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_restored_is_told_to_serve_from_there()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await MakeAsync(made);
        var folder = Path.Combine(_folder, "new");

        var run = await Shell.RunAsync("restore", File, "--data", folder);

        Assert.True(run.Exit == 0, run.Output + run.Error);
        Assert.Contains($"serviceos serve --data {folder}", run.Output, StringComparison.Ordinal);
    }

    private Task<BackupManifest> MakeAsync(TestDatabase made) => new MakeBackup(_time).RunAsync(
        new AppSettings { Engine = made.Engine, Connection = made.Connection, DataFolder = made.Folder }, File, Silent, Stop);

    private static void Silent(string what, double share) { }
}
