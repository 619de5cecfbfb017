using System.CommandLine;

namespace ServiceOS.Cli;

/// <summary>Numbers on the command line that make sense.</summary>
internal static class Ranges
{
    /// <summary>An option's value, which must be 1 to <paramref name="max"/>.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static int Within(ParseResult parsed, Option<int> option, int max)
    {
        var value = parsed.GetValue(option);
        return value >= 1 && value <= max ? value : throw new UsageException($"{option.Name}: must be 1 to {max}");
    }
}
