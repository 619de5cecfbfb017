using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Why something is published although golden questions break; kept with the versions that it makes.</summary>
/// <param name="Broken">Those questions, as they are asked.</param>
internal sealed record Overruling(string Reason, IReadOnlyList<string> Broken)
{
    /// <summary>A node's, newest first, at most 20: also of publications that made no version, as when items were withdrawn.</summary>
    public static async Task<IReadOnlyList<OverrulingView>> ListAsync(Session db, TenantId node, CancellationToken stop) =>
        [.. (await OverrulingStore.ListAsync(db, node, stop)).Select(row =>
            new OverrulingView(row.Version, row.Reason, JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Broken)!, row.ByName, row.At))];
}

/// <summary>A publication that broke golden questions, on the wire.</summary>
/// <param name="Version">The node's publication.</param>
/// <param name="Broken">The questions that it broke.</param>
internal sealed record OverrulingView(long Version, string Reason, IReadOnlyList<string> Broken, string By, DateTimeOffset At);
