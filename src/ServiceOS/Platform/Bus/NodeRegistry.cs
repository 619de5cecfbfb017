using System.Globalization;
using ServiceOS.Platform.Data;

namespace ServiceOS.Platform.Bus;

/// <summary>Tells the other nodes of the same PostgreSQL that this one lives, and knows which do.</summary>
internal sealed partial class NodeRegistry(Database database, TimeProvider time, ILogger<NodeRegistry> log) : BackgroundService
{
    private const long SilentMsMax = 6_000;
    private const long ForgottenMs = 3_600_000;
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(2);

    private IReadOnlyList<string> _live = [];

    /// <summary>This process, among all that ever ran.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("n");

    /// <summary>Ids of the nodes that were heard of within 6 s, in order, this one among them.</summary>
    public IReadOnlyList<string> Live => Volatile.Read(ref _live);

    /// <summary>Raised when a node came or went.</summary>
    public event EventHandler? Changed;

    /// <summary>Nodes of the database that live, with what they run.</summary>
    public static ValueTask<IReadOnlyList<NodeRow>> ListLiveAsync(Session db, CancellationToken stop) =>
        db.ListAsync<NodeRow>(
            $"select id, name, release_number, started_at from nodes where seen_at > {PostgresNodes.Now} - @SilentMsMax order by id",
            new { SilentMsMax }, stop);

    /// <summary>The same for a database that may have no tables yet.</summary>
    public static async Task<IReadOnlyList<NodeRow>> ListLiveIfAnyAsync(Session db, CancellationToken stop) =>
        await db.GetAsync<long>(
            "select count(*) from pg_tables where tablename = 'nodes' and schemaname = any (current_schemas(false))", args: null, stop) == 0
            ? []
            : await ListLiveAsync(db, stop);

    /// <summary>Looks whether this program may run beside the nodes that live.</summary>
    /// <exception cref="BusException">One of them is more than a release older or newer.</exception>
    public static async Task RequireNeighboursAsync(Database database, CancellationToken stop)
    {
        if (!database.IsShared)
            return;
        var live = await database.ReadAsync(db => ListLiveIfAnyAsync(db, stop), stop);
        if (live.FirstOrDefault(node => Math.Abs(node.ReleaseNumber - Release.Current) > 1) is { } other)
            throw new BusException(FormattableString.Invariant(
                $"node {other.Name} runs release {other.ReleaseNumber}, this is release {Release.Current}: nodes of one release and the next can run together, others can't; upgrade one release at a time, or stop that node"));
    }

    /// <summary>Says once that this node lives, and looks who else does.</summary>
    public async Task BeatAsync(CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}");
        var live = await database.InTransactionAsync(async db =>
        {
            await db.RunAsync($"""
                insert into nodes (id, name, release_number, started_at, seen_at) values (@Id, @name, @release, {PostgresNodes.Now}, {PostgresNodes.Now})
                on conflict (id) do update set seen_at = excluded.seen_at
                """, new { Id, name, release = Release.Current }, stop);
            return await ListLiveAsync(db, stop);
        }, stop);
        See([.. live.Select(node => node.Id)]);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!database.IsShared)
            return;
        try
        {
            await database.InTransactionAsync(async db =>
                await db.RunAsync("delete from nodes where id = @Id", new { Id }, cancellationToken), cancellationToken);
        }
        catch (Exception e)
        {
            LogRoundFailed(e);   // the others find out by its silence
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsShared)
        {
            See([Id]);
            return;
        }
        using var timer = new PeriodicTimer(s_beat, time);
        do
        {
            try
            {
                await BeatAsync(stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Those that were killed left their rows.</summary>
    private Task<int> ForgetAsync(CancellationToken stop) => database.InTransactionAsync(async db =>
        await db.RunAsync($"delete from nodes where seen_at < {PostgresNodes.Now} - @ForgottenMs", new { ForgottenMs }, stop), stop);

    private void See(IReadOnlyList<string> live)
    {
        if (live.SequenceEqual(_live, StringComparer.Ordinal))
            return;
        Volatile.Write(ref _live, live);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling other nodes of this one failed; trying again")]
    private partial void LogRoundFailed(Exception e);
}

/// <summary>A node that lives.</summary>
internal sealed record NodeRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public long ReleaseNumber { get; init; }

    /// <summary>By the database's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }
}
