using Microsoft.Extensions.Logging.Abstractions;
using ServiceOS.Platform.Bus;

namespace ServiceOS.Tests.Platform.Bus;

public sealed class LocalBusTests : BusTests
{
    private protected override Task<IBusHome> OpenAsync(int nodes) => Task.FromResult<IBusHome>(new Home());

    private sealed class Home : IBusHome
    {
        public IReadOnlyList<IBus> Buses { get; } = [new LocalBus(NullLogger<LocalBus>.Instance)];

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
