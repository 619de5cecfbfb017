using System.Runtime.InteropServices;

namespace ServiceOS.Cli;

/// <summary>Hears Ctrl+C and SIGTERM, so that a command cleans up what it began. A second one is left to the system.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly IReadOnlyList<PosixSignalRegistration> _heard;

    public Interruption() => _heard = [Listen(PosixSignal.SIGINT, 130), Listen(PosixSignal.SIGTERM, 143)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>As a shell gives it for a process that a signal ended; 0: none came.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var signal in _heard)
            signal.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal, int exitCode) => PosixSignalRegistration.Create(signal, context =>
    {
        if (ExitCode != 0)
            return;
        context.Cancel = true;
        ExitCode = exitCode;
        _ = _source.CancelAsync();   // not here: what is cancelled may take its time
    });
}
