namespace ServiceOS.Platform.Web;

/// <summary>Whether this node is leaving: it still serves, and sends on to others whoever can go.</summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenRegistration _stopping;

    public Drain(IHostApplicationLifetime life) => _stopping = life.ApplicationStopping.Register(Begin);

    public bool HasBegun => _begun.IsCancellationRequested;

    /// <summary>Cancelled when the node begins to leave, at the latest when it stops.</summary>
    public CancellationToken Begun => _begun.Token;

    public void Begin() => _begun.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _begun.Dispose();
    }
}

/// <summary>Closes a leaving node's connections, each with its next answer: balancers and clients then open one elsewhere.</summary>
internal static class ClosingConnections
{
    public static void UseClosingConnections(this IApplicationBuilder app)
    {
        var drain = app.ApplicationServices.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (drain.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))   // HTTP/2 has no such header
                context.Response.Headers.Connection = "close";
            return next(context);
        });
    }
}

/// <summary>How a node leaves.</summary>
internal sealed record DrainSettings
{
    /// <summary>Seconds for which a node that was told to stop is not ready and still serves; 0: it stops at once.</summary>
    public int DrainSeconds { get; init; }

    /// <summary>A node that has others beside it gives their balancer time to notice; one that is alone need not wait.</summary>
    public static DrainSettings For(Data.Engine engine) => new() { DrainSeconds = engine == Data.Engine.Postgres ? 3 : 0 };
}
