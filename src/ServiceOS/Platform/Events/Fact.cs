using System.Globalization;

namespace ServiceOS.Platform.Events;

/// <summary>Something that became true and that others may care about. Written in the transaction that made it true.</summary>
internal interface IFact
{
    /// <summary>The kind in the log and in CloudEvents: <c>conversation.message-received</c>. Never changes.</summary>
    static abstract string Topic { get; }
}

/// <summary>A place in the log. Facts after it are those that it has not seen.</summary>
/// <remarks>
/// PostgreSQL gives out positions before transactions commit, so position alone would skip late ones. The epoch is the
/// writing transaction's number; readers stop below the oldest transaction still running (ADR 0005). On SQLite it is 0.
/// </remarks>
internal readonly record struct FactCursor(long Epoch, long Position)
{
    public static FactCursor Start => default;

    public override string ToString() => FormattableString.Invariant($"{Epoch}-{Position}");

    public static bool TryParse(string? text, out FactCursor cursor)
    {
        cursor = default;
        if (string.IsNullOrEmpty(text))
            return true;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !long.TryParse(text.AsSpan(0, dash), CultureInfo.InvariantCulture, out var epoch) || epoch < 0
            || !long.TryParse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture, out var position) || position < 0)
            return false;
        cursor = new(epoch, position);
        return true;
    }
}

/// <summary>A fact as it stands in the log.</summary>
internal record FactRow
{
    public required long Position { get; init; }
    public required long Epoch { get; init; }
    public required string TenantId { get; init; }
    public required string Topic { get; init; }
    public required string Subject { get; init; }
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Body { get; init; }

    public FactCursor Cursor => new(Epoch, Position);

    public T Read<T>() where T : IFact => FactLog.Read<T>(Body);
}

/// <summary>A fact as the end of the log has it.</summary>
internal sealed record FreshFact : FactRow
{
    /// <summary>No fact can come before it any more. On PostgreSQL that is so once every older transaction has ended.</summary>
    public bool IsSettled { get; init; }
}
