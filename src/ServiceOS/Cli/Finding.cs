using System.Text.Json.Serialization;
using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary>What a check found, and what to do about it.</summary>
/// <param name="Check">What was looked at, in a word.</param>
/// <param name="State">How it is.</param>
/// <param name="What">What was found.</param>
/// <param name="Do">What to do; null when nothing must be done.</param>
internal sealed record Finding(string Check, FindingState State, string What, string? Do)
{
    private const int WidthOfPipes = 1_000;

    public static Finding Good(string check, string what) => new(check, FindingState.Good, what, Do: null);

    public static Finding Warn(string check, string what, string todo) => new(check, FindingState.Warn, what, todo);

    public static Finding Bad(string check, string what, string todo) => new(check, FindingState.Bad, what, todo);

    /// <summary>Prints findings one below the other, with what to do under those that need it.</summary>
    public static void Print(IEnumerable<Finding> findings, IAnsiConsole console)
    {
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfPipes;   // whoever reads that breaks lines as they like
        foreach (var finding in findings)
        {
            var mark = finding.State switch
            {
                FindingState.Good => "[green]ok  [/]",
                FindingState.Warn => "[yellow]warn[/]",
                _ => "[red]bad [/]",
            };
            console.MarkupLine($"{mark} {Markup.Escape(finding.Check),-12} {Markup.Escape(finding.What)}");
            if (finding.Do is { } todo)
                console.MarkupLine($"                  [bold]→ {Markup.Escape(todo)}[/]");
        }
    }
}

/// <summary>How something is: good, worth a look, or in the way of serving.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingState>))]
internal enum FindingState
{
    [JsonStringEnumMemberName("good")] Good,
    [JsonStringEnumMemberName("warn")] Warn,
    [JsonStringEnumMemberName("bad")] Bad,
}
