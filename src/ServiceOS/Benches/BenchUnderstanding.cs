using System.Diagnostics;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Benches;

/// <summary>How fast a text is understood among many questions, on one thread, and what a merchant's model costs.</summary>
/// <remarks>The questions are made from a seed: items of several phrasings that share words, as a shop's do; the texts asked are none of them.</remarks>
internal sealed class BenchUnderstanding(BenchUnderstanding.Plan plan)
{
    private const int PhrasingsOfItem = 10;
    private const int ItemsOfShop = 1_000;
    private const int AskedOnce = 5_000;
    private static readonly TimeSpan s_askFor = TimeSpan.FromSeconds(5);

    /// <param name="Questions">Written down, ten an item.</param>
    /// <param name="Chinese">Rather than English.</param>
    public sealed record Plan(int Questions, bool Chinese);

    public object Run(CancellationToken stop)
    {
        var words = new MadeQuestions(plan.Chinese, seed: 7);
        var items = Math.Max(2, plan.Questions / PhrasingsOfItem);
        var questions = words.Of(items, PhrasingsOfItem);
        var language = plan.Chinese ? Language.Chinese : Language.English;

        var (built, buildMs) = Timed(() => QuestionMatcher.Build(language, questions));
        var (trained, trainMs) = Timed(() => built.Trained(new(), stop));
        var shop = words.Of(ItemsOfShop, phrasings: 1);
        _ = QuestionMatcher.Build(language, shop);   // warm
        var (ofShop, shopMs) = Timed(() => QuestionMatcher.Build(language, shop));
        var (_, addMs) = Timed(() => trained.WithAdded([new(items, "an item that is new 新的问题", IsStandard: true)]));

        var texts = words.Asked(items, AskedOnce);
        var times = new double[texts.Length];
        Span<Candidate> top = new Candidate[5];
        var (perSecond, p50, p99, bytes, rounds) = (0.0, 0.0, 0.0, 0.0, 0);
        for (var clock = Stopwatch.StartNew(); rounds < 3 || clock.Elapsed < s_askFor; rounds++)
        {
            stop.ThrowIfCancellationRequested();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < texts.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                trained.Match(texts[i], top);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
            var rate = texts.Length / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (rate <= perSecond)
                continue;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)texts.Length;
            Array.Sort(times);
            (perSecond, p50, p99) = (rate, times[times.Length / 2], times[(int)(times.Length * 0.99)]);
        }
        return new
        {
            bench = "understanding",
            questions = questions.Count,
            items,
            language = plan.Chinese ? "zh" : "en",
            questions_per_second = Math.Round(perSecond),
            p50_us = Math.Round(p50, 1),
            p99_us = Math.Round(p99, 1),
            bytes_per_question = Math.Round(bytes, 2),
            index_build_ms = Math.Round(buildMs, 1),
            train_ms = Math.Round(trainMs),
            model_mb = Math.Round(trained.Bytes / 1e6, 2),
            build_1000_items_ms = Math.Round(shopMs, 1),
            kb_1000_items = Math.Round(ofShop.Bytes / 1e3),
            add_item_ms = Math.Round(addMs, 1),
            rounds,
            cores = Environment.ProcessorCount,
            load = BenchServer.Load(),
        };
    }

    private static (T Made, double Ms) Timed<T>(Func<T> make)
    {
        var began = Stopwatch.GetTimestamp();
        var made = make();
        return (made, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}
