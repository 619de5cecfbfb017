using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ServiceOS.Tests.Tidy;

/// <summary>The chart's form: what it refers to exists, and what it makes is YAML. It is no substitute for helm itself.</summary>
public sealed partial class HelmTests
{
    private static readonly string s_chart = Path.Combine(Sources.Root, "deploy", "helm", "serviceos");
    private static readonly YamlMappingNode s_values = Yaml.Read(Path.Combine(s_chart, "values.yaml"));

    public static TheoryData<string> Manifests => [.. Templates().Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void Every_value_that_a_template_names_exists() => Assert.Empty(
        from file in Templates()
        from Match value in Value().Matches(File.ReadAllText(file))
        where Find(s_values, value.Groups["path"].Value.Split('.')) is null
        select $"{Path.GetFileName(file)}: {value.Value}");

    [Fact]
    public void Every_value_is_named_by_a_template_and_by_the_schema()
    {
        var templates = string.Concat(Templates().Select(File.ReadAllText));
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_chart, "values.schema.json")));

        Assert.DoesNotContain(Leaves(s_values, ""), path => !templates.Contains($".Values.{path}", StringComparison.Ordinal));
        Assert.DoesNotContain(Leaves(s_values, ""), path => !IsIn(schema.RootElement, path.Split('.')));
    }

    [Fact]
    public void Every_value_has_a_word_beside_it()
    {
        var lines = File.ReadAllLines(Path.Combine(s_chart, "values.yaml"));
        Assert.True(lines.Count(line => line.TrimStart().StartsWith('#')) >= 20);
    }

    [Fact]
    public void What_is_included_is_defined_and_blocks_are_closed()
    {
        var all = string.Concat(Templates().Select(File.ReadAllText));
        var defined = Define().Matches(all).Select(define => define.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Include().Matches(all), include => !defined.Contains(include.Groups["name"].Value));
        Assert.All(Templates(), file =>
        {
            var text = File.ReadAllText(file);
            Assert.Equal(Opening().Count(text), Closing().Count(text));
            Assert.Equal(text.Split("{{").Length, text.Split("}}").Length);
        });
    }

    [Theory, MemberData(nameof(Manifests))]
    public void A_template_with_its_expressions_filled_in_is_a_manifest(string name)
    {
        var manifest = Yaml.Parse(Fill(File.ReadAllText(Path.Combine(s_chart, "templates", name))));

        Assert.All((string[])["apiVersion", "kind", "metadata"], key => Assert.NotNull(Find(manifest, [key])));
        Assert.NotNull(Find(manifest, ["metadata", "name"]));
    }

    [Fact]
    public void A_node_leaves_only_when_another_serves()
    {
        var deployment = Yaml.Parse(Fill(File.ReadAllText(Path.Combine(s_chart, "templates", "deployment.yaml"))));
        var container = (YamlMappingNode)((YamlSequenceNode)Find(deployment, ["spec", "template", "spec", "containers"])!)[0];

        Assert.Equal("0", Find(deployment, ["spec", "strategy", "rollingUpdate", "maxUnavailable"])!.ToString());
        Assert.Equal("/health/ready", Find(container, ["readinessProbe", "httpGet", "path"])!.ToString());
        Assert.Equal("/health/live", Find(container, ["livenessProbe", "httpGet", "path"])!.ToString());
        Assert.Equal("true", Find(container, ["securityContext", "readOnlyRootFilesystem"])!.ToString());
        Assert.Equal("1654", Find(deployment, ["spec", "template", "spec", "securityContext", "runAsUser"])!.ToString());
    }

    [Fact]
    public void The_chart_is_of_this_version()
    {
        var version = Version().Match(File.ReadAllText(Path.Combine(Sources.Root, "Directory.Build.props"))).Groups["version"].Value;
        Assert.Equal(version, Yaml.Read(Path.Combine(s_chart, "Chart.yaml"))["appVersion"].ToString());
        Assert.Contains($"localhost/serviceos:{version}", File.ReadAllText(Path.Combine(Sources.Root, "deploy", "compose.yaml")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Templates() => Directory.EnumerateFiles(Path.Combine(s_chart, "templates")).Order(StringComparer.Ordinal);

    /// <summary>Drops what only decides, and puts a word or a pair where something is put in.</summary>
    private static string Fill(string template)
    {
        var text = Control().Replace(template, "");
        text = Block().Replace(text, match => new string(' ', int.Parse(match.Groups["indent"].Value, System.Globalization.CultureInfo.InvariantCulture)) + "some: thing\n");
        return Expression().Replace(text, "word");
    }

    private static YamlNode? Find(YamlNode? node, IEnumerable<string> path)
    {
        foreach (var step in path)
            node = node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(step), out var next) ? next : null;
        return node;
    }

    /// <summary>Paths of values; a map that is filled freely counts as one.</summary>
    private static IEnumerable<string> Leaves(YamlMappingNode node, string before) => node.Children.SelectMany(child =>
        child.Value is YamlMappingNode { Children.Count: > 0 } inner && inner.Children.Keys.All(key => Name().IsMatch(key.ToString())) && child.Key.ToString() != "resources"
            ? Leaves(inner, $"{before}{child.Key}.")
            : [$"{before}{child.Key}"]);

    private static bool IsIn(JsonElement schema, IEnumerable<string> path)
    {
        foreach (var step in path)
        {
            if (!schema.TryGetProperty("properties", out var properties) || !properties.TryGetProperty(step, out schema))
                return false;
        }
        return true;
    }

    [GeneratedRegex(@"\.Values\.(?<path>\w+(\.\w+)*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("define \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Define();

    [GeneratedRegex("include \"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Include();

    [GeneratedRegex(@"\{\{-? *(if|range|with|define)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\{\{-? *end\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^ *\{\{-? *(if|else|end|range|with)\b[^}]*\}\}\n?", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Control();

    [GeneratedRegex(@"^ *\{\{-? *(include|toYaml)[^}]*nindent (?<indent>\d+) *\}\}\n", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\{\{[^}]*\}\}", RegexOptions.None, 1000)]
    private static partial Regex Expression();

    [GeneratedRegex("^[a-zA-Z]+$", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}

/// <summary>YAML as a tree. Reading it also finds a key that is there twice.</summary>
internal static class Yaml
{
    public static YamlMappingNode Read(string file) => Parse(File.ReadAllText(file));

    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}
