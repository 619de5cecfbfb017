using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Telemetry;
using ServiceOS.Platform.Web;
using ServiceOS.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace ServiceOS.Tests.Tidy;

/// <summary>What deploys the program fits the program. nginx.conf is run by the fault tests.</summary>
public sealed partial class DeployTests
{
    private const string Port = "8080";
    private static readonly string s_folder = Path.Combine(Sources.Root, "deploy");

    [Fact]
    public void The_compose_file_can_be_read_and_waits_for_what_a_node_needs()
    {
        var compose = Yaml.Read(Path.Combine(s_folder, "compose.yaml"));
        var services = (YamlMappingNode)compose["services"];

        Assert.Equal(["postgres", "rabbitmq", "node1", "node2", "nginx"], services.Children.Keys.Select(key => key.ToString()));
        foreach (var name in (string[])["postgres", "rabbitmq", "nginx"])
            Assert.NotNull(services[name]["healthcheck"]["test"]);
        Assert.Equal("[rabbitmq_consistent_hash_exchange].", Text("enabled_plugins").Trim());
        foreach (var mounted in (string[])["./enabled_plugins:/etc/rabbitmq/enabled_plugins:ro", "./nginx.conf:/etc/nginx/nginx.conf:ro"])
            Assert.Contains(mounted, Text("compose.yaml"), StringComparison.Ordinal);
        Assert.All(((YamlMappingNode)services["nginx"]).Children["ports"].AllNodes.OfType<YamlScalarNode>(),
            port => Assert.StartsWith("127.0.0.1:", port.Value, StringComparison.Ordinal));
        Assert.Empty(
            from Match variable in Interpolated().Matches(Text("compose.yaml"))
            where !Text(".env.example").Contains($"{variable.Groups["name"].Value}=", StringComparison.Ordinal)
            select variable.Value);
    }

    [Fact]
    public void No_image_is_whatever_is_newest()
    {
        var images = Image().Matches(Text("compose.yaml")).Concat(Tag().Matches(Text("Containerfile"))).ToList();

        Assert.True(images.Count >= 7);
        Assert.All(images, image => Assert.Matches(@"^\d+\.\d+", image.Groups["tag"].Value));
        Assert.All(From().Matches(Text("Containerfile")), from => Assert.Matches(@":\$\{\w+_TAG\}", from.Value));
    }

    [Fact]
    public void The_container_runs_as_nobody_special()
    {
        var file = Text("Containerfile");

        Assert.Contains("\nUSER 1654:1654\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\nHEALTHCHECK", file, StringComparison.Ordinal);
        Assert.True(file.LastIndexOf("\nUSER ", StringComparison.Ordinal) > file.LastIndexOf("\nRUN ", StringComparison.Ordinal));
        Assert.All(Copied().Matches(file).Where(copy => !copy.Value.Contains("--from", StringComparison.Ordinal)), copy =>
            Assert.All(copy.Groups["what"].Value.Split(' ')[..^1], name => Assert.True(Path.Exists(Path.Combine(Sources.Root, name)), name)));
    }

    [Fact]
    public void Every_variable_of_ours_is_one_that_the_program_reads()
    {
        var known = typeof(App).Assembly.GetTypes().Where(type => type.Name.EndsWith("Settings", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties()).Where(property => property.PropertyType == typeof(int))
            .Select(property => ServiceOS.Platform.SettingVariables.NameOf(property.Name))
            .Concat(["SERVICEOS_POSTGRES", "SERVICEOS_RABBIT"]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            from file in Files()
            from Match variable in Variable().Matches(File.ReadAllText(file))
            where !known.Contains(variable.Value)
            select $"{file}: {variable.Value}");
    }

    [Fact]
    public void All_speak_of_one_port()
    {
        Assert.Contains($"EXPOSE {Port}\n", Text("Containerfile"), StringComparison.Ordinal);
        Assert.Contains($"\"http://0.0.0.0:{Port}\"", Text("Containerfile"), StringComparison.Ordinal);
        Assert.Contains($"containerPort: {Port}\n", Text("helm/serviceos/templates/deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains($"- http://0.0.0.0:{Port}\n", Text("helm/serviceos/templates/deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains($"prometheus.io/port: \"{Port}\"", Text("helm/serviceos/values.yaml"), StringComparison.Ordinal);
        Assert.Contains($"/dev/tcp/127.0.0.1/{Port} ", Text("compose.yaml"), StringComparison.Ordinal);
        Assert.All(Upstream().Matches(Text("nginx.conf")), server => Assert.Equal(Port, server.Groups["port"].Value));
    }

    [Fact]
    public async Task Every_path_that_is_asked_for_by_probes_exists()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var routes = server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(route => route.RoutePattern.RawText).ToHashSet();
        var asked = Files().SelectMany(file => Probe().Matches(File.ReadAllText(file)), (_, probe) => probe.Value).Distinct().ToList();

        Assert.Contains("/health/ready", asked);
        Assert.Contains("/metrics", asked);
        Assert.DoesNotContain(asked, path => !routes.Contains(path));
    }

    [Fact]
    public async Task Every_metric_on_the_dashboard_is_one_that_the_program_tells()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        await (await shop.VisitAsync()).AskAsync("hello");
        var told = shop.Server.Get<MetricBook>().Read().Select(state => state with { Series = [new([], 0, [], [0])] });
        var names = Told().Matches(PrometheusText.Of(told)).SelectMany(type => type.Groups["kind"].Value == "histogram"
            ? (string[])[$"{type.Groups["name"].Value}_bucket", $"{type.Groups["name"].Value}_sum", $"{type.Groups["name"].Value}_count"]
            : [type.Groups["name"].Value]).ToHashSet(StringComparer.Ordinal);
        using var dashboard = JsonDocument.Parse(Text("grafana-dashboard.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var queries = panels.Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!).ToList();
        var shown = queries.SelectMany(query => Metric().Matches(query), (_, metric) => metric.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(shown.Except(names));
        Assert.DoesNotContain(names, name => name.StartsWith("serviceos_", StringComparison.Ordinal)   // and none of ours is missing
            && !shown.Any(one => one.StartsWith(Stem().Replace(name, ""), StringComparison.Ordinal)));
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
    }

    [Fact]
    public void A_node_is_given_the_time_to_leave_that_it_takes()
    {
        const int requestsSeconds = 6;   // App.s_stopMax
        var drain = DrainSettings.For(Engine.Postgres).DrainSeconds;

        Assert.True(Number(Text("compose.yaml"), "stop_grace_period: (\\d+)s") > drain + requestsSeconds);
        Assert.Equal(drain, Number(Text("compose.yaml"), "SERVICEOS_DRAIN_SECONDS: \"(\\d+)\""));
        Assert.True(Number(Text("serviceos.service"), "TimeoutStopSec=(\\d+)") > 10 + requestsSeconds);
        Assert.True(Number(Text("helm/serviceos/templates/deployment.yaml"), "terminationGracePeriodSeconds: \\{\\{ add .Values.drainSeconds (\\d+) \\}\\}") > requestsSeconds);
        Assert.True(Number(Text("nginx.conf"), "fail_timeout=(\\d+)s") < drain);
    }

    [Fact]
    public async Task The_unit_is_one_that_systemd_understands()
    {
        const string tool = "/usr/bin/systemd-analyze";
        var unit = Text("serviceos.service");
        Assert.Contains("ExecStart=/opt/serviceos/serviceos serve ", unit, StringComparison.Ordinal);
        Assert.Contains("LimitNOFILE=", unit, StringComparison.Ordinal);
        if (!File.Exists(tool))
            return;   // it is part of systemd; where there is none the unit can't be run either
        var folder = Directory.CreateTempSubdirectory("serviceos-");
        var file = Path.Combine(folder.FullName, "serviceos.service");
        await File.WriteAllTextAsync(file, unit.Replace("ExecStart=/opt/serviceos/serviceos", "ExecStart=/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var verify = Process.Start(new ProcessStartInfo(tool, ["verify", "--recursive-errors=no", file])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = verify.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await output;
        await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        Assert.True(verify.ExitCode == 0 && !said.Contains("serviceos.service:", StringComparison.Ordinal), said);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories);

    private static string Text(string name) => File.ReadAllText(Path.Combine(s_folder, name)).ReplaceLineEndings("\n");

    private static int Number(string text, string pattern) =>
        int.Parse(Regex.Match(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"^\s*image: [\w./-]+:(?<tag>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Image();

    [GeneratedRegex(@"^ARG \w+_TAG=(?<tag>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^FROM .*$", RegexOptions.Multiline, 1000)]
    private static partial Regex From();

    [GeneratedRegex("^COPY (?<what>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Copied();

    [GeneratedRegex("SERVICEOS_[A-Z_]+", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"server node\d+:(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Upstream();

    [GeneratedRegex("(/health/[a-z]+|(?<![a-z])/metrics)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Probe();

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<kind>\w+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Told();

    [GeneratedRegex(@"\b(serviceos|http_server|kestrel|dotnet)_[a-z0-9_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stem();
}
