using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Support;

/// <summary>Keeps what the application logs, warnings and worse; errors are also shown in the test's output.</summary>
internal sealed class TestLog : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() { }

    private sealed class Writer(TestLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var line = $"{logLevel} {category}: {formatter(state, exception)}";
            log.Lines.Enqueue($"{line} {exception}");
            if (logLevel >= LogLevel.Error)
                Console.Error.WriteLine(exception is StorageException ? $"{line} {exception.Message}" : $"{line} {exception}");
        }
    }
}
