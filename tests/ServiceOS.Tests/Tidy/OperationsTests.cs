using System.Text.RegularExpressions;

namespace ServiceOS.Tests.Tidy;

/// <summary>What an operator can set and see is in docs/operations.md.</summary>
public sealed partial class OperationsTests
{
    private static readonly string s_guide = File.ReadAllText(Path.Combine(Sources.Root, "docs", "operations.md"));

    [Fact]
    public void Every_setting_is_in_the_guide()
    {
        var settings = typeof(App).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Settings", StringComparison.Ordinal) && type is { IsClass: true, IsAbstract: false })
            .ToList();
        Assert.NotEmpty(settings);

        Assert.Empty(
            from type in settings
            from property in type.GetProperties()
            where property.CanWrite && !s_guide.Contains($"`{property.Name}`", StringComparison.OrdinalIgnoreCase)
            select $"{type.Name}.{property.Name}");
    }

    [Fact]
    public void Every_variable_in_the_guide_sets_something() => Assert.Empty(
        from Match variable in Variable().Matches(s_guide)
        where variable.Value != "SERVICEOS_POSTGRES"
            && !typeof(App).Assembly.GetTypes().Where(type => type.Name.EndsWith("Settings", StringComparison.Ordinal))
                .SelectMany(type => type.GetProperties()).Any(property => ServiceOS.Platform.SettingVariables.NameOf(property.Name) == variable.Value)
        select variable.Value);

    [Fact]
    public void Every_metric_of_ours_is_in_the_guide() => Assert.Empty(
        from file in Sources.OfProgram()
        from Match metric in Metric().Matches(file.Code)
        let name = metric.Groups["name"].Value.Replace('.', '_')
        where !s_guide.Contains($"`{name}", StringComparison.Ordinal)
        select name);

    [Fact]
    public void Every_command_s_name_is_in_the_guide_or_in_the_readme()
    {
        var texts = s_guide + File.ReadAllText(Path.Combine(Sources.Root, "README.md")) + File.ReadAllText(Path.Combine(Sources.Root, "CHANGELOG.md"));
        Assert.Empty(
            from file in Sources.OfProgram()
            where file.Folder == "Cli"
            from Match command in Command().Matches(file.Code)
            where !texts.Contains(command.Groups["name"].Value, StringComparison.Ordinal)
            select command.Groups["name"].Value);
    }

    [GeneratedRegex("SERVICEOS_[A-Z_]+", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("meter\\.Create\\w+(<\\w+>)?\\(\"(?<name>serviceos\\.[a-z.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("new TaughtCommand\\(\"(?<name>[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
