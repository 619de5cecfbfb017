using Microsoft.Data.Sqlite;

namespace ServiceOS.Platform.Data;

/// <summary>
/// Copies pages from the write-ahead log back into the database's file on a thread of its own, while the writer goes on: left
/// to SQLite, it would be done in the middle of a commit, and all who write would wait for the disk.
/// </summary>
/// <remarks>
/// The log begins anew only when all of it is copied, which under load is never so for long: past <see cref="FramesMax"/> the
/// writer is asked to copy the short rest between two of its batches. https://www.sqlite.org/wal.html
/// </remarks>
internal sealed class SqliteCheckpoints : IDisposable
{
    private const int FramesMax = 16_000;   // 64 MB
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private readonly Func<SqliteSession> _open;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _isClosing = new();
    private volatile bool _isRestDue;
    private long _commits;

    /// <param name="open">Opens a connection.</param>
    public SqliteCheckpoints(Func<SqliteSession> open)
    {
        _open = open;
        _thread = new Thread(CopyUntilClosed) { IsBackground = true, Name = "sqlite-checkpoint" };
        _thread.Start();
    }

    /// <summary>Told by the writer of each commit.</summary>
    public void Committed() => Interlocked.Increment(ref _commits);

    /// <summary>Copies the rest on the writer's own connection, when that is due; then the next write begins the log anew.</summary>
    public void CopyRest(SqliteSession writer)
    {
        if (!_isRestDue)
            return;
        _isRestDue = false;
        writer.Execute("pragma wal_checkpoint(passive)");
    }

    public void Dispose()
    {
        _isClosing.Set();
        _thread.Join();
        _isClosing.Dispose();
    }

    private void CopyUntilClosed()
    {
        SqliteSession? session = null;
        var seen = 0L;
        while (!_isClosing.Wait(s_pause))
        {
            var commits = Interlocked.Read(ref _commits);
            if (commits == seen)
                continue;
            seen = commits;
            try
            {
                session ??= _open();
                _isRestDue = session.Ask<Progress>("pragma wal_checkpoint(passive)").Log > FramesMax;
            }
            catch (SqliteException)
            {
                // the disk is full or away: the writer says so to whoever writes, and copies by itself when the log is very long
                session?.Dispose();
                session = null;
            }
        }
        session?.Dispose();
    }

    private sealed record Progress
    {
        /// <summary>Pages in the log.</summary>
        public long Log { get; init; }
    }
}
