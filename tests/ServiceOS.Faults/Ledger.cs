using System.Collections.Concurrent;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>What consumers were promised, and what readers saw: the file that <c>serviceos verify --ledger</c> compares with the log.</summary>
internal sealed class Ledger
{
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
    private readonly ConcurrentQueue<string> _lines = [];

    /// <summary>How many messages were acknowledged.</summary>
    public int Acknowledged => _acknowledged;

    private int _acknowledged;

    /// <summary>The server said that it has this message.</summary>
    public void Acknowledge(string conversation, string clientKey, long seq, string? body)
    {
        Interlocked.Increment(ref _acknowledged);
        _lines.Enqueue(JsonSerializer.Serialize(new { conversation, clientKey, seq, body }, s_json));
    }

    /// <summary>A reader was shown this.</summary>
    public void Saw(string reader, string conversation, long seq, string speaker, string body) =>
        _lines.Enqueue(JsonSerializer.Serialize(new { reader, conversation, seq, speaker, body }));

    public Task WriteAsync(string file) => File.WriteAllLinesAsync(file, _lines);
}
