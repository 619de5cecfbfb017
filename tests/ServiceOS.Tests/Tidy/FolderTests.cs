using System.Text.RegularExpressions;

namespace ServiceOS.Tests.Tidy;

/// <summary>Keeps the house in order: who may lean on whom, through which door, and whose tables are whose.</summary>
public sealed partial class FolderTests
{
    /// <summary>Platform is open to all; the checker, benches and evals have no inside: only the command line starts them.</summary>
    [Fact]
    public void Folders_lean_only_downwards_and_only_on_contracts()
    {
        var wrong =
            from file in Sources.OfProgram()
            where Sources.Folders.Contains(file.Folder)
            from Match use in Mention().Matches(file.Code)
            let other = use.Groups["folder"].Value
            where other != file.Folder && Sources.Folders.Contains(other) && IsNamespace(use)
            where Array.IndexOf(Sources.Folders, other) > Array.IndexOf(Sources.Folders, file.Folder)
                || (other is not ("Platform" or "Verification" or "Benches" or "Evals") && use.Groups["next"].Value != "Contracts")
            select $"{file.Name} uses {use.Value}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_program_has_its_place_in_the_order() =>
        Assert.All(Sources.OfProgram(), file => Assert.True(
            file.Folder.EndsWith(".cs", StringComparison.Ordinal) || Sources.Folders.Contains(file.Folder), file.Name));

    [Fact]
    public void Every_table_is_named_by_one_folder_only()
    {
        var owners = (
            from file in Sources.Migrations()
            from Match table in CreateTable().Matches(file.Text)
            select (Name: table.Groups["table"].Value, file.Folder)).ToHashSet();
        var wrong =
            from file in Sources.OfProgram()
                // a bench counts rows itself, and a checker reads them itself: neither must trust what it measures or checks
            where file.Folder is not ("Benches" or "Verification")
            from Match use in TableUse().Matches(file.Code)
            from owner in owners
            where owner.Name == use.Groups["table"].Value && owner.Folder != file.Folder
            select $"{file.Name} names {owner.Name}, which belongs to {owner.Folder}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Migrations_are_numbered_without_gaps_or_repeats()
    {
        var numbers = Sources.Migrations().Select(file => int.Parse(
            Path.GetFileName(file.Path).AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    /// <summary>A folder's name that is followed by a type of that namespace or by Contracts; not a property of that name.</summary>
    private static bool IsNamespace(Match use) =>
        use.Groups["root"].Success
        || use.Groups["next"].Value == "Contracts"
        || typeof(App).Assembly.GetType($"ServiceOS.{use.Groups["folder"].Value}.{use.Groups["next"].Value}") is not null;

    [GeneratedRegex(@"(?<![\w.])(?<root>ServiceOS\.)?(?<folder>[A-Z]\w+)(\.(?<next>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^create table (if not exists )?(?<table>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"\b(from|join|into|update) (?<table>[a-z_]+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableUse();
}
