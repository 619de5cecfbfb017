using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ServiceOS.Cli.Backups;

/// <summary>A backup's file: a gzipped tar whose last entry is the manifest.</summary>
internal static class BackupArchive
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long ManifestBytesMax = 100 * 1024 * 1024;

    /// <summary>Packs files. The archive has its name only once it is whole.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="files">Names in the archive and where the files are.</param>
    /// <param name="describe">Makes the manifest of the packed files.</param>
    /// <param name="progress">Told how much is done, 0–1.</param>
    public static async Task<BackupManifest> PackAsync(
        string path, IReadOnlyList<(string Name, string Path)> files, Func<IReadOnlyList<BackupEntry>, BackupManifest> describe,
        Action<double> progress, CancellationToken stop)
    {
        var partial = path + ".partial";
        try
        {
            BackupManifest manifest;
            await using (var file = Create(partial))
            {
                await using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await using (var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true))
                {
                    manifest = describe(await AddFilesAsync(tar, files, progress, stop));
                    using var json = new MemoryStream(manifest.ToJson());
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = json }, stop);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
            return manifest;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Unpacks into a folder, and holds every byte against the manifest.</summary>
    /// <exception cref="FailedException">It is no backup, or it is damaged.</exception>
    public static async Task<BackupManifest> UnpackAsync(string path, string folder, Action<double> progress, CancellationToken stop)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var gzip = new GZipStream(file, CompressionMode.Decompress);
            await using var unpacked = new CountedStream(gzip);
            await using var tar = new TarReader(unpacked);
            var (found, manifest) = (new List<BackupEntry>(), (BackupManifest?)null);
            while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
            {
                if (entry.Name == BackupManifest.FileName)
                    manifest = BackupManifest.Parse(await ReadAsync(entry, stop));
                else
                    found.Add(await ExtractAsync(entry, folder, stop));
                progress((double)file.Position / Math.Max(1, file.Length));
            }
            await unpacked.CopyToAsync(Stream.Null, stop);
            RequireEnd(file, unpacked.Count);
            Compare(found, manifest);
            return manifest!;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new FailedException($"{path} is damaged or no backup: {e.Message}", e);
        }
    }

    /// <summary>A gzip file ends with the size of what is in it (RFC 1952), which .NET doesn't look at: without it, bytes were cut off.</summary>
    private static void RequireEnd(FileStream file, long bytes)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - sizeof(uint);
        file.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != unchecked((uint)bytes))
            throw new InvalidDataException("its end is missing");
    }

    private static async Task<List<BackupEntry>> AddFilesAsync(
        TarWriter tar, IReadOnlyList<(string Name, string Path)> files, Action<double> progress, CancellationToken stop)
    {
        var all = Math.Max(1, files.Sum(file => new FileInfo(file.Path).Length));
        var (entries, done) = (new List<BackupEntry>(files.Count), 0L);
        foreach (var (name, path) in files)
        {
            await using var content = File.OpenRead(path);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
            content.Position = 0;
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly }, stop);
            entries.Add(new(name, content.Length, sha256));
            progress((double)(done += content.Length) / all);
        }
        return entries;
    }

    private static async Task<BackupEntry> ExtractAsync(TarEntry entry, string folder, CancellationToken stop)
    {
        var path = Path.GetFullPath(Path.Combine(folder, entry.Name));
        if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new FailedException($"the backup has an entry that we never write: {entry.Name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = Create(path);
        if (entry.DataStream is { } content)   // an empty file has none
            await content.CopyToAsync(file, stop);
        file.Position = 0;
        return new(entry.Name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)));
    }

    private static async Task<byte[]> ReadAsync(TarEntry entry, CancellationToken stop)
    {
        if (entry.Length > ManifestBytesMax)
            throw new FailedException("the backup's manifest is larger than any that we write");
        using var json = new MemoryStream();
        if (entry.DataStream is not { } content)
            throw new FailedException("the backup is damaged: its manifest is empty");
        await content.CopyToAsync(json, stop);
        return json.ToArray();
    }

    private static void Compare(List<BackupEntry> found, BackupManifest? manifest)
    {
        if (manifest is null)
            throw new FailedException("the backup is cut short: it has no manifest");
        if (manifest.Files.Except(found).FirstOrDefault() is { } missing)
            throw new FailedException($"the backup is damaged: {missing.Name} is missing or not what was packed");
        if (found.Except(manifest.Files).FirstOrDefault() is { } foreign)
            throw new FailedException($"the backup is damaged: {foreign.Name} is not in its manifest");
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;   // all of the consumers' words are in it
        return new FileStream(path, options);
    }
}
