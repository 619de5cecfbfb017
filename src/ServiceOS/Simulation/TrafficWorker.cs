using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Simulation;

/// <summary>Keeps a demo alive: gentle traffic against the own address, from the moment that it serves.</summary>
internal sealed partial class TrafficWorker(
    AppSettings settings, IServer server, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<TrafficWorker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.HasTraffic)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);
        // agents sign out and shoppers go while the server still answers
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            if (await DemoFile.FindAsync(settings.DataFolder, over.Token) is { } demo && OwnAddress() is { } address)
                await new Traffic(address, WishOf(demo), new TrafficTally(), time).RunAsync(over.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogTrafficEnded(e);   // the demo goes on without it
        }
    }

    private TrafficWish WishOf(DemoFile demo) => new()
    {
        Seed = demo.Seed + time.GetUtcNow().ToUnixTimeSeconds(),   // another crowd at each start, or its client keys would repeat
        WorldSeed = demo.Seed,
        MemberKeys = demo.Merchants.ToDictionary(merchant => merchant.Slug, merchant => merchant.MemberKey, StringComparer.Ordinal),
        Agents = Traffic.AgentsOf(demo),
        AtTheStart = 6,
    };

    /// <summary>Where this process serves, as it can call itself.</summary>
    private Uri? OwnAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return address is null
            ? null
            : new Uri(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
                .Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo's simulated traffic has ended early")]
    private partial void LogTrafficEnded(Exception e);
}
