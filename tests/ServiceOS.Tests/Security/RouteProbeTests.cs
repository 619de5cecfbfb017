using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Security;

/// <summary>Every route of the running application, tried by everybody who may not use it.</summary>
public sealed class RouteProbeTests
{
    private static readonly CancellationToken s_stop = CancellationToken.None;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Nobody_gets_through_to_what_is_not_theirs(Engine engine)
    {
        await using var world = await RouteWorld.RaiseAsync(engine);
        var routes = ProbedRoute.All(world.Shop.Server);
        var others = await world.OthersAsync();
        var before = await world.PictureAsync();
        var wrong = new List<string>();

        foreach (var prober in others.OrderBy(prober => !prober.IsForeign))
        {
            foreach (var route in routes.Where(route => !route.IsPublic || prober.IsUnknown))   // anyone may use those, and at Lantern too
            {
                var (status, text) = await SendAsync(world, route, prober.Client);
                if (FaultOf(world, route, prober, status, text) is { } fault)
                    wrong.Add($"{prober.Name}: {route.Name} answered {(int)status}, {fault}: {Short(text)}");
            }
            if (prober is { IsForeign: true, IsOfLantern: false } && (await world.PictureAsync()).Except(before, StringComparer.Ordinal).ToList() is { Count: > 0 } changed)
                wrong.Add($"{prober.Name} changed Lantern's rows: {string.Join("; ", changed)}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {routes.Count * others.Count} answers are wrong:\n{string.Join('\n', wrong)}");
        Assert.True(routes.Count > 60, $"only {routes.Count} routes were found");
    }

    [Fact]
    public async Task Every_sample_is_real_to_those_whose_it_is_and_nothing_breaks()
    {
        await using var world = await RouteWorld.RaiseAsync(Engine.Sqlite);
        var owners = await world.OwnersAsync();
        var wrong = new List<string>();

        foreach (var route in ProbedRoute.All(world.Shop.Server).OrderBy(route => Array.IndexOf(["GET", "PUT", "POST", "DELETE"], route.Method)))
        {
            var answers = new List<HttpStatusCode>();
            foreach (var owner in owners)
                answers.Add((await SendAsync(world, route, owner)).Status);
            if (answers.Exists(status => (int)status >= 500))
                wrong.Add($"{route.Name} broke: {string.Join(", ", answers)}");
            if (RouteSamples.IsAboutAThing(route) && !route.IsPublic && answers.TrueForAll(IsNo))
                wrong.Add($"{route.Name} is not there for anybody, so the probe proves nothing: {string.Join(", ", answers)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_route_declares_who_may_use_it_and_those_for_anyone_are_known()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var routes = ProbedRoute.All(server);

        Assert.Empty(routes.Where(route => route.Rule is null).Select(route => route.Name));
        Assert.Empty(routes.Where(route => route.IsPublic).Select(route => route.Name).Except(RouteSamples.Public));
        Assert.Empty(RouteSamples.AboutOneself.Concat(RouteSamples.UnderOnesOwnId).Concat(RouteSamples.ReadOnlyMaySend)
            .Except(routes.Select(route => route.Name)));
    }

    /// <summary>Why this answer must not be; null when it is as it should.</summary>
    private static string? FaultOf(RouteWorld world, ProbedRoute route, Prober prober, HttpStatusCode status, string text)
    {
        if ((int)status >= 500)
            return "which is a fault";
        if (prober is { IsForeign: true, IsOfLantern: false } && !route.IsPublic && world.Secrets.FirstOrDefault(secret => HasLeaked(text, secret)) is { } leaked)
            return $"and told of {leaked}";
        if (route.IsPublic)
            return route.Name == "GET /v1/attachments/{attachmentId}" && status != HttpStatusCode.NotFound ? "without a signature" : null;
        if (prober.IsUnknown)
            return status == HttpStatusCode.Unauthorized ? null : "not 401";
        if (!prober.May(route))
            return status == HttpStatusCode.Forbidden ? null : "not 403";
        if (prober.IsForeign && !RouteSamples.AboutOneself.Contains(route.Name))
            return status == HttpStatusCode.NotFound || (RouteSamples.UnderOnesOwnId.Contains(route.Name) && (int)status < 300) ? null : "not 404";
        if (prober.IsReadOnly && !route.IsSafe && (int)status < 300 && !RouteSamples.ReadOnlyMaySend.Contains(route.Name))
            return "which read-only staff must not";
        return status is HttpStatusCode.Unauthorized ? "though the credential is good" : null;
    }

    /// <summary>An answer may repeat what was asked for in its address or body, but only as a problem's text would.</summary>
    private static bool HasLeaked(string text, string secret) =>
        text.Contains(secret, StringComparison.OrdinalIgnoreCase) && !text.Contains("urn:serviceos:", StringComparison.Ordinal);

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(RouteWorld world, ProbedRoute route, HttpClient client)
    {
        using var request = route.Request(world);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, s_stop);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return (response.StatusCode, isStream ? "" : await response.Content.ReadAsStringAsync(s_stop));
    }

    private static bool IsNo(HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    private static string Short(string text) => text.Length > 200 ? text[..200] : text;
}
