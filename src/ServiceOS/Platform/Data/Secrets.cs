using System.Security.Cryptography;

namespace ServiceOS.Platform.Data;

/// <summary>The installation's own secrets: made on first use, the same for all nodes of one database.</summary>
internal sealed class Secrets(Database database, TimeProvider time)
{
    private const int Bytes = 32;

    /// <summary>The secret of that name: 32 random bytes.</summary>
    public async Task<byte[]> GetAsync(string name, CancellationToken stop)
    {
        var known = await database.ReadAsync(async db => await FindAsync(db, name, stop), stop);
        known ??= await database.InTransactionAsync(async db =>
        {
            await db.RunAsync("""
                insert into secrets (name, value, created_at) values (@name, @value, @now)
                on conflict (name) do nothing
                """, new { name, value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)), now = time.GetUtcNow() }, stop);
            return await FindAsync(db, name, stop);
        }, stop);
        return Convert.FromBase64String(known!);
    }

    private static ValueTask<string?> FindAsync(Session db, string name, CancellationToken stop) =>
        db.FindAsync<string>("select value from secrets where name = @name", new { name }, stop);
}
