using System.Buffers.Binary;
using System.Security.Cryptography;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Decides what a merchant answers from: valid now, nearest first, without what a nearer node overrides. Pure.</summary>
/// <remarks>An override hides the item above only while it is itself valid: after a campaign the usual answer is back by itself.</remarks>
internal static class EffectiveKnowledge
{
    private const int VersionBytes = 12;
    private const int EntryBytes = 16 + sizeof(long);

    /// <param name="lineage">What each node has published, nearest first.</param>
    /// <param name="language">The only language to take.</param>
    public static Result Of(IReadOnlyList<LiveSet> lineage, string language, DateTimeOffset now)
    {
        var until = DateTimeOffset.MaxValue;
        var overridden = new HashSet<ItemId>();
        var valid = new List<KnowledgeEntry>();
        foreach (var node in lineage)
        {
            foreach (var item in node.Items)
            {
                if (!string.Equals(item.Language, language, StringComparison.Ordinal))
                    continue;
                until = Earlier(until, NextChange(item.Entry, now));
                if (!IsValid(item.Entry, now))
                    continue;
                valid.Add(item.Entry);
                if (item.Overrides is { } above)
                    overridden.Add(above);
            }
        }
        if (overridden.Count > 0)
            valid.RemoveAll(entry => overridden.Contains(entry.Id));
        return new(new KnowledgeSnapshot(VersionOf(valid), valid), until);
    }

    public static bool IsValid(KnowledgeEntry entry, DateTimeOffset now) =>
        (entry.ValidFrom is null || entry.ValidFrom <= now) && (entry.ValidTo is null || now < entry.ValidTo);

    /// <summary>When a window next opens or closes; the end of time when never.</summary>
    private static DateTimeOffset NextChange(KnowledgeEntry entry, DateTimeOffset now)
    {
        if (entry.ValidFrom is { } from && now < from)
            return from;
        return entry.ValidTo is { } to && now < to ? to : DateTimeOffset.MaxValue;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    /// <summary>A digest of which item is given in which version, so that servers agree without talking.</summary>
    private static string VersionOf(List<KnowledgeEntry> entries)
    {
        var bytes = new byte[entries.Count * EntryBytes];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            entry.Id.Value.TryWriteBytes(rest);
            BinaryPrimitives.WriteInt64LittleEndian(rest[16..], entry.Version);
            rest = rest[EntryBytes..];
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, VersionBytes));
    }

    /// <param name="Snapshot">What is given.</param>
    /// <param name="Until">When a validity window next opens or closes, and it must be decided again.</param>
    internal sealed record Result(KnowledgeSnapshot Snapshot, DateTimeOffset Until);
}
