using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Why something is published although something breaks; kept with the versions that it makes.</summary>
/// <param name="Broken">The golden questions that break, as they are asked.</param>
/// <param name="Lost">Real questions that lose their answer, as a replay showed; 0 when that is within the limit.</param>
internal sealed record Overruling(string Reason, IReadOnlyList<string> Broken, long Lost = 0)
{
    /// <summary>A node's, newest first, at most 20: also of publications that made no version, as when items were withdrawn.</summary>
    public static async Task<IReadOnlyList<OverrulingView>> ListAsync(Session db, TenantId node, CancellationToken stop) =>
        [.. (await OverrulingStore.ListAsync(db, node, stop)).Select(row =>
            new OverrulingView(row.Version, row.Reason, JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Broken)!, row.Lost, row.ByName, row.At))];
}

/// <summary>A publication that was made although something broke, on the wire.</summary>
/// <param name="Version">The node's publication.</param>
/// <param name="Broken">The questions that it broke.</param>
/// <param name="Lost">Real questions that lost their answer, as a replay had shown.</param>
internal sealed record OverrulingView(long Version, string Reason, IReadOnlyList<string> Broken, long Lost, string By, DateTimeOffset At);
