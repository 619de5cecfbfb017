using System.Text.Json;

namespace ServiceOS.Tests.Support;

/// <summary>Files for <c>serviceos eval</c>, in a folder that goes with the test.</summary>
public sealed class EvalFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <returns>The file's path.</returns>
    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The one line that a measure prints.</summary>
    public static async Task<JsonElement> JsonOf(params string[] args)
    {
        var run = await Shell.RunAsync(args);
        Assert.True(run.Exit == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
