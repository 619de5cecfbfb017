using System.Collections;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Where traces, metrics and logs are sent, in the variables of the OpenTelemetry standard.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/protocol/exporter/</remarks>
internal sealed record TelemetrySettings
{
    private const string Prefix = "OTEL_";

    /// <summary>The <c>OTEL_…</c> variables: usually those of the process.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = OfProcess();

    /// <summary>True when they say where to send: nothing is sent otherwise.</summary>
    public bool IsExported =>
        !string.Equals(Variables.GetValueOrDefault("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrEmpty(Variables.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT"));

    /// <summary>True when they choose the protocol: it is HTTP with protobuf otherwise.</summary>
    public bool NamesProtocol => !string.IsNullOrEmpty(Variables.GetValueOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL"));

    private static Dictionary<string, string?> OfProcess() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(entry => ((string)entry.Key).StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
}
