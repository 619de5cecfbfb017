using System.Security.Cryptography;
using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Verification;

/// <summary>Files that people sent: what messages show is known, and lies in the data folder as it was sent.</summary>
/// <param name="dataFolder">Null: the files themselves are not looked at.</param>
internal sealed class FileChecks(string? dataFolder)
{
    private const int HashesKeptMax = 100_000;

    private readonly Check _parts = new("files.parts", "a file that a message shows is known, and of the message's tenant");
    private readonly Check _bytes = new("files.bytes", "a known file lies in the data folder, with its hash and length")
    {
        Note = dataFolder is null ? "the files were not looked at: say where with --data" : null,
    };

    public IReadOnlyList<Check> Checks => [_parts, _bytes];

    public async Task RunAsync(Session db, CancellationToken stop)
    {
        await PartsAsync(db, stop);
        if (dataFolder is not null)
            await BytesAsync(db, dataFolder, stop);
    }

    private async Task PartsAsync(Session db, CancellationToken stop)
    {
        await foreach (var message in Pages.ReadAsync(after => db.ListAsync<PartsRow>($"""
            select tenant_id, conversation_id, seq, parts from messages
            where (conversation_id, seq) > (@Conversation, @Seq) and parts like '%"attachment"%'
            order by conversation_id, seq limit {Pages.RowsMax}
            """, new { after.Conversation, after.Seq }, stop), new Place("", 0), row => new(row.ConversationId, row.Seq)))
        {
            foreach (var id in AttachmentsOf(message.Parts))
            {
                _parts.Saw();
                var tenant = await db.FindAsync<string>("select tenant_id from attachments where id = @id", new { id }, stop);
                if (tenant != message.TenantId)
                    _parts.Break(new(tenant is null ? $"message {message.Seq} shows the file {id}, which is not known" : $"message {message.Seq} shows the file {id} of tenant {tenant}")
                    {
                        Conversation = message.ConversationId,
                        Seq = message.Seq,
                        Row = message,
                    });
            }
        }
    }

    private static List<string> AttachmentsOf(string parts)
    {
        var ids = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(parts);
            foreach (var part in json.RootElement.EnumerateArray())
            {
                if (part.TryGetProperty("attachment", out var file))
                    ids.Add(file.TryGetProperty("id", out var id) ? id.GetString() ?? "" : "");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            ids.Add("");   // what can't be read shows no known file
        }
        return ids;
    }

    private async Task BytesAsync(Session db, string folder, CancellationToken stop)
    {
        var good = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var file in Pages.ReadAsync(after => db.ListAsync<FileRow>($"""
            select id, tenant_id, name, type, bytes, sha256, created_at from attachments
            where id > @after order by id limit {Pages.RowsMax}
            """, new { after }, stop), "", file => file.Id))
        {
            _bytes.Saw();
            if (good.Contains(file.Sha256))
                continue;
            var path = Path.Combine(folder, "files", file.Sha256.Length > 2 ? file.Sha256[..2] : "", file.Sha256);
            if (await FaultOfAsync(path, file, stop) is { } fault)
                _bytes.Break(new(fault) { Row = file });
            else if (good.Count < HashesKeptMax)
                good.Add(file.Sha256);
        }
    }

    private static async Task<string?> FaultOfAsync(string path, FileRow file, CancellationToken stop)
    {
        if (!File.Exists(path))
            return $"{path} is not there";
        try
        {
            await using var content = File.OpenRead(path);
            if (content.Length != file.Bytes)
                return FormattableString.Invariant($"{path} has {content.Length} bytes instead of {file.Bytes}");
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
            return hash == file.Sha256 ? null : $"{path} has the hash {hash}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} can't be read: {e.Message}";
        }
    }

    private sealed record PartsRow
    {
        public required string TenantId { get; init; }
        public required string ConversationId { get; init; }
        public long Seq { get; init; }
        public required string Parts { get; init; }
    }

    private sealed record FileRow
    {
        public required string Id { get; init; }
        public required string TenantId { get; init; }
        public required string Name { get; init; }
        public required string Type { get; init; }
        public long Bytes { get; init; }
        public required string Sha256 { get; init; }
        public long CreatedAt { get; init; }
    }
}
