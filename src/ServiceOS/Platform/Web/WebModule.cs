using System.Text.Json.Serialization;

namespace ServiceOS.Platform.Web;

/// <summary>What holds for every route: how JSON looks, and that every refusal is a problem document.</summary>
internal static class WebModule
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        // a body or a parameter that can't be read goes to ErrorEdge, instead of an empty 400
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }
}
