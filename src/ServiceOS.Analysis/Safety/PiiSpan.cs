using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Safety;

/// <summary>What tells who somebody is, or how to reach or pay them.</summary>
public enum PiiKind
{
    /// <summary>A person's telephone number; not a service number such as 400 or 95xxx.</summary>
    Phone,

    /// <summary>A Chinese resident's identity number.</summary>
    Id,

    /// <summary>The number of a payment card.</summary>
    Card,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A person's name, without the title.</summary>
    Name,

    /// <summary>A postal address down to the street, the house or the village.</summary>
    Address,
}

/// <summary>A piece of a text that tells who somebody is.</summary>
/// <param name="Start">Where it begins in the original text, in UTF-16 units.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PiiSpan(int Start, int End, PiiKind Kind)
{
    /// <summary>UTF-16 units, 1 or more.</summary>
    public int Length => End - Start;
}
