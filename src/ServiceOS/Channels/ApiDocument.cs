using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceOS.Channels;

/// <summary>The API's description (OpenAPI 3.1), made from the code once a process.</summary>
/// <remarks>https://spec.openapis.org/oas/v3.1.1.html</remarks>
internal sealed class ApiDocument
{
    public const string Version = "v1";

    /// <summary>An id: 32 lower-case hex digits.</summary>
    public const string IdPattern = "^[0-9a-f]{32}$";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<Task<string>> _text;

    public ApiDocument([FromKeyedServices(Version)] IOpenApiDocumentProvider provider) =>
        _text = new(() => WriteAsync(provider));

    /// <summary>The description as JSON, the same for the same code on every machine.</summary>
    public Task<string> TextAsync() => _text.Value;

    private static async Task<string> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.AsObject();
        foreach (var (_, schema) in json["components"]!["schemas"]!.AsObject())
            DropNulls(schema!.AsObject());
        DropTextOfIds(json);
        Sort(json["paths"]!.AsObject());
        Sort(json["components"]!["schemas"]!.AsObject());
        return json.ToJsonString(s_json).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>What may be missing is missing when there is nothing to say: it is never null.</summary>
    private static void DropNulls(JsonObject schema)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, property) in schema["properties"]?.AsObject().ToList() ?? [])
        {
            if (property is JsonObject shape && !required.Contains(name))
                schema["properties"]![name] = WithoutNull(shape);
        }
    }

    private static JsonNode WithoutNull(JsonObject shape)
    {
        if (shape["type"] is JsonArray types)
        {
            var kept = types.Where(type => (string?)type != "null").Select(type => type!.DeepClone()).ToArray();
            shape["type"] = kept.Length == 1 ? kept[0] : new JsonArray(kept);
        }
        if (shape["oneOf"] is not JsonArray choices)
            return shape.DeepClone();
        var real = choices.OfType<JsonObject>().Where(choice => (string?)(choice["type"] as JsonValue) != "null").ToList();
        return real.Count == 1 ? real[0].DeepClone() : shape.DeepClone();
    }

    /// <summary>What an id is stands once in the guide, not beside every one of them.</summary>
    private static void DropTextOfIds(JsonNode node)
    {
        if (node is JsonObject shape && shape["pattern"] is JsonValue pattern && pattern.GetValueKind() == JsonValueKind.String && (string?)pattern == IdPattern)
            shape.Remove("description");
        var inner = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in inner.OfType<JsonNode>().ToList())
            DropTextOfIds(child);
    }

    private static void Sort(JsonObject map)
    {
        var entries = map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        map.Clear();
        foreach (var (key, value) in entries)
            map.Add(key, value);
    }
}
