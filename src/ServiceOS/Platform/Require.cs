using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ServiceOS.Platform;

/// <summary>States what a caller must have made sure of. A failure is a bug, never a user's mistake.</summary>
internal static class Require
{
    public static void That(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
            throw new UnreachableException($"required: {what}");
    }
}
