using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ServiceOS.Benches;

/// <summary>One HTTP/1.1 connection, as lean as can be: a load generator shares the machine with what it measures.</summary>
internal sealed class HttpLine : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[BufferBytes];

    private HttpLine(Socket socket) => _socket = socket;

    public static async Task<HttpLine> ConnectAsync(Uri server, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, stop);
        return new(socket);
    }

    /// <summary>Sends a request and reads its answer whole.</summary>
    /// <returns>The status and the body; the body is valid until the next call.</returns>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> CallAsync(ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None, stop);
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                throw new IOException("an answer is longer than a bench expects");
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None, stop);
            if (read == 0)
                throw new IOException("the server closed the connection");
            length += read;
            if (FindBody(_buffer.AsSpan(0, length)) is { } body)
                return (int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture), _buffer.AsMemory(body));
        }
    }

    /// <summary>Posts, expects that it is done, and gives one member of the answer.</summary>
    public async Task<string> AskAsync(string path, string token, object body, string want, CancellationToken stop)
    {
        var (status, answer) = await CallAsync(Post(path, token, JsonSerializer.Serialize(body, JsonSerializerOptions.Web)), stop);
        if (status is not (StatusCodes.Status200OK or StatusCodes.Status201Created))
            throw new IOException($"{path} was answered {status}");
        using var read = JsonDocument.Parse(answer);
        return read.RootElement.GetProperty(want).ToString();
    }

    /// <summary>A POST of JSON with a bearer token; with none when it is empty.</summary>
    public static byte[] Post(string path, string bearer, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var credential = bearer.Length == 0 ? "" : $"Authorization: Bearer {bearer}\r\n";
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{credential}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
        return [.. head, .. body];
    }

    /// <summary>True when the last answer had such a header: <c>Name: </c>.</summary>
    public bool HadHeader(ReadOnlySpan<byte> name) => _buffer.AsSpan(0, _buffer.AsSpan().IndexOf("\r\n\r\n"u8) + 2).IndexOf(name) >= 0;

    public void Dispose() => _socket.Dispose();

    /// <summary>Where the body is; null while it is not there whole. A chunked one must be of one chunk, as short answers are.</summary>
    private static Range? FindBody(ReadOnlySpan<byte> answer)
    {
        var from = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (from < 4)
            return null;
        var head = answer[..from];
        var at = head.IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            var value = head[(at + 16)..];
            var to = from + int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
            return answer.Length >= to ? from..to : null;
        }
        if (!answer.EndsWith("0\r\n\r\n"u8))
            return null;
        var size = answer[from..];
        var line = size.IndexOf("\r\n"u8);
        var begin = from + line + 2;
        var end = begin + int.Parse(size[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return end + 7 == answer.Length ? begin..end : throw new IOException("an answer has more chunks than a bench expects");
    }
}
