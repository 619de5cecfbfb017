using System.Text.RegularExpressions;

namespace ServiceOS.Tests.Tidy;

/// <summary>What code may not do, and how long it may grow.</summary>
public sealed partial class CodeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 70;

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(Sources.All().Where(file => file.Lines.Length > FileLinesMax + 1).Select(file => file.Name));

    [Fact]
    public void No_method_is_longer_than_70_lines() => Assert.Empty(Sources.All().SelectMany(LongMethods));

    /// <summary>Time comes from a TimeProvider and chance from a seed, so that a test can move the one and repeat the other.</summary>
    [Fact]
    public void Nothing_asks_the_machine_for_time_or_chance() => Assert.Empty(
        from file in Sources.All()
        where !file.Name.Contains("/Tidy/", StringComparison.Ordinal)
        from Match call in Banned().Matches(file.Code)
        select $"{file.Name}: {call.Value}");

    [Fact]
    public void Nothing_waits_by_the_machines_clock() => Assert.Empty(
        from file in Sources.All()
        where !file.Name.Contains("/Tidy/", StringComparison.Ordinal)
        from Match call in Wait().Matches(file.Code)
        where !NamesClock().IsMatch(call.Value)
        select $"{file.Name}: {call.Value}");

    [Fact]
    public void Links_in_the_documents_resolve() => Assert.Empty(
        from document in Sources.Documents()
        from Match link in Link().Matches(document.Text)
        let target = link.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let path = Path.Combine(Path.GetDirectoryName(document.Path)!, target.Split('#')[0])
        where target[0] != '#' && !File.Exists(path) && !Directory.Exists(path)
        select $"{document.Name}: {target}");

    /// <summary>Members by their indentation, as the formatter leaves it: from the signature to the line before the next member.</summary>
    private static IEnumerable<string> LongMethods(SourceFile file)
    {
        var lines = file.Lines;
        for (var begin = 0; begin < lines.Length; begin++)
        {
            if (!Signature().IsMatch(lines[begin]))
                continue;
            var indent = IndentOf(lines[begin]);
            var end = begin + 1;
            while (end < lines.Length && !Ends(lines, end, indent))
                end++;
            if (end - begin + 1 > MethodLinesMax)
                yield return $"{file.Name}:{begin + 1} has {end - begin + 1} lines";
        }
    }

    private static bool Ends(string[] lines, int at, int indent) =>
        (IndentOf(lines[at]) <= indent && lines[at].TrimStart().StartsWith('}'))
        || (lines[at].Length == 0 && at + 1 < lines.Length && lines[at + 1].Length > 0 && IndentOf(lines[at + 1]) <= indent);

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex(@"^ {4,12}(public|private|protected|internal|static|async|override)\b(?!.*\b(class|record|struct|interface|enum)\b)[^=;]*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signature();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|Random\.Shared|Thread\.Sleep|new Random\(\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Banned();

    [GeneratedRegex(@"(Task\.Delay|new PeriodicTimer)\([^;]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wait();

    [GeneratedRegex(@"\b_?[tT]ime\b|TimeProvider", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamesClock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
