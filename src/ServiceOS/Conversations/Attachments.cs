using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>
/// Files that people send. Stored by their hash outside the database; the type is what the bytes say, not what was claimed;
/// fetched through a signed address that ends.
/// </summary>
internal sealed class Attachments(Database database, Secrets secrets, AppSettings settings, TimeProvider time)
{
    public const long BytesMax = 10 * 1024 * 1024;
    private static readonly TimeSpan s_addressLasts = TimeSpan.FromDays(7);

    private byte[]? _secret;

    /// <summary>Stores a file.</summary>
    /// <returns>The stored file; null when its bytes are of no type that is allowed.</returns>
    public async Task<AttachmentView?> StoreAsync(Caller by, string name, Stream content, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, stop);
        var data = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (FileType.Of(data.Span) is not { } type)
            return null;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(data.Span));
        await WriteAsync(PathOf(sha256), data, stop);

        var now = time.GetUtcNow();
        var row = new AttachmentRow
        {
            TenantId = by.Tenant,
            Id = AttachmentId.New(now),
            Uploader = UploaderOf(by),
            Name = AttachmentName.Of(name, type),
            Type = type,
            Bytes = data.Length,
            Sha256 = sha256,
        };
        await database.InTransactionAsync(async db => await db.RunAsync("""
            insert into attachments (tenant_id, id, uploader, name, type, bytes, sha256, created_at)
            values (@TenantId, @Id, @Uploader, @Name, @Type, @Bytes, @Sha256, @now)
            """, new { row.TenantId, row.Id, row.Uploader, row.Name, row.Type, row.Bytes, row.Sha256, now }, stop), stop);
        return await ViewAsync(row, stop);
    }

    /// <summary>Message parts for uploaded files; null when one is not there or was uploaded by somebody else.</summary>
    public async Task<IReadOnlyList<Part>?> PartsAsync(Caller by, IReadOnlyList<string> ids, CancellationToken stop)
    {
        var parts = new List<Part>(ids.Count);
        foreach (var text in ids)
        {
            if (!AttachmentId.TryParse(text, provider: null, out var id) || await FindAsync(id, stop) is not { } row
                || row.Uploader != UploaderOf(by))
                return null;
            parts.Add(new()
            {
                Type = row.Type.StartsWith("image/", StringComparison.Ordinal) ? "image" : "file",
                Attachment = await ViewAsync(row, stop),
            });
        }
        return parts;
    }

    /// <summary>The file behind a signed address; null when there is none, or the address is not ours or has ended.</summary>
    public async Task<(AttachmentRow Row, string Path)?> OpenAsync(AttachmentId id, string? ticket, CancellationToken stop)
    {
        var parts = (ticket ?? "").Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var until)
            || until < time.GetUtcNow().ToUnixTimeSeconds()
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(await SignAsync(id, until, stop)), Encoding.ASCII.GetBytes(parts[1])))
            return null;
        return await FindAsync(id, stop) is { } row && PathOf(row.Sha256) is var path && File.Exists(path) ? (row, path) : null;
    }

    /// <summary>Where a file lies in a data folder.</summary>
    public static string PathOf(string dataFolder, string sha256) => Path.Combine(dataFolder, "files", sha256[..2], sha256);

    private Task<AttachmentRow?> FindAsync(AttachmentId id, CancellationToken stop) => database.ReadAsync(async db =>
        await db.FindAsync<AttachmentRow>(
            "select tenant_id, id, uploader, name, type, bytes, sha256 from attachments where id = @id", new { id }, stop), stop);

    private async Task<AttachmentView> ViewAsync(AttachmentRow row, CancellationToken stop)
    {
        // whole days, so that the same file keeps the same address for a browser's cache
        var until = (time.GetUtcNow() + s_addressLasts).ToUnixTimeSeconds() / 86_400 * 86_400;
        return new(row.Id.ToString(), row.Name, row.Bytes, row.Type,
            FormattableString.Invariant($"/v1/attachments/{row.Id}?t={until}.{await SignAsync(row.Id, until, stop)}"));
    }

    private async Task<string> SignAsync(AttachmentId id, long until, CancellationToken stop)
    {
        _secret ??= await secrets.GetAsync("attachment-address", stop);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(FormattableString.Invariant($"{id}.{until}"))))[..32];
    }

    private string PathOf(string sha256) => PathOf(settings.DataFolder, sha256);

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> data, CancellationToken stop)
    {
        if (File.Exists(path))
            return;
        var partial = $"{path}.{Guid.NewGuid():n}";
        var isWhole = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(data, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
            isWhole = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(FileFaults.Of(e), "the file could not be written", e);
        }
        finally
        {
            if (!isWhole)
                Drop(partial);
        }
    }

    /// <summary>Where it can't be deleted, it stays: what went wrong before is what the sender must hear of.</summary>
    private static void Drop(string partial)
    {
        try
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // nobody looks for it: it has no row
        }
    }

    private static string UploaderOf(Caller by) => $"{(by.Kind == CallerKind.Consumer ? "consumer" : "staff")}:{by.Id}";
}

internal sealed record AttachmentRow
{
    public required TenantId TenantId { get; init; }
    public required AttachmentId Id { get; init; }
    public required string Uploader { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required long Bytes { get; init; }
    public required string Sha256 { get; init; }
}
