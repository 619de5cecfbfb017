using ServiceOS.Platform.Events;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Assist;

/// <summary>What helps an agent answer: suggested replies, and what is learned from which were taken.</summary>
internal static class AssistModule
{
    public static void AddAssist(this IServiceCollection services)
    {
        services.AddSingleton<SuggestReplies>();
        services.AddSingleton<DraftReply>();
        services.AddSingleton<SummariseConversation>();
        services.AddSingleton<IConfirmedPairs, AgentPairs>();
        services.AddFactReader<SuggestionJudge>();
    }

    public static void MapAssist(this IEndpointRouteBuilder routes)
    {
        routes.MapSuggestionEndpoints();
        routes.MapDraftEndpoints();
    }
}
