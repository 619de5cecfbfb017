using System.Diagnostics.Metrics;
using ServiceOS.Platform.Telemetry;

namespace ServiceOS.Tests.Platform.Telemetry;

/// <summary>Metrics as Prometheus reads them.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new(MetricBook.Own);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_counter_adds_up_by_its_labels()
    {
        var counter = _meter.CreateCounter<long>("shop.greetings", "{greeting}", "Greetings");
        var metric = new Metric(counter);
        metric.Take(2, [new("language", "en")]);
        metric.Take(3, [new("language", "en")]);
        metric.Take(1, [new("language", "zh-CN")]);

        Assert.Equal("""
            # HELP shop_greetings_total Greetings
            # TYPE shop_greetings_total counter
            shop_greetings_total{language="en"} 5
            shop_greetings_total{language="zh-CN"} 1

            """.ReplaceLineEndings("\n"), Sorted(PrometheusText.Of([metric.State()])));
    }

    [Fact]
    public void A_histogram_counts_each_bucket_with_those_below_it()
    {
        var histogram = _meter.CreateHistogram<double>("shop.wait", "s", "Waiting", tags: null, new() { HistogramBucketBoundaries = [0.1, 1] });
        var metric = new Metric(histogram);
        foreach (var seconds in (double[])[0.05, 0.1, 0.5, 7])
            metric.Take(seconds, []);

        Assert.Equal("""
            # HELP shop_wait_seconds Waiting
            # TYPE shop_wait_seconds histogram
            shop_wait_seconds_bucket{le="0.1"} 2
            shop_wait_seconds_bucket{le="1"} 3
            shop_wait_seconds_bucket{le="+Inf"} 4
            shop_wait_seconds_sum 7.65
            shop_wait_seconds_count 4

            """.ReplaceLineEndings("\n"), PrometheusText.Of([metric.State()]));
    }

    [Fact]
    public void What_stands_in_a_label_can_not_break_the_line()
    {
        var metric = new Metric(_meter.CreateUpDownCounter<int>("shop.open"));
        metric.Take(1, [new("a \"quoted\" path\\to", "line one\nline \"two\" \\ end")]);

        Assert.Contains("""shop_open{a__quoted__path_to="line one\nline \"two\" \\ end"} 1""", PrometheusText.Of([metric.State()]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_state_of_a_gauge_counts()
    {
        var metric = new Metric(_meter.CreateGauge<double>("shop.load", "1"));
        metric.Take(0.5, []);
        metric.Take(0.25, []);

        Assert.EndsWith("shop_load_ratio 0.25\n", PrometheusText.Of([metric.State()]), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_end_are_counted_together()
    {
        var metric = new Metric(_meter.CreateCounter<long>("shop.visits"));
        for (var i = 0; i < Metric.SeriesMax + 500; i++)
            metric.Take(1, [new("visitor", i)]);

        var state = metric.State();
        Assert.Equal(Metric.SeriesMax + 1, state.Series.Count);
        Assert.Equal(500, state.Series.Single(series => series.Tags[0].Key == "otel.metric.overflow").Value);
    }

    private static string Sorted(string text)
    {
        var lines = text.Split('\n');
        return string.Join('\n', lines[..2].Concat(lines[2..^1].Order(StringComparer.Ordinal)).Append(lines[^1]));
    }
}
