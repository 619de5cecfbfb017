namespace ServiceOS.Platform.Web;

/// <summary>Which other sites' pages may call. Only consumers' routes, with bearer tokens: never with cookies.</summary>
internal static class Cors
{
    public const string AnyShop = "any-shop";
    private static readonly TimeSpan s_preflight = TimeSpan.FromHours(1);

    public static void AddShopCors(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(AnyShop, policy => policy
        .AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()
        .WithExposedHeaders("Retry-After", "Location", TraceIds.Header)
        .SetPreflightMaxAge(s_preflight)));
}
