using Microsoft.AspNetCore.HttpOverrides;

namespace ServiceOS.Platform.Web;

/// <summary>Whose request a proxy in front passes on: limits are by the sender's address, and a cookie is Secure when the sender used TLS.</summary>
internal static class Proxies
{
    /// <summary>Believes the forwarding headers of the given networks and of this machine, and of nobody else.</summary>
    public static void UseProxies(this IApplicationBuilder app, IReadOnlyList<System.Net.IPNetwork> trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,   // each step must be of a network that is believed
        };
        foreach (var network in trusted)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
