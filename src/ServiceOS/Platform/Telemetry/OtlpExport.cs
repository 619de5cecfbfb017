using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Sends traces, metrics and logs over OTLP, as long as the program runs; what waits is sent when it stops.</summary>
/// <remarks>It is one of the program's log providers, so that it is there before the first line is logged.</remarks>
internal sealed class OtlpExport : ILoggerProvider, IHostedService
{
    private const int LastWordsMillisecondsMax = 3_000;

    private readonly OpenTelemetrySdk _sdk;

    public OtlpExport(TelemetrySettings settings) => _sdk = OpenTelemetrySdk.Create(builder =>
    {
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Variables).Build());
        builder.ConfigureResource(Describe);
        builder.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "Npgsql", MetricBook.Own).AddOtlpExporter(Choose));
        builder.WithMetrics(metrics => metrics.AddMeter([.. MetricBook.Meters]).AddOtlpExporter(Choose));
        builder.WithLogging(logging => logging.AddOtlpExporter(Choose));

        void Choose(OtlpExporterOptions exporter)
        {
            if (!settings.NamesProtocol)
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        }
    });

    public ILogger CreateLogger(string categoryName) => _sdk.GetLoggerFactory().CreateLogger(categoryName);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the last figures while those who tell them still live.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.Run(() => _sdk.MeterProvider.ForceFlush(LastWordsMillisecondsMax), cancellationToken);

    public void Dispose() => _sdk.Dispose();

    /// <summary>Ours first, then what the variables say: theirs wins.</summary>
    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddTelemetrySdk()
        .AddService("serviceos", serviceVersion: typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddEnvironmentVariableDetector();
}
