using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Simulation;

/// <summary>The demo world: made from a seed and written content, and kept alive by simulated shoppers and agents.</summary>
internal static class SimulationModule
{
    public static void AddSimulation(this IServiceCollection services)
    {
        services.AddSingleton<WorldTenants>();
        services.AddSingleton<WorldPeople>();
        services.AddSingleton<WorldKnowledge>();
        services.AddSingleton<WorldOrders>();
        services.AddSingleton<LoadWorld>();
        services.AddHostedService<TrafficWorker>();
    }

    public static void MapSimulation(this IEndpointRouteBuilder routes) => routes.MapDemoEndpoints();
}
