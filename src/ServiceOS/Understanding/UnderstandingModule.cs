using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>Intent, mood and wishes: the product's use of the analysis library.</summary>
internal static class UnderstandingModule
{
    public static void AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<ModelShelf>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelShelf>());
        services.AddSingleton(provider => new Understander(provider.GetRequiredService<ModelShelf>()));
        services.AddSingleton(provider => new Likeness(provider.GetRequiredService<ModelShelf>()));
        services.AddSingleton(provider => new LiveReaders(provider.GetRequiredService<ModelShelf>()));
    }
}
