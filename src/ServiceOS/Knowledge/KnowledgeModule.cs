using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Knowledge;

/// <summary>What the bot and agents answer from: items, their versions, and how they come down the tree.</summary>
internal static class KnowledgeModule
{
    public static void AddKnowledge(this IServiceCollection services)
    {
        PortableTypes.AddId<Kinds.KnowledgeItem>();
        services.AddSingleton<KnowledgeBase>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<KnowledgeBase>());
        services.AddSingleton<KnowledgePreview>();
        services.AddSingleton<KnowledgeAdmin>();
        services.AddSingleton<ReadKnowledge>();
        services.AddSingleton<SaveDraft>();
        services.AddSingleton<ArchiveItem>();
        services.AddSingleton<RestoreItem>();
        services.AddSingleton<OverrideItem>();
        services.AddSingleton<PublishKnowledge>();
        services.AddSingleton<BeginRollout>();
        services.AddSingleton<RollBackItem>();
        services.AddSingleton<ImportKnowledge>();
        services.AddSingleton<LoadKnowledge>();
        services.AddSingleton<ExportKnowledge>();
    }

    public static void MapKnowledge(this IEndpointRouteBuilder routes)
    {
        routes.MapItemEndpoints();
        routes.MapItemActEndpoints();
        routes.MapSheetEndpoints();
    }
}
