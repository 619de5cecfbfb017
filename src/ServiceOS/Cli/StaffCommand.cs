using System.CommandLine;
using System.Text.Json;
using ServiceOS.Staff.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos staff reset-password</c>: lets somebody in again whose password is lost, the last owner too.</summary>
internal static class StaffCommand
{
    public static Command Make() => new TaughtCommand("staff", "People who work here: a new password for one of them.",
        "serviceos staff reset-password owner --data /srv/desk")
    {
        MakeResetPassword(),
    };

    private static TaughtCommand MakeResetPassword()
    {
        var options = ServerOptions.ForInstallation();
        var name = new Argument<string>("NAME") { Description = "The name that they sign in with" };
        var json = ServerOptions.JsonOf("Print the name and the new password as one JSON line");
        var command = new TaughtCommand("reset-password",
            "Give somebody a new random password and print it once; their sessions end. Embedded: while the server is stopped. "
            + "On PostgreSQL: at any time. Who can sign in as an owner or administrator does it at the desk instead.",
            "serviceos staff reset-password owner --data /srv/desk",
            "serviceos staff reset-password mei --postgres 'Host=db;Database=desk;Username=desk'")
        {
            name, json,
        };
        options.AddDataTo(command);
        command.SetAction((parsed, stop) => Workplace.ChangeAsync(options, parsed,
            "let an owner give the password at the desk (Staff), or stop it for a moment",
            services => ResetAsync(services, options.PathOf(parsed), parsed.GetRequiredValue(name), parsed.GetValue(json), stop), stop));
        return command;
    }

    private static async Task<int> ResetAsync(IServiceProvider services, string folder, string name, bool isJson, CancellationToken stop)
    {
        var reset = await services.GetRequiredService<StaffAdmin>().ResetPasswordAsync(name, stop)
            ?? throw new FailedException($"nobody signs in as {name} here");
        if (reset.Name == FirstOwner.Name)
            FirstOwner.Forget(folder);
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(new { reset.Name, reset.Password, reset.IsDisabled }, JsonSerializerOptions.Web));
        else
            Console.WriteLine($"{reset.Name} signs in with {reset.Password} from now on; it is not shown again."
                + (reset.IsDisabled ? " But they are disabled: enable them at the desk (Staff)." : ""));
        return CommandLine.Ok;
    }
}
