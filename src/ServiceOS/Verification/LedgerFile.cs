using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ServiceOS.Verification;

/// <summary>What a client wrote down: messages that were acknowledged to it, and what it saw. One JSON object a line.</summary>
/// <remarks>
/// Make it before the database's picture is taken: it ends where the file ended then, so that what is acknowledged while the
/// checker runs is not missed in a picture of before.
/// </remarks>
internal sealed class LedgerFile
{
    private const int LineCharactersMax = 16 * 1024 * 1024;

    private readonly string _path;
    private readonly long _bytes;

    private LedgerFile(string path, long bytes)
    {
        _path = path;
        _bytes = bytes;
    }

    /// <exception cref="LedgerException">It is not there.</exception>
    public static LedgerFile Open(string path) =>
        File.Exists(path) ? new(path, new FileInfo(path).Length) : throw new LedgerException($"there is no ledger {path}");

    /// <exception cref="LedgerException">A line is no entry; the message names it.</exception>
    public async IAsyncEnumerable<LedgerEntry> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var reader = new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var number = 0L;
        for (var read = 0L; read < _bytes && await reader.ReadLineAsync(stop) is { } line;)
        {
            number++;
            read += Encoding.UTF8.GetByteCount(line) + 1;
            if (!string.IsNullOrWhiteSpace(line))
                yield return EntryOf(line, FormattableString.Invariant($"{_path}:{number}"));
        }
    }

    private static LedgerEntry EntryOf(string line, string at)
    {
        if (line.Length > LineCharactersMax)
            throw new LedgerException($"{at}: longer than {LineCharactersMax} characters");
        LedgerLine? said;
        try
        {
            said = JsonSerializer.Deserialize<LedgerLine>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException e)
        {
            throw new LedgerException($"{at}: is no JSON object of a ledger ({e.Path ?? "$"})", e);
        }
        return new(at, said is not null && FaultOf(said) is not { } fault ? said : throw new LedgerException($"{at}: {(said is null ? "is null" : FaultOf(said))}"));
    }

    private static string? FaultOf(LedgerLine line) => line switch
    {
        { Conversation: null or "" } => "says no conversation",
        { Reader: not null, Seqs: null, Seq: null } => "says not what the reader saw: seqs, or seq",
        { Reader: not null } => null,
        { ClientKey: null or "" } => "says neither clientKey nor reader",
        { Seq: null or < 1 } => "says no seq from 1",
        { Speaker: not (null or "consumer" or "agent" or "key") } => "its speaker is none of consumer, agent, key",
        _ => null,
    };
}

/// <summary>A line, and where it stands: <c>file:number</c>.</summary>
internal sealed record LedgerEntry(string At, LedgerLine Line);

/// <summary>A line: an acknowledged message (<see cref="ClientKey"/>), or what a reader saw (<see cref="Reader"/>).</summary>
internal sealed record LedgerLine
{
    public string? Conversation { get; init; }
    public string? ClientKey { get; init; }
    public long? Seq { get; init; }
    public string? Body { get; init; }

    /// <summary>Of an acknowledged message: who sent it, <c>consumer</c>, <c>agent</c> or <c>key</c>. Of a seen one: who spoke.</summary>
    public string? Speaker { get; init; }
    public string? Reader { get; init; }

    /// <summary>Places in the order in which the reader saw them; goes on where its line before ended.</summary>
    public IReadOnlyList<long>? Seqs { get; init; }
}

/// <summary>A ledger can't be read: nothing was checked.</summary>
internal sealed class LedgerException : Exception
{
    public LedgerException() { }

    public LedgerException(string message) : base(message) { }

    public LedgerException(string message, Exception inner) : base(message, inner) { }
}
