using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;
using ServiceOS.Tests.Tidy;

namespace ServiceOS.Tests.Channels;

/// <summary>The API's description says what there is, and the front ends' copy of it is the newest.</summary>
public sealed class ApiDocumentTests
{
    private const string UpdateVariable = "SERVICEOS_TEST_UPDATE";
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    [Fact]
    public async Task Every_route_is_in_the_description()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var paths = (await ReadAsync(server)).GetProperty("paths");

        var missing =
            from route in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            let path = PathOf(route)
            where !paths.TryGetProperty(path, out var operations) || !operations.TryGetProperty(method.ToLowerInvariant(), out _)
            select $"{method} {path}";

        Assert.Empty(missing);
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1_and_what_it_refers_to_is_there()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var document = await ReadAsync(server);

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.DoesNotContain(Values(document, "$ref"), reference => !Exists(document, reference));
        Assert.DoesNotContain(schemas.EnumerateObject(), schema => schema.Name.StartsWith("IdOf", StringComparison.Ordinal));
        Assert.True(schemas.GetProperty("ImportError").GetProperty("properties").TryGetProperty("line", out _));
        Assert.True(schemas.GetProperty("KnowledgeImportError").GetProperty("properties").TryGetProperty("row", out _));
        var names = Operations(document).Select(operation => operation.Value.Text("operationId")).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Ids_have_their_pattern_wherever_they_stand()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var document = await ReadAsync(server);

        var inPath = document.GetProperty("paths").GetProperty("/v1/conversations/{id}/messages").GetProperty("post")
            .GetProperty("parameters").EnumerateArray().Single(parameter => parameter.Text("name") == "id");
        var inBody = document.GetProperty("components").GetProperty("schemas").GetProperty("SentView").GetProperty("properties").GetProperty("id");
        var mayBeMissing = document.GetProperty("components").GetProperty("schemas").GetProperty("NewKey").GetProperty("properties").GetProperty("tenant");

        Assert.Equal("^[0-9a-f]{32}$", inPath.GetProperty("schema").Text("pattern"));
        Assert.Equal("^[0-9a-f]{32}$", inBody.Text("pattern"));
        Assert.Equal(("string", "^[0-9a-f]{32}$"), (mayBeMissing.Text("type"), mayBeMissing.Text("pattern")));
    }

    [Fact]
    public async Task What_is_always_there_is_required_and_what_may_be_missing_is_never_null()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var schemas = (await ReadAsync(server)).GetProperty("components").GetProperty("schemas");

        Assert.Equal(["id", "seq", "sentAt"], RequiredOf(schemas.GetProperty("SentView")));
        Assert.Equal("integer", schemas.GetProperty("SentView").GetProperty("properties").GetProperty("seq").Text("type"));
        Assert.Equal(["clientKey"], RequiredOf(schemas.GetProperty("PostMessage")));
        Assert.Equal(["items"], RequiredOf(schemas.GetProperty("MessagesView")));
        var tile = schemas.GetProperty("TileView");
        Assert.Contains("value", RequiredOf(tile));   // the exception: a figure without a value is null, and says so
        Assert.Equal(["null", "number"], tile.GetProperty("properties").GetProperty("value").GetProperty("type").EnumerateArray().Select(type => type.GetString()!).Order(StringComparer.Ordinal));
        var line = schemas.GetProperty("ConversationLine");
        Assert.Contains("merchant", RequiredOf(line));
        Assert.DoesNotContain("agent", RequiredOf(line));
        Assert.Equal("#/components/schemas/NameOf", line.GetProperty("properties").GetProperty("agent").Text("$ref"));
    }

    [Fact]
    public async Task Each_call_says_who_may_make_it_and_how_it_refuses()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var document = await ReadAsync(server);

        foreach (var (name, operation) in Operations(document))
        {
            var refusal = operation.GetProperty("responses").GetProperty("default").GetProperty("content");
            Assert.True(refusal.TryGetProperty("application/problem+json", out _), name);
            Assert.True(operation.TryGetProperty("summary", out _), $"{name} has no summary");
        }
        Assert.Equal(["bearer"], SchemesOf(document, "/v1/facts", "get"));
        Assert.Equal(["bearer", "session"], SchemesOf(document, "/v1/desk/conversations", "get"));
        Assert.Empty(SchemesOf(document, "/v1/visitor-sessions", "post"));
    }

    [Fact]
    public async Task The_front_ends_copy_is_what_the_server_serves()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var served = (await server.Http.GetJsonAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Text;
        var file = Path.Combine(Sources.Root, "web", "shared", "openapi.json");
        if (Environment.GetEnvironmentVariable(UpdateVariable) is not null)
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);

        Assert.True(served == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            $"web/shared/openapi.json is not what the server serves. Run {UpdateVariable}=1 ./test {nameof(The_front_ends_copy_is_what_the_server_serves)}, "
            + "then npm run generate in web/, and commit both files.");
    }

    private static async Task<JsonElement> ReadAsync(TestServer server)
    {
        var answer = (await server.Http.GetJsonAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType!.MediaType);
        return answer.Json;
    }

    /// <summary>A route's path as OpenAPI writes it: no constraints, no slash at the end.</summary>
    private static string PathOf(RouteEndpoint route)
    {
        var parts = route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        })));
        return "/" + string.Join('/', parts);
    }

    private static IEnumerable<(string Name, JsonElement Value)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where s_methods.Contains(operation.Name)
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static IEnumerable<string> RequiredOf(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static IEnumerable<string> SchemesOf(JsonElement document, string path, string method) =>
        document.GetProperty("paths").GetProperty(path).GetProperty(method).TryGetProperty("security", out var schemes)
            ? schemes.EnumerateArray().SelectMany(scheme => scheme.EnumerateObject().Select(member => member.Name))
            : [];

    private static IEnumerable<string> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == name && member.Value.ValueKind == JsonValueKind.String ? [member.Value.GetString()!] : Values(member.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Values(item, name)),
        _ => [],
    };

    private static bool Exists(JsonElement document, string reference)
    {
        var at = document;
        return reference.StartsWith("#/", StringComparison.Ordinal)
            && reference[2..].Split('/').All(part => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part.Replace("~1", "/"), out at));
    }
}
