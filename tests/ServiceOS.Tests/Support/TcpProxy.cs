using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ServiceOS.Tests.Support;

/// <summary>A wire on loopback that can be cut, held still in either direction, and slowed: what a network does to a node.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Wire, bool> _wires = new();
    private readonly Task _accepting;
    private readonly Random _chance;
    private TaskCompletionSource _flowsUp = Open();
    private TaskCompletionSource _flowsDown = Open();
    private volatile bool _isCut;

    /// <param name="target">The port on loopback that it leads to.</param>
    /// <param name="seed">For delays and resets.</param>
    public TcpProxy(int target, int seed = 1)
    {
        _target = target;
        _chance = new(seed);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Each piece of data waits so long, spread evenly between the two.</summary>
    public (TimeSpan From, TimeSpan To) Delay { get; set; }

    /// <summary>The share of pieces of data at which the connection is reset instead, 0–1.</summary>
    public double Resets { get; set; }

    /// <summary>Resets what is connected and refuses what would be, or lets it again.</summary>
    public void Cut(bool isCut)
    {
        _isCut = isCut;
        if (isCut)
            ResetAll();
    }

    /// <summary>Holds still what goes to the target, what comes from it, or both: nothing is lost, and nothing is told.</summary>
    public void Hold(bool up, bool down)
    {
        Set(ref _flowsUp, up);
        Set(ref _flowsDown, down);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        ResetAll();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }

    private static void Set(ref TaskCompletionSource flows, bool isHeld)
    {
        if (isHeld && flows.Task.IsCompleted)
            flows = new(TaskCreationOptions.RunContinuationsAsynchronously);
        else if (!isHeld)
            flows.TrySetResult();
    }

    private void ResetAll()
    {
        foreach (var wire in _wires.Keys)
            wire.Reset();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_ending.Token);
            _ = CarryAsync(client);
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var wire = new Wire(client, new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        client.NoDelay = true;
        _wires[wire] = true;
        try
        {
            if (_isCut)
                return;
            await wire.Target.ConnectAsync(IPAddress.Loopback, _target, _ending.Token);
            await Task.WhenAny(PumpAsync(wire, wire.Client, wire.Target, up: true), PumpAsync(wire, wire.Target, wire.Client, up: false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // an end of it is gone
        }
        finally
        {
            wire.Reset();
            _wires.TryRemove(wire, out _);
        }
    }

    private async Task PumpAsync(Wire wire, Socket from, Socket to, bool up)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _ending.Token)) > 0;)
            {
                await (up ? Volatile.Read(ref _flowsUp) : Volatile.Read(ref _flowsDown)).Task.WaitAsync(_ending.Token);
                await TroubleAsync(wire);
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _ending.Token);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // an end of it is gone
        }
    }

    private async Task TroubleAsync(Wire wire)
    {
        double dice, share;
        lock (_chance)
            (dice, share) = (_chance.NextDouble(), _chance.NextDouble());
        if (dice < Resets)
            wire.Reset();
        var (least, most) = Delay;
        if (most > TimeSpan.Zero)
            await Task.Delay(least + ((most - least) * share), TimeProvider.System, _ending.Token);
    }

    private sealed class Wire(Socket client, Socket target)
    {
        public Socket Client => client;

        public Socket Target => target;

        public void Reset()
        {
            client.Close(timeout: 0);   // RST, not FIN
            target.Close(timeout: 0);
        }
    }
}
