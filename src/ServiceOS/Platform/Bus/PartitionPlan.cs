using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ServiceOS.Platform.Bus;

/// <summary>Decides which node handles which partition of a queue. Pure: all nodes that see the same nodes decide alike.</summary>
/// <remarks>
/// Highest random weight: a node that comes or goes moves only the partitions that it gets or had.
/// Thaler and Ravishankar, A Name-Based Mapping Scheme for Rendezvous, 1996.
/// </remarks>
internal static class PartitionPlan
{
    /// <summary>The nodes for a partition, the one that should have it first.</summary>
    public static IReadOnlyList<string> NodesFor(int partition, IEnumerable<string> nodes) =>
        [.. nodes.OrderByDescending(node => Weight(partition, node)).ThenBy(node => node, StringComparer.Ordinal)];

    private static ulong Weight(int partition, string node) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{node}/{partition}"))));
}
