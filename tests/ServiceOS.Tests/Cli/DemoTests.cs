using ServiceOS.Simulation.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>A demo is served only on the database that its demo.json was made with.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_demo_file_beside_another_database_is_refused_and_a_half_made_one_too()
    {
        var stop = TestContext.Current.CancellationToken;
        using (var serve = Shell.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--json"))
        {
            await Shell.LineAsync(serve);
            await Shell.TerminateAsync(serve);
        }
        var file = new DemoFile
        {
            Seed = 1,
            LoadedAt = DateTimeOffset.UnixEpoch,
            Merchants = [new() { Slug = "healthy-home", Name = "Healthy Home", Key = "k", MemberKey = "m" }],
        };
        await file.WriteAsync(_folder, stop);

        var demo = await Shell.RunAsync("demo", "--data", _folder, "--urls", "http://127.0.0.1:0", "--no-traffic");
        Assert.Equal(1, demo.Exit);
        Assert.Contains("its shop healthy-home is not there", demo.Error, StringComparison.Ordinal);

        await (file with { LoadedAt = null }).WriteAsync(_folder, stop);
        var half = await Shell.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, half.Exit);
        Assert.Contains("made only in part", half.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_folder, "demo.json"), "{", stop);
        var broken = await Shell.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, broken.Exit);
        Assert.Contains("is not a demo's file", broken.Error, StringComparison.Ordinal);
    }
}
