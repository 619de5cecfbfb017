using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceOS.Platform;

/// <summary>Settings from the environment: <c>SERVICEOS_</c> and the setting's name, <c>BeatSeconds</c> as <c>SERVICEOS_BEAT_SECONDS</c>.</summary>
internal static partial class SettingVariables
{
    private const string Prefix = "SERVICEOS_";

    /// <summary>The defaults, with what the environment says otherwise. Whole numbers only: more is not to be set.</summary>
    /// <param name="read">Gives a variable's value; null when it is not set.</param>
    /// <param name="defaults">The defaults, to be changed; null: those of the type.</param>
    /// <exception cref="SettingException">A value is no whole number from 1.</exception>
    public static T Read<T>(Func<string, string?> read, T? defaults = null) where T : class, new()
    {
        var settings = defaults ?? new T();
        foreach (var property in typeof(T).GetProperties().Where(property => property.PropertyType == typeof(int) && property.CanWrite))
        {
            var name = NameOf(property.Name);
            if (read(name) is not { Length: > 0 } text)
                continue;
            property.SetValue(settings, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
                ? value
                : throw new SettingException($"{name}={text}: must be a whole number from 1"));
        }
        return settings;
    }

    /// <summary>Looks whether all that is set begins to mean something: a name that is mistyped would be passed over in silence.</summary>
    /// <param name="present">Names of the environment's variables.</param>
    /// <param name="known">Those that are asked for.</param>
    /// <exception cref="SettingException">One is not known.</exception>
    public static void RequireKnown(IEnumerable<string> present, IReadOnlySet<string> known)
    {
        foreach (var name in present.Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || known.Contains(name) || OfOthers().IsMatch(name))
                continue;
            throw new SettingException($"{name}: there is no such setting; the nearest is {known.MinBy(other => Distance(name, other))}");
        }
    }

    internal static string NameOf(string property) =>
        Prefix + WordStart().Replace(property, "_").ToUpperInvariant();

    /// <summary>Letters to put in, take out or change until one word is the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }

    /// <summary>Tests' own, and what Kubernetes and Docker set for a service that is called serviceos.</summary>
    [GeneratedRegex("^SERVICEOS_(TEST_|([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_|$))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfOthers();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}

/// <summary>A setting has a value that it can't have. Nothing was started.</summary>
internal sealed class SettingException : Exception
{
    public SettingException() { }

    public SettingException(string message) : base(message) { }

    public SettingException(string message, Exception inner) : base(message, inner) { }
}
