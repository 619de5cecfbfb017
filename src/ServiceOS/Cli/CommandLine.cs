using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ServiceOS.Platform;

namespace ServiceOS.Cli;

/// <summary>The command line: which commands there are, and what a failure is to the shell.</summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>A bug of ours (EX_SOFTWARE of sysexits.h): supervisors may tell it from an operator's mistake.</summary>
    public const int Broken = 70;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not TeachingHelp)   // help is given even where an argument lacks
        {
            await Console.Error.WriteLineAsync($"serviceos: {parsed.Errors[0].Message}");
            await Console.Error.WriteLineAsync("How it is used: serviceos --help, serviceos COMMAND --help");
            return WrongUsage;
        }
        using var interruption = new Interruption();
        try
        {
            // the server itself hears SIGTERM and drains: nothing may cut it short
            return await parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync("serviceos: stopped");
            return interruption.ExitCode;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(Cause.Of(e) is { } cause ? $"serviceos: {cause}" : $"serviceos has a bug: {e}");
            return e is UsageException or SettingException ? WrongUsage : Cause.Of(e) is null ? Broken : Failed;
        }
    }

    /// <summary>A new command is one file and one line here.</summary>
    private static RootCommand Root()
    {
        var root = new RootCommand("ServiceOS: an open customer-service system for online shops. Bot first, people second, one log.")
        {
            DemoCommand.Make(),
            ServeCommand.Make(),
            MigrateCommand.Make(),
            ImportCommand.Make(),
            TenantCommand.Make(),
            StaffCommand.Make(),
            SimulateCommand.Make(),
            BenchCommand.Make(),
            EvalCommand.Make(),
            DoctorCommand.Make(),
            VerifyCommand.Make(),
            BackupCommand.Make(),
            RestoreCommand.Make(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The usual help, then examples of the command.</summary>
    private sealed class TeachingHelp(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exit = usual.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var examples = parseResult.CommandResult.Command is TaughtCommand command
                ? command.Examples
                : ["serviceos demo                      a whole little world to try, in this folder",
                   "serviceos serve --data /srv/desk    the real thing",
                   "serviceos COMMAND --help            more about a command"];
            if (examples.Count == 0)
                return exit;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
            return exit;
        }
    }
}

/// <summary>A command whose help shows how it is used.</summary>
internal sealed class TaughtCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>What was asked for can't be done, and not because of a bug: one line for the user, exit code 1.</summary>
internal sealed class FailedException : Exception
{
    public FailedException() { }

    public FailedException(string message) : base(message) { }

    public FailedException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The arguments don't fit together: one line for the user, exit code 2.</summary>
internal sealed class UsageException : Exception
{
    public UsageException() { }

    public UsageException(string message) : base(message) { }

    public UsageException(string message, Exception inner) : base(message, inner) { }
}
