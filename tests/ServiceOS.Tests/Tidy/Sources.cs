using System.Runtime.CompilerServices;

namespace ServiceOS.Tests.Tidy;

/// <summary>The repository's own text, for the tests that keep it in order.</summary>
internal static class Sources
{
    /// <summary>The folders of the program, lowest first: one may use those before it, and nothing after it.</summary>
    public static readonly string[] Folders =
    [
        "Platform", "Tenants", "Staff", "Consumers", "Orders", "Knowledge", "Conversations", "Understanding", "LanguageModel", "Bot", "Assist",
        "Studio", "Channels", "Metrics", "Simulation", "Verification", "Benches", "Evals", "Cli",
    ];

    public static string Root { get; } = FindRoot();

    public static string Program => Path.Combine(Root, "src", "ServiceOS");

    /// <summary>The program's C# files.</summary>
    public static IEnumerable<SourceFile> OfProgram() => Read(Program, "*.cs");

    /// <summary>All C# files: program, libraries and tests.</summary>
    public static IEnumerable<SourceFile> All() =>
        Read(Path.Combine(Root, "src"), "*.cs").Concat(Read(Path.Combine(Root, "tests"), "*.cs"));

    public static IEnumerable<SourceFile> Migrations() => Read(Program, "*.sql");

    public static IEnumerable<SourceFile> Documents() =>
        Directory.EnumerateFiles(Root, "*.md").Select(SourceFile.Read)
            .Concat(Directory.Exists(Path.Combine(Root, "docs")) ? Read(Path.Combine(Root, "docs"), "*.md") : [])
            .Concat(Read(Path.Combine(Root, "deploy"), "*.md"));

    private static IEnumerable<SourceFile> Read(string folder, string pattern) => Directory
        .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts" or "node_modules"))
        .Select(SourceFile.Read);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}

/// <summary>A file of the repository.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>Where it lies, from the repository's root.</summary>
    public string Name => System.IO.Path.GetRelativePath(Sources.Root, Path);

    /// <summary>The program's folder that it belongs to; App.cs and the like belong to none, and give their own name.</summary>
    public string Folder => System.IO.Path.GetRelativePath(Sources.Program, Path).Split(System.IO.Path.DirectorySeparatorChar)[0];

    public string[] Lines => Text.Split('\n');

    /// <summary>The text without lines that are comments.</summary>
    public string Code => string.Join('\n', Lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    public static SourceFile Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));
}
