namespace ServiceOS.Platform.Telemetry;

/// <summary>What an operator sees of the running program: health, metrics, traces and logs.</summary>
internal static class TelemetryModule
{
    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        services.AddMetrics();
        services.AddSingleton<MetricBook>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<PlatformMeter>();
        services.AddHostedService(provider => provider.GetRequiredService<PlatformMeter>());
        if (!settings.IsExported)
            return;
        services.AddSingleton(_ => new OtlpExport(settings));
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<OtlpExport>());
        services.AddHostedService(provider => provider.GetRequiredService<OtlpExport>());
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>, and begins to count.</summary>
    public static IEndpointConventionBuilder MapTelemetry(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<MetricBook>().Open();
        return routes.MapOperatorEndpoints();
    }
}
