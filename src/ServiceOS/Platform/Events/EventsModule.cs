namespace ServiceOS.Platform.Events;

/// <summary>The log in the program.</summary>
internal static class EventsModule
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<FactSignal>();
        services.AddSingleton<FactLog>();
        services.AddSingleton(ReaderPace.Usual);
        services.AddSingleton<FactTail>();
        services.AddHostedService(provider => provider.GetRequiredService<FactTail>());
    }

    /// <summary>Runs <typeparamref name="T"/> over the log, from its beginning, in the background.</summary>
    public static void AddFactReader<T>(this IServiceCollection services) where T : class, IFactReader
    {
        services.AddSingleton<T>();
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<FactReaderLoop>(provider, provider.GetRequiredService<T>()));
    }
}
