using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Channels;

/// <summary>What the framework can't see by itself: ids, what is always there, who may call, and how refusals look.</summary>
internal static class ApiRules
{
    private const string Bearer = "bearer";
    private const string Session = "session";
    private const string ProblemType = "application/problem+json";
    private const string Problem = "Problem";

    /// <summary>What only keys and consumers may do: staff's cookie is no use there.</summary>
    private static readonly string[] s_notForStaff =
        [Permission.Consumer, Permission.FactsRead, Permission.OrdersWrite, Permission.MessagesWrite, Permission.Ask];

    public static void Apply(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        var names = new ConcurrentDictionary<string, Type>(StringComparer.Ordinal);
        options.CreateSchemaReferenceId = type => IsId(type.Type) ? null : NameOf(type, names);
        options.AddSchemaTransformer(ShapeAsync);
        options.AddOperationTransformer(DescribeAsync);
        options.AddDocumentTransformer(FinishAsync);
    }

    /// <summary>A schema's name: the type's, with its folder's before it when another type has it already.</summary>
    private static string? NameOf(JsonTypeInfo type, ConcurrentDictionary<string, Type> names)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is null || names.GetOrAdd(name, type.Type) == type.Type
            ? name
            : type.Type.Namespace!.Split('.')[1] + name;
    }

    private static Task ShapeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo;
        if (IsId(type.Type))
        {
            schema.Type = Nullable.GetUnderlyingType(type.Type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Pattern = ApiDocument.IdPattern;
        }
        else if (Nullable.GetUnderlyingType(type.Type) is var inner && (inner ?? type.Type) == typeof(DateTimeOffset))
        {
            // a converter of its own hides from the framework what it is
            (schema.Type, schema.Format) = (inner is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "date-time");
        }
        else if (schema.Type is { } kind && (kind.HasFlag(JsonSchemaType.Integer) || kind.HasFlag(JsonSchemaType.Number)))
        {
            schema.Type = kind & ~JsonSchemaType.String;   // numbers in quotes are understood, but nobody should write them
            schema.Pattern = null;
        }
        else if (type.Kind == JsonTypeInfoKind.Object && schema.Properties is not null)
        {
            schema.Required = type.Properties.Where(IsAlwaysThere).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        }
        return Task.CompletedTask;
    }

    /// <summary>Nulls aren't written, so what is never null is always there. A parameter with a default may be left out.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property)
    {
        if (property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }])
            return true;
        if (property.AssociatedParameter is { HasDefaultValue: true })
            return false;
        return property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is null
            : property.IsRequired || (property.AttributeProvider is PropertyInfo declared && !MayBeNull(declared));
    }

    private static bool MayBeNull(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).ReadState != NullabilityState.NotNull;

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = NameOf(context.Description.HttpMethod!, context.Description.RelativePath!);
        NameIds(operation, context);
        var access = metadata.OfType<AccessRule>().LastOrDefault()?.AnyOf ?? [];
        if (access.Count > 0)
            Secure(operation, context.Document!, access);

        operation.Responses ??= [];
        foreach (var (status, answer) in operation.Responses.Where(answer => answer.Key[0] is '4' or '5').ToList())
            operation.Responses[status] = Refusal(answer.Description ?? "", context.Document!);
        operation.Responses.TryAdd("default", Refusal("Refused, or not now", context.Document!));
        if (metadata.OfType<EnableRateLimitingAttribute>().Any())
            operation.Responses.TryAdd("429", Refusal("More than one sender may send: Retry-After says when to come back", context.Document!));
        if (IsStream(context.Description.RelativePath!))
            operation.Responses["200"] = new OpenApiResponse
            {
                Description = "Server-sent events, until the reader goes",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["text/event-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
            };
        return Task.CompletedTask;
    }

    private static bool IsStream(string path) =>
        path == "health/stream" || (path.StartsWith("v1/", StringComparison.Ordinal) && path.EndsWith("/live", StringComparison.Ordinal));

    /// <summary>Ids in paths and queries, which the framework takes for any text.</summary>
    private static void NameIds(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var ids = context.Description.ParameterDescriptions
            .Where(parameter => parameter.ParameterDescriptor is { } descriptor && IsId(descriptor.ParameterType))
            .Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => ids.Contains(parameter.Name!)))
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = ApiDocument.IdPattern };
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument document, IReadOnlyList<string> access)
    {
        operation.Description = $"Needs one of the permissions: {string.Join(", ", access)}.";
        operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        if (access.Except(s_notForStaff, StringComparer.Ordinal).Any())
            operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Session, document)] = [] });
    }

    private static OpenApiResponse Refusal(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [ProblemType] = new() { Schema = new OpenApiSchemaReference(Problem, document) },
        },
    };

    private static Task FinishAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new() { Title = "ServiceOS", Version = ApiDocument.Version, License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" } };
        document.Servers = [];
        var components = document.Components ??= new();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A consumer's token from POST /v1/visitor-sessions, or a key (sosk_…) from POST /v1/api-keys",
            },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "serviceos",
                Description = "The cookie that POST /v1/staff-sessions sets for a member of staff",
            },
        };
        var schemas = components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schemas.Remove("ProblemDetails");
        schemas.Remove("HttpValidationProblemDetails");
        schemas[Problem] = ProblemSchema();
        return Task.CompletedTask;
    }

    /// <summary>RFC 9457, with what we add to it.</summary>
    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why it was refused (RFC 9457). Some kinds have more members.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("The kind: urn:serviceos:… It doesn't change"),
            ["title"] = Text("The status in words"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("What happened, and whether anything was stored; for people"),
            ["traceId"] = Text("The same as the answer's X-Trace-Id"),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with each field",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary><c>POST v1/conversations/{id}/close</c> is <c>postConversationsByIdClose</c>.</summary>
    private static string NameOf(string method, string path)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        foreach (var part in path.Split(['/', ':', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ApiDocument.Version))
        {
            var word = part.Trim('{', '}');
            name.Append(part[0] == '{' ? "By" : "").Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }
        return name.ToString();
    }

    private static bool IsId(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>);
    }
}
