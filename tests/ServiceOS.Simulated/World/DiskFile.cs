using Microsoft.Data.Sqlite;
using ServiceOS.Platform.Data;

namespace ServiceOS.Simulated.World;

/// <summary>A real SQLite database in memory-backed storage, with one connection that writes and one that reads.</summary>
/// <remarks>
/// The engine's own flushes are off: what a crash would leave is decided by <see cref="Disk"/>, which rolls back. Kept from run
/// to run, since preparing the statements takes longer than a run; each run finds the same rows.
/// </remarks>
internal sealed class DiskFile : IDisposable
{
    private static readonly Lazy<byte[]> s_template = new(() => Task.Run(MakeTemplateAsync).GetAwaiter().GetResult());
    private static readonly string[] s_kept = ["migrations", "tenants", "skills", "staff", "staff_skills", "consumers"];

    private readonly string _folder;

    public DiskFile()
    {
        _folder = Directory.CreateDirectory(Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"serviceos-simulated-{Path.GetRandomFileName()}")).FullName;
        var path = Path.Combine(_folder, "serviceos.db");
        File.WriteAllBytes(path, s_template.Value);
        Writer = Open(path);
        Reader = Open(path);
    }

    public SqliteSession Writer { get; }

    public SqliteSession Reader { get; }

    /// <summary>Takes out what the run before left.</summary>
    /// <param name="receptionMode">Who receives the shop's new conversations in the run to come.</param>
    public void Clear(string receptionMode)
    {
        if (!Writer.IsUndone)
            Writer.Execute("rollback");
        if (!Reader.IsUndone)
            Reader.Execute("rollback");
        Writer.Execute("pragma foreign_keys = off");   // whatever the order
        Writer.Execute("begin immediate");
        foreach (var table in Tables())
            Writer.Execute($"delete from {table}");
        Writer.Execute($$"""update tenants set settings = '{"locale":"en","receptionMode":"{{receptionMode}}"}' where slug = 'lantern'""");
        Writer.Execute("commit");
        Writer.Execute("pragma foreign_keys = on");
    }

    public void Dispose()
    {
        Writer.Dispose();
        Reader.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Tables() => Writer
        .ListAsync<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'", args: null, CancellationToken.None)
        .AsTask().GetAwaiter().GetResult().Except(s_kept).ToList();

    private static SqliteSession Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        var session = new SqliteSession(connection, new());
        session.Execute("pragma journal_mode = wal");
        session.Execute("pragma synchronous = off");
        session.Execute("pragma foreign_keys = on");
        session.Execute("pragma temp_store = memory");
        return session;
    }

    private static async Task<byte[]> MakeTemplateAsync()
    {
        PortableTypes.AddId<Kinds.TenantNode>();
        PortableTypes.AddId<Kinds.StaffMember>();
        PortableTypes.AddId<Kinds.Skill>();
        PortableTypes.AddId<Kinds.Consumer>();
        PortableTypes.AddId<Kinds.Conversation>();
        PortableTypes.AddId<Kinds.KnowledgeItem>();
        var folder = Directory.CreateTempSubdirectory("serviceos-simulated-").FullName;
        var path = Path.Combine(folder, "serviceos.db");
        await using (var database = Database.Open(Engine.Sqlite, path))
        {
            await Migrator.RunAsync(database, TimeProvider.System, CancellationToken.None);
            await database.InTransactionAsync(db => Fixture.InsertAsync(db, CancellationToken.None), CancellationToken.None);
        }
        var template = await File.ReadAllBytesAsync(path);
        Directory.Delete(folder, recursive: true);
        return template;
    }
}
