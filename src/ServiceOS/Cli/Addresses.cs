using System.Net;
using System.Net.Sockets;

namespace ServiceOS.Cli;

/// <summary>Looks whether the addresses of <c>--urls</c> can be served on, before anything is made or changed.</summary>
internal static class Addresses
{
    private const string Example = "such as http://127.0.0.1:5080";

    /// <summary>Holds the addresses as they were typed.</summary>
    /// <param name="urls">Separated by ';'.</param>
    /// <exception cref="UsageException">One is none, or means more than it says.</exception>
    public static void RequireSound(string urls)
    {
        if (Split(urls).Count == 0)
            throw new UsageException($"--urls: names no address, {Example}");
        foreach (var url in Split(urls))
            _ = EndPointOf(url);
    }

    /// <summary>Binds each once, all at the same time, and lets them go.</summary>
    /// <exception cref="FailedException">One is taken, or is none of this machine.</exception>
    public static void RequireFree(string urls)
    {
        var probes = new List<TcpListener>();
        try
        {
            foreach (var url in Split(urls))
            {
                if (EndPointOf(url) is { } point)
                    probes.Add(Probe(url, point));
            }
        }
        finally
        {
            foreach (var probe in probes)
                probe.Dispose();
        }
    }

    private static TcpListener Probe(string url, IPEndPoint point)
    {
        var probe = new TcpListener(point);
        try
        {
            probe.Start();
            return probe;
        }
        catch (SocketException e)
        {
            probe.Dispose();
            throw new FailedException(e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{url} is taken, by another server or another program: stop it, or choose another port with --urls",
                SocketError.AddressNotAvailable => $"{url} is no address of this machine: choose one that is, or http://0.0.0.0:{point.Port} for all",
                SocketError.AccessDenied => $"{url}: ports below 1024 need a right that this user hasn't: choose another port with --urls",
                _ => $"{url} can't be served on: {e.Message}",
            }, e);
        }
    }

    /// <summary>What the server will bind; null when that is no port but a socket in the file system.</summary>
    private static IPEndPoint? EndPointOf(string url)
    {
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--urls {url}: must begin with http:// (TLS ends at the proxy in front)");
        var address = Parse(url);
        if (address.IsUnixPipe)
            return null;
        if (address.PathBase.Length > 0)
            throw new UsageException($"--urls {url}: has a path, but an address and a port are all that can be served on");
        if (address.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new UsageException($"--urls {url}: a port is 0 (any) to {IPEndPoint.MaxPort}");
        return new(IpOf(url, address), address.Port);
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new UsageException($"--urls {url}: is no address, {Example}", e);
        }
    }

    /// <summary>The web server would take any name that it doesn't know for "every address of this machine".</summary>
    private static IPAddress IpOf(string url, BindingAddress address)
    {
        if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
            return address.Port > 0 ? IPAddress.Loopback : throw new UsageException($"--urls {url}: for any free port write http://127.0.0.1:0");
        if (address.Host is "*" or "+")
            return IPAddress.Any;
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            ? ip
            : throw new UsageException($"--urls {url}: must be localhost, an address of this machine, or 0.0.0.0 for all of them, with a port, {Example}");
    }

    private static List<string> Split(string urls) =>
        [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
