using Spectre.Console;

namespace ServiceOS.Cli;

/// <summary>Progress on long work: on stderr, so that stdout stays for results, and only when somebody watches.</summary>
internal static class Bars
{
    /// <param name="title">What is being done.</param>
    /// <param name="max">The value at which it is done.</param>
    /// <param name="work">Moves the bar.</param>
    public static Task RunAsync(string title, double max, Func<ProgressTask, Task> work) =>
        Consoles.Progress.Progress().HideCompleted(true).StartAsync(context => work(context.AddTask(title, maxValue: max)));
}
