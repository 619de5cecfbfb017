using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServiceOS.Simulation.Contracts;

/// <summary>What must be known to sign in to a demo: it lies in the data folder, for its owner only, and nowhere else.</summary>
internal sealed record DemoFile
{
    private const string Name = "demo.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required long Seed { get; init; }

    /// <summary>When the world was complete; null while it is being made.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    public IReadOnlyList<DemoMerchant> Merchants { get; init; } = [];
    public IReadOnlyList<DemoUser> Users { get; init; } = [];

    /// <summary>The demo of a data folder; null when it has none.</summary>
    /// <exception cref="IOException">The file can't be read, or is none of ours.</exception>
    public static async Task<DemoFile?> FindAsync(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return null;
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<DemoFile>(file, s_json, stop)
                ?? throw new IOException($"{path} is not a demo's file: it holds null");
        }
        catch (JsonException e)
        {
            throw new IOException($"{path} is not a demo's file: {e.Message}", e);
        }
    }

    /// <summary>Writes it beside the old one and swaps them, so that a killed process leaves one or the other.</summary>
    public async Task WriteAsync(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, Name);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        File.Delete(path + ".new");
        await using (var file = new FileStream(path + ".new", options))
            await JsonSerializer.SerializeAsync(file, this, s_json, stop);
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>A merchant of a demo, with its secrets.</summary>
internal sealed record DemoMerchant
{
    /// <summary>The node's id, which no other world has; null in files of before it was written.</summary>
    public string? Id { get; init; }

    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>An API key with every scope of a merchant's.</summary>
    public required string Key { get; init; }

    /// <summary>The HS256 secret with which its site vouches for members.</summary>
    public required string MemberKey { get; init; }
}

/// <summary>A member of a demo's staff.</summary>
internal sealed record DemoUser
{
    public required string Name { get; init; }
    public required string Password { get; init; }
    public required string Role { get; init; }

    /// <summary>The slug of the node they work at.</summary>
    public required string Tenant { get; init; }
}
