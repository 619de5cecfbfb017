using System.Reflection;
using System.Text.Json;
using ServiceOS.Platform.Data;

namespace ServiceOS.Cli.Backups;

/// <summary>What is in a backup, so that a damaged or incomplete one is found out before it is needed.</summary>
internal sealed record BackupManifest
{
    public const string FileName = "manifest.json";
    private const int FormatNow = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Format { get; init; } = FormatNow;

    /// <summary>The version of the program that made it.</summary>
    public required string Version { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The newest migration of the database.</summary>
    public required string? Migration { get; init; }

    /// <summary>How many rows each table has.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }
    public required IReadOnlyList<BackupEntry> Files { get; init; }

    public static string VersionNow { get; } =
        typeof(BackupManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static string NameOf(Engine engine) => engine == Platform.Data.Engine.Sqlite ? "sqlite" : "postgres";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="FailedException">It is none, or of a format that this version doesn't know.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(json, s_json);
            if (manifest is not { Version: not null, Engine: not null, Rows: not null, Files: not null } || manifest.Files.Any(file => file is not { Name: not null }))
                throw new FailedException("the backup is damaged: its manifest does not say what is in it");
            return manifest.Format == FormatNow
                ? manifest
                : throw new FailedException($"the backup has format {manifest.Format}, this version knows {FormatNow}: use the version that made it");
        }
        catch (JsonException e)
        {
            throw new FailedException("the backup's manifest can't be read", e);
        }
    }
}

/// <summary>A file in a backup.</summary>
internal sealed record BackupEntry(string Name, long Bytes, string Sha256);
