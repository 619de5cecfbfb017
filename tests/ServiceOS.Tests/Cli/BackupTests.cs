using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using ServiceOS.Cli;
using ServiceOS.Cli.Backups;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>A backup is made of a running installation, is found out when it is not good, and comes back whole.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly byte[] s_picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[200]];
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;
    private readonly ManualTime _time = new();

    private string File => Path.Combine(_folder, "lantern.tar.gz");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_backed_up_while_the_server_runs_comes_back_whole(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        string conversation;
        await using (var shop = await Shop.OpenAsync(made))
        {
            var ana = await shop.VisitAsync();
            conversation = ana.Conversation;
            await ana.AskAsync("Is the lamp waterproof?");
            await UploadAsync(ana.Http);
            await MakeAsync(made);
            await ana.AskAsync("After the backup");
        }
        Assert.True((await RestoreBackup.VerifyAsync(File, ServerOf(made), Silent, Stop)).IsGood);
        await using var other = await TestDatabase.CreateEmptyAsync(engine);
        var folder = Path.Combine(_folder, "restored");
        using (var held = DataFolder.Hold(folder))
        {
            var report = await new RestoreBackup(_time).RunAsync(File, held, ServerOf(other), replaces: false, Silent, Stop);
            Assert.All(report.Findings, finding => Assert.Equal(FindingState.Good, finding.State));
        }

        await using var restored = Database.Open(engine, engine == Engine.Sqlite ? DataFolder.DatabaseFileIn(folder) : other.Connection);
        var seqs = await restored.ReadAsync(async db => await db.ListAsync<long>(
            "select seq from messages where conversation_id = @conversation order by seq", new { conversation }, Stop), Stop);
        Assert.Equal([1L, 2], seqs);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories), path => System.IO.File.ReadAllBytes(path).SequenceEqual(s_picture));
    }

    [Fact]
    public async Task The_copy_of_a_database_that_is_written_to_is_of_one_instant()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var database = made.Open();
        var facts = new FactLog(new FactSignal());
        await AddAsync(2_000);
        var (written, writing) = (0, true);
        var writer = Task.Run(async () =>
        {
            for (; Volatile.Read(ref writing); written++)
                await AddAsync(10);   // in tens: a copy that holds half of one is of no instant
        }, Stop);

        var copy = Path.Combine(_folder, "copy.db");
        await Task.Run(() => SqliteCopy.Run(made.Connection, copy, _ => { }, Stop), Stop);
        Volatile.Write(ref writing, false);
        await writer;

        await using var copied = Database.Open(Engine.Sqlite, copy);
        var rows = (await copied.ReadAsync(db => Inventory.RowsAsync(db, Stop), Stop))["facts"];
        Assert.Equal(0, rows % 10);
        Assert.InRange(rows, 2_000, 2_000 + (written * 10));

        Task AddAsync(int count) => database.InTransactionAsync(async db =>
        {
            for (var i = 0; i < count; i++)
                await facts.AddAsync(db, "t", "lamp", seq: 0, new Lit(new string('x', 500)), _time.GetUtcNow(), Stop);
        }, Stop);
    }

    [Fact]
    public async Task A_backup_that_lost_a_byte_is_refused()
    {
        await using var made = await MakeSmallAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File, Stop);
        foreach (var damaged in new[] { bytes[..(bytes.Length / 2)], [.. bytes[..2000], (byte)(bytes[2000] ^ 1), .. bytes[2001..]], Encoding.UTF8.GetBytes("not a backup") })
        {
            await System.IO.File.WriteAllBytesAsync(File, damaged, Stop);
            await Assert.ThrowsAsync<FailedException>(() => RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop));
        }
    }

    [Fact]
    public async Task A_backup_can_not_write_outside_of_its_folder()
    {
        await using (var file = System.IO.File.Create(File))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "../outside") { DataStream = new MemoryStream([1]) }, Stop);

        var refused = await Assert.ThrowsAsync<FailedException>(() => RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop));

        Assert.Contains("../outside", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_with_less_than_its_manifest_says_is_not_good()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await BackupArchive.PackAsync(File, [(MakeBackup.SqliteName, made.Connection)], files => new()
        {
            Version = "1",
            MadeAt = _time.GetUtcNow(),
            Engine = "sqlite",
            Migration = null,
            Rows = new Dictionary<string, long>(StringComparer.Ordinal) { ["facts"] = 3 },
            Files = files,
        }, _ => { }, Stop);

        var report = await RestoreBackup.VerifyAsync(File, postgres: null, Silent, Stop);

        Assert.False(report.IsGood);
        Assert.Contains("facts has 0 rows instead of 3", report.Findings.Single(finding => finding.Check == "rows").What, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_backup_in_which_messages_are_missing_is_not_good(Engine engine)
    {
        await using var made = await TestDatabase.CreateAsync(engine);
        await using (var shop = await Shop.OpenAsync(made))
        {
            await (await shop.VisitAsync()).AskAsync("hello");
            await shop.Server.Database.InTransactionAsync(async db => await db.RunAsync("delete from messages where seq = 1", args: null, Stop), Stop);
        }
        await MakeAsync(made);

        var report = await RestoreBackup.VerifyAsync(File, ServerOf(made), Silent, Stop);

        Assert.Equal("1 conversations lack messages", report.Findings.Single(finding => finding.State == FindingState.Bad).What);
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone_unless_it_may_be_put_aside()
    {
        await using var made = await MakeSmallAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "serviceos.db"), "the old one", Stop);
        using var held = DataFolder.Hold(folder);
        var restore = new RestoreBackup(_time);

        var refused = await Assert.ThrowsAsync<FailedException>(() => restore.RunAsync(File, held, postgres: null, replaces: false, Silent, Stop));
        Assert.Contains("--force", refused.Message, StringComparison.Ordinal);
        Assert.Equal("the old one", await System.IO.File.ReadAllTextAsync(held.DatabaseFile, Stop));

        Assert.True((await restore.RunAsync(File, held, postgres: null, replaces: true, Silent, Stop)).IsGood);
        Assert.NotEqual("the old one", await System.IO.File.ReadAllTextAsync(held.DatabaseFile, Stop));
        Assert.Equal("the old one", await System.IO.File.ReadAllTextAsync(Path.Combine(folder, "replaced-20261111T020000Z", "serviceos.db"), Stop));
    }

    [Fact]
    public async Task A_PostgreSQL_with_tables_in_it_is_left_alone_unless_they_may_be_replaced()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        await MakeAsync(made);
        using var held = DataFolder.Hold(Path.Combine(_folder, "new"));
        var restore = new RestoreBackup(_time);

        await Assert.ThrowsAsync<FailedException>(() => restore.RunAsync(File, held, made.Connection, replaces: false, Silent, Stop));
        Assert.True((await restore.RunAsync(File, held, made.Connection, replaces: true, Silent, Stop)).IsGood);
    }

    [Fact]
    public async Task A_PostgreSQL_s_readers_go_on_after_its_restore_into_a_cluster_that_counts_from_elsewhere()
    {
        await using var made = await TestDatabase.CreateAsync(Engine.Postgres);
        var facts = new FactLog(new FactSignal());
        await using (var database = made.Open())
        {
            await database.InTransactionAsync(db => facts.AddAsync(db, "t", "before", seq: 0, new Lit(""), _time.GetUtcNow(), Stop), Stop);
            await database.InTransactionAsync(async db => await db.RunAsync("update facts set epoch = epoch + 5000000000", args: null, Stop), Stop);
        }
        await MakeAsync(made);
        await using var other = await TestDatabase.CreateEmptyAsync(Engine.Postgres);
        using var held = DataFolder.Hold(Path.Combine(_folder, "new"));
        await new RestoreBackup(_time).RunAsync(File, held, other.Connection, replaces: false, Silent, Stop);

        await using var restored = other.Open();
        await restored.InTransactionAsync(db => facts.AddAsync(db, "t", "after", seq: 0, new Lit(""), _time.GetUtcNow(), Stop), Stop);

        await Eventually.TrueAsync(async () =>
        {
            var read = await restored.ReadAsync(async db => await FactLog.ListAfterAsync(db, FactCursor.Start, limit: 10, Stop), Stop);
            return read.Select(fact => fact.Subject).SequenceEqual(["before", "after"]);
        }, "both facts, in order");
    }

    private static async Task UploadAsync(HttpClient client)
    {
        using var content = new ByteArrayContent(s_picture);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { content, "file", "lamp.png" } };
        (await client.CallAsync(HttpMethod.Post, "/v1/attachments", form)).Expect(HttpStatusCode.Created);
    }

    private async Task<TestDatabase> MakeSmallAsync()
    {
        var made = await TestDatabase.CreateAsync(Engine.Sqlite);
        await MakeAsync(made);
        return made;
    }

    private Task<BackupManifest> MakeAsync(TestDatabase made) => new MakeBackup(_time).RunAsync(
        new AppSettings { Engine = made.Engine, Connection = made.Connection, DataFolder = made.Folder }, File, Silent, Stop);

    private static string? ServerOf(TestDatabase database) =>
        database.Engine == Engine.Postgres ? new NpgsqlConnectionStringBuilder(database.Connection).ConnectionString : null;

    private static void Silent(string what, double share) { }

    private sealed record Lit(string Why) : IFact
    {
        public static string Topic => "lamp.lit";
    }
}
