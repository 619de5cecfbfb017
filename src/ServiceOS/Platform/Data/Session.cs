namespace ServiceOS.Platform.Data;

/// <summary>An open transaction. The four verbs below are all the data access a feature has.</summary>
/// <remarks>
/// <c>args</c> is an object whose properties are the SQL's <c>@Names</c>; a property that is a list stands for
/// <c>in @Names</c>. A parameter that may be null and is compared must be cast (<c>cast(@x as text)</c>): PostgreSQL
/// can't tell its type otherwise.
/// </remarks>
internal abstract class Session
{
    private List<Action>? _afterCommit;

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract ValueTask<int> RunAsync(string sql, object? args, CancellationToken stop);

    /// <summary>The one row there must be.</summary>
    public abstract ValueTask<T> GetAsync<T>(string sql, object? args, CancellationToken stop);

    /// <summary>The first row, or null when there is none.</summary>
    public abstract ValueTask<T?> FindAsync<T>(string sql, object? args, CancellationToken stop);

    /// <summary>All rows, in the statement's order. Give the statement a limit.</summary>
    public abstract ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken stop);

    /// <summary>Which engine this is, for the few files that are named for one.</summary>
    public abstract Engine Engine { get; }

    /// <summary>Calls <paramref name="action"/> once what was done is on disk; never when it was undone.</summary>
    /// <remarks>It runs on the writer's thread: signal, don't work.</remarks>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    internal List<Action>? TakeAfterCommit()
    {
        var actions = _afterCommit;
        _afterCommit = null;
        return actions;
    }
}

/// <summary>Where the data is kept: in one file of this process, or in a PostgreSQL.</summary>
public enum Engine { Sqlite, Postgres }

/// <summary>How many statements a storage has run.</summary>
internal sealed class StatementCount
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add() => Interlocked.Increment(ref _value);
}
