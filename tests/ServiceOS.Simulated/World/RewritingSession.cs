using ServiceOS.Platform.Data;

namespace ServiceOS.Simulated.World;

/// <summary>A session that runs something else than it was given, or says that it did.</summary>
internal sealed class RewritingSession(Session inner, Mutant mutant) : Session
{
    public override Engine Engine => inner.Engine;

    public override async ValueTask<int> RunAsync(string sql, object? args, CancellationToken stop) =>
        mutant.Claim(sql, await inner.RunAsync(mutant.Rewrite(sql), args, stop));

    public override ValueTask<T> GetAsync<T>(string sql, object? args, CancellationToken stop) => inner.GetAsync<T>(mutant.Rewrite(sql), args, stop);

    public override ValueTask<T?> FindAsync<T>(string sql, object? args, CancellationToken stop) where T : default =>
        inner.FindAsync<T>(mutant.Rewrite(sql), args, stop);

    public override ValueTask<IReadOnlyList<T>> ListAsync<T>(string sql, object? args, CancellationToken stop) =>
        inner.ListAsync<T>(mutant.Rewrite(sql), args, stop);
}
