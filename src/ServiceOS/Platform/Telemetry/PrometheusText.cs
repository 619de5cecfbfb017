using System.Globalization;
using System.Text;

namespace ServiceOS.Platform.Telemetry;

/// <summary>Writes metrics in the Prometheus text format. Pure.</summary>
/// <remarks>
/// Format: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4. Names as OpenTelemetry translates them:
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
/// </remarks>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IEnumerable<MetricState> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.Where(metric => metric.Series.Count > 0))
        {
            var name = NameOf(metric);
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description, quotes: false)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.Kind)).Append('\n');
            foreach (var series in metric.Series)
            {
                if (metric.Kind == MetricKind.Histogram)
                    WriteHistogram(text, name, series);
                else
                    WriteLine(text, name, LabelsOf(series.Tags), series.Value);
            }
        }
        return text.ToString();
    }

    /// <summary><c>serviceos.turn.duration</c> in <c>s</c> is <c>serviceos_turn_duration_seconds</c>.</summary>
    private static string NameOf(MetricState metric)
    {
        var name = new StringBuilder(Sanitise(metric.Name));
        var unit = metric.Unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "1" when metric.Kind == MetricKind.Gauge => "ratio",
            _ => "",
        };
        if (unit.Length > 0 && !metric.Name.EndsWith(unit, StringComparison.Ordinal))
            name.Append('_').Append(unit);
        if (metric.Kind == MetricKind.Counter && !metric.Name.EndsWith("total", StringComparison.Ordinal))
            name.Append("_total");
        return name.ToString();
    }

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static void WriteHistogram(StringBuilder text, string name, SeriesState series)
    {
        var labels = LabelsOf(series.Tags);
        var count = 0L;
        for (var i = 0; i < series.Counts.Count; i++)
        {
            count += series.Counts[i];
            var bound = i < series.Bounds.Count ? Number(series.Bounds[i]) : "+Inf";
            WriteLine(text, name + "_bucket", [.. labels, $"le=\"{bound}\""], count);
        }
        WriteLine(text, name + "_sum", labels, series.Value);
        WriteLine(text, name + "_count", labels, count);
    }

    private static void WriteLine(StringBuilder text, string name, List<string> labels, double value)
    {
        text.Append(name);
        if (labels.Count > 0)
            text.Append('{').AppendJoin(',', labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static List<string> LabelsOf(IEnumerable<KeyValuePair<string, object?>> tags) =>
    [
        .. tags.Select(tag =>
            $"{Sanitise(tag.Key)}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", quotes: true)}\""),
    ];

    private static string Sanitise(string name) =>
        string.Create(name.Length, name, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
