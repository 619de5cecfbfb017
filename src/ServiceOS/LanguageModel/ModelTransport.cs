using System.Net;
using System.Net.Sockets;

namespace ServiceOS.LanguageModel;

/// <summary>The way to models: to addresses that may be asked, without redirects, and no longer answers than one can be.</summary>
internal static class ModelTransport
{
    private static readonly TimeSpan s_connectionLife = TimeSpan.FromMinutes(2);   // names are looked up anew after it

    public static HttpClient Open(ModelSettings settings) => new(new BoundedAnswers(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = s_connectionLife,
        ConnectCallback = (context, stop) => ConnectAsync(context, settings.AllowsPrivate, stop),
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,   // each call brings its own
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool allowsPrivate, CancellationToken stop)
    {
        var (host, scheme) = (context.DnsEndPoint.Host, context.InitialRequestMessage.RequestUri!.Scheme);
        var addresses = await Dns.GetHostAddressesAsync(host, stop);
        var allowed = addresses.Where(address => EndpointRule.MayReach(address, scheme, allowsPrivate)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException("the model's address may not be asked");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads an answer whole, up to a limit, before anybody parses it.</summary>
    private sealed class BoundedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const int AnswerBytesMax = 256 * 1024;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(AnswerBytesMax, cancellationToken);
                return response;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            {
                response.Dispose();
                throw new AnswerTooLongException($"the model's answer is longer than {AnswerBytesMax} bytes", e);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}

/// <summary>A model's answer is longer than any that was asked for.</summary>
internal sealed class AnswerTooLongException : IOException
{
    public AnswerTooLongException() { }

    public AnswerTooLongException(string message) : base(message) { }

    public AnswerTooLongException(string message, Exception inner) : base(message, inner) { }
}
