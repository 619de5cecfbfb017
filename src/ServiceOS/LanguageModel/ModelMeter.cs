using System.Diagnostics;
using System.Diagnostics.Metrics;
using ServiceOS.Platform.Telemetry;

namespace ServiceOS.LanguageModel;

/// <summary>Counts what models were asked, and describes each question's span. Never with a text or a tenant.</summary>
internal sealed class ModelMeter
{
    private static readonly double[] s_seconds = [0.1, 0.25, 0.5, 1, 2, 4, 8];

    private readonly Counter<long> _calls;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _times;

    public ModelMeter(IMeterFactory meters)
    {
        var meter = meters.Create(MetricBook.Own);
        _calls = meter.CreateCounter<long>("serviceos.model.calls", "{call}", "Times that a language model was asked, or was to be, by use and outcome");
        _tokens = meter.CreateCounter<long>("serviceos.model.tokens", "{token}", "Tokens that language models counted");
        _times = meter.CreateHistogram<double>("serviceos.model.duration", "s", "From the question to a language model to its answer, or to giving up",
            tags: null, new() { HistogramBucketBoundaries = s_seconds });
    }

    public static ActivitySource Source { get; } = new(MetricBook.Own);

    /// <remarks>https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/</remarks>
    public void Note(Activity? span, string use, string model, Reply reply, TimeSpan elapsed)
    {
        _calls.Add(1, new("use", use), new("outcome", reply.Outcome));
        _tokens.Add(reply.PromptTokens + reply.AnswerTokens);
        _times.Record(elapsed.TotalSeconds);
        span?.SetTag("gen_ai.operation.name", "chat");
        span?.SetTag("gen_ai.request.model", model);
        span?.SetTag("gen_ai.usage.input_tokens", reply.PromptTokens);
        span?.SetTag("gen_ai.usage.output_tokens", reply.AnswerTokens);
        span?.SetTag("serviceos.use", use);
        span?.SetTag("serviceos.outcome", reply.Outcome);
        if (reply.Outcome != ModelOutcome.Answered)
            span?.SetStatus(ActivityStatusCode.Error, reply.Outcome);
    }
}
