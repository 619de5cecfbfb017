using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceOS.Platform;

/// <summary>Settings from the environment: <c>SERVICEOS_</c> and the setting's name, <c>BeatSeconds</c> as <c>SERVICEOS_BEAT_SECONDS</c>.</summary>
internal static partial class SettingVariables
{
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

    internal static string NameOf(string property) =>
        "SERVICEOS_" + WordStart().Replace(property, "_").ToUpperInvariant();

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
