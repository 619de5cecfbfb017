using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Security;

/// <summary>A route of the running application, with one method.</summary>
internal sealed record ProbedRoute(string Method, RoutePattern Pattern, AccessRule? Rule)
{
    /// <summary><c>PUT /v1/staff/{id}</c>.</summary>
    public string Name => $"{Method} /{Pattern.RawText!.Trim('/')}";

    public bool IsPublic => Rule is { AnyOf.Count: 0 };

    /// <summary>True when it reads what is sent.</summary>
    public bool TakesBody { get; init; }

    public bool IsSafe => Method is "GET" or "HEAD";

    /// <summary>Its parameters as <see cref="RouteSamples"/> knows them: by the segment before, <c>staff/id</c>.</summary>
    public IEnumerable<string> Parameters =>
        from at in Enumerable.Range(0, Pattern.PathSegments.Count)
        from part in Pattern.PathSegments[at].Parts.OfType<RoutePatternParameterPart>()
        select KeyOf(at, part);

    /// <summary>All routes, those that end a session last.</summary>
    public static IReadOnlyList<ProbedRoute> All(TestServer server) =>
    [
        .. from endpoint in ((IEndpointRouteBuilder)server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           where method != "OPTIONS"
           let route = new ProbedRoute(method, endpoint.RoutePattern, endpoint.Metadata.GetMetadata<AccessRule>())
           { TakesBody = endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null }
           orderby route.Name == "DELETE /v1/staff-sessions/current", route.Name
           select route,
    ];

    /// <summary>A request to this route about what is Lantern's.</summary>
    public HttpRequestMessage Request(RouteWorld world)
    {
        var path = string.Concat(Enumerable.Range(0, Pattern.PathSegments.Count).Select(at =>
            "/" + string.Concat(Pattern.PathSegments[at].Parts.Select(part => Text(at, part, world)))));
        var request = new HttpRequestMessage(new HttpMethod(Method), $"{path}?tenant={world.Lantern}{RouteSamples.Query(Name)}");
        if (!IsSafe && Method != "DELETE")
            request.Content = RouteSamples.Body(Name, world) switch
            {
                HttpContent content => content,
                var body => JsonContent.Create(body, body.GetType()),
            };
        return request;
    }

    private string Text(int at, RoutePatternPart part, RouteWorld world) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => RouteSamples.Value(KeyOf(at, parameter), Name, world),
        _ => throw new NotSupportedException(part.GetType().Name),
    };

    private string KeyOf(int at, RoutePatternParameterPart parameter)
    {
        var before = at == 0 ? "" : Pattern.PathSegments[at - 1].Parts[0] switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart other => other.Name,
            _ => "",
        };
        return $"{before}/{parameter.Name}";
    }
}
