using System.Runtime.InteropServices;

namespace ServiceOS.Platform.Web;

/// <summary>Hears the process's signals: the first begins to drain and stops after the drain time, a second stops at once.</summary>
internal sealed partial class DrainingLifetime(
    Drain drain, DrainSettings settings, IHostApplicationLifetime life, TimeProvider time, ILogger<DrainingLifetime> log)
    : IHostLifetime, IDisposable
{
    private const int SecondsMax = 3_600;
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly Lock _lock = new();
    private IReadOnlyList<PosixSignalRegistration> _heard = [];
    private ITimer? _end;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _heard = [.. s_signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;   // the process ends when it has stopped, not here
            Leave();
        }))];
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What each signal does.</summary>
    internal void Leave()
    {
        var seconds = Math.Min(settings.DrainSeconds, SecondsMax);
        lock (_lock)
        {
            if (seconds > 0 && !drain.HasBegun)
            {
                LogDrains(seconds);
                _end = time.CreateTimer(_ => life.StopApplication(), state: null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
                drain.Begin();
                return;
            }
        }
        life.StopApplication();
    }

    public void Dispose()
    {
        foreach (var signal in _heard)
            signal.Dispose();
        _end?.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Leaving: not ready from now on, serving for {Seconds} s more; another signal ends the wait")]
    private partial void LogDrains(int seconds);
}
