using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace ServiceOS.Platform.Web;

/// <summary>Which other sites' pages may call. Only consumers' routes, with bearer tokens: never with cookies.</summary>
internal static class Cors
{
    public const string AnyShop = "any-shop";
    private static readonly TimeSpan s_preflight = TimeSpan.FromHours(1);
    private static readonly object s_refused = new();

    public static void AddShopCors(this IServiceCollection services)
    {
        services.AddSingleton<ICorsService, ShopCors>();
        services.AddCors(cors => cors.AddPolicy(AnyShop, policy => policy
            .AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("Retry-After", "Location", TraceIds.Header)
            .SetPreflightMaxAge(s_preflight)));
    }

    /// <summary>Keeps the answer from the page that asked for it: its site is not one that the shop allows, as the route has found out.</summary>
    public static void Refuse(HttpContext context) => context.Items[s_refused] = true;

    /// <summary>Which sites are a shop's is known only in the route, where the shop is: so the headers are decided on at the end.</summary>
    private sealed class ShopCors(IOptions<CorsOptions> options, ILoggerFactory logs) : CorsService(options, logs)
    {
        public override void ApplyResult(CorsResult result, HttpResponse response)
        {
            if (!response.HttpContext.Items.ContainsKey(s_refused))
                base.ApplyResult(result, response);
        }
    }
}
