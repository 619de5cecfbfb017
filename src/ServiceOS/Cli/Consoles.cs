using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary>Where commands print: escape codes are for people who look, not for files and pipes.</summary>
internal static class Consoles
{
    /// <summary>For results.</summary>
    public static IAnsiConsole Out { get; } = Make(Console.Out, Console.IsOutputRedirected);

    /// <summary>For progress and what people should know, so that stdout stays for results.</summary>
    public static IAnsiConsole Error { get; } = Make(Console.Error, Console.IsErrorRedirected);

    /// <summary>For bars: nobody wants their every step in a file.</summary>
    public static IAnsiConsole Progress { get; } = Console.IsErrorRedirected ? Make(TextWriter.Null, isRedirected: true) : Error;

    private static IAnsiConsole Make(TextWriter to, bool isRedirected) => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(to),
        Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
