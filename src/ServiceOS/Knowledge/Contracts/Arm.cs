using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>On which side of a roll-out a conversation is.</summary>
/// <param name="Stage">The roll-out's, as it was known here when it was decided.</param>
/// <param name="IsCandidate">It gets what is being rolled out.</param>
internal sealed record Arm(string Rollout, long Stage, bool IsCandidate)
{
    public const string Candidate = "candidate";
    public const string Control = "control";

    private const int RolloutBytes = 32;
    private const int ConversationBytes = 16;

    public string Name => IsCandidate ? Candidate : Control;

    /// <summary>Pure, so that a conversation is on the same side on every server, and a larger share only adds conversations.</summary>
    public static Arm Of(string rollout, long stage, ConversationId conversation) =>
        new(rollout, stage, PlaceOf(rollout, conversation) < RolloutStage.ShareOf(stage));

    /// <summary>Where a conversation lies in a roll-out, 0–1: even, and independent of its place in any other.</summary>
    public static double PlaceOf(string rollout, ConversationId conversation)
    {
        Span<byte> bytes = stackalloc byte[RolloutBytes + ConversationBytes];
        Encoding.ASCII.GetBytes(rollout, bytes);
        conversation.Value.TryWriteBytes(bytes[RolloutBytes..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
