using System.Net;
using System.Net.Sockets;

namespace ServiceOS.LanguageModel;

/// <summary>Decides where a model may be, so that nobody has the server ask its own neighbours. Pure.</summary>
internal static class EndpointRule
{
    private const int CharactersMax = 300;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? FaultOf(string endpoint, bool allowsPrivate)
    {
        if (endpoint.Length > CharactersMax || !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return "must be a web address such as https://models.example/v1";
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return "must have no user, query or fragment";
        if (uri.Scheme == "http" && !allowsPrivate)
            return "must be https: the operator has not allowed http";
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !MayReach(address, uri.Scheme, allowsPrivate)
            ? "is an address that may not be asked"
            : null;
    }

    /// <summary>Whether an address that a name stands for may be asked. Tested on what is connected to, so that a name can't change its mind.</summary>
    public static bool MayReach(IPAddress address, string scheme, bool allowsPrivate)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IsNever(address))
            return false;
        return IsPrivate(address) ? allowsPrivate : scheme == "https";
    }

    /// <summary>Link-local (where clouds keep their secrets), multicast and unspecified ones.</summary>
    private static bool IsNever(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 0 || bytes[0] >= 224 || (bytes[0] == 169 && bytes[1] == 254)
            : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
                || (bytes[0] == 0x20 && bytes[1] == 0x02) || (bytes[0] == 0 && bytes[1] == 0x64);   // 6to4 and NAT64 hide another address
    }

    /// <summary>RFC 1918, 6598, 4193, and this machine.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
            return true;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is 10 or 127 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            : address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal;
    }
}
