using System.Net;
using System.Net.Sockets;
using ServiceOS.Cli;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>An address that can't be served on is refused before anything is made.</summary>
public sealed class AddressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "names no address")]
    [InlineData(" ; ", "names no address")]
    [InlineData("https://127.0.0.1:5080", "must begin with http://")]
    [InlineData("http://", "is no address")]
    [InlineData("http://:25612", "is no address|must be localhost")]
    [InlineData("http://127.0.0.1:99999", "a port is 0")]
    [InlineData("http://127.0.0.1:port", "must be localhost")]
    [InlineData("http://127.0.0.1:5080/desk", "has a path")]
    [InlineData("http://shop.example.com:5080", "must be localhost")]   // the web server would serve on every address
    [InlineData("http://localhost:0", "127.0.0.1:0")]
    public void What_is_typed_wrong_is_refused_with_the_reason(string urls, string said)
    {
        var refused = Assert.Throws<UsageException>(() => Addresses.RequireSound(urls));

        Assert.Contains(said.Split('|'), part => refused.Message.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080;http://[::1]:5081")]
    [InlineData("http://0.0.0.0:5080/")]
    [InlineData("http://*:5080")]
    [InlineData("http://unix:/run/serviceos.sock")]
    public void What_can_be_meant_is_taken(string urls) => Addresses.RequireSound(urls);

    [Fact]
    public void An_address_that_is_taken_or_of_another_machine_or_named_twice_is_refused()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Assert.Contains("is taken", Assert.Throws<FailedException>(() => Addresses.RequireFree(taken)).Message, StringComparison.Ordinal);
        Assert.Contains("is no address of this machine",
            Assert.Throws<FailedException>(() => Addresses.RequireFree("http://192.0.2.1:0")).Message, StringComparison.Ordinal);
        other.Stop();
        Assert.Throws<FailedException>(() => Addresses.RequireFree($"{taken};{taken}"));
        Addresses.RequireFree(taken);
    }

    [Fact]
    public async Task A_first_start_that_can_not_serve_says_only_why_and_makes_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var data = Path.Combine(_folder, "data");

        var run = await Shell.RunAsync("serve", "--data", data, "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal(1, run.Exit);
        Assert.Contains("is taken", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "serviceos.db")));
    }
}
