namespace ServiceOS.Platform.Bus;

/// <summary>How work and wake-ups get to other nodes.</summary>
internal static class BusModule
{
    public static void AddBus(this IServiceCollection services, BusSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<NodeRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeRegistry>());
        if (settings.Rabbit is null)
        {
            services.AddSingleton<IBus, LocalBus>();
            return;
        }
        services.AddSingleton<RabbitBus>();
        services.AddSingleton<IBus>(provider => provider.GetRequiredService<RabbitBus>());
        services.AddHostedService(provider => provider.GetRequiredService<RabbitBus>());
    }

    /// <summary>Says that the program has such a queue.</summary>
    public static void AddBusQueue(this IServiceCollection services, string name) =>
        services.AddSingleton(new BusQueue(name));
}

/// <summary>A queue that the program uses.</summary>
internal sealed record BusQueue(string Name);

/// <summary>Which broker.</summary>
internal sealed record BusSettings
{
    /// <summary>AMQP addresses of RabbitMQ, with commas between those of a cluster; null: this node has no other to share work with.</summary>
    public string? Rabbit { get; init; }
}
