namespace ServiceOS.Evals;

/// <summary>How well the understanding tells intents apart.</summary>
internal sealed class EvalIntent(string train, string test)
{
    public object Run(CancellationToken stop)
    {
        var known = Table.Read(train).Column("text");
        stop.ThrowIfCancellationRequested();
        return new { eval = "intent", train = known.Count, test = Table.Read(test).Count };
    }
}
