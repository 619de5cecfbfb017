using ServiceOS.Bot.Predicting;
using ServiceOS.Bot.Reviews;
using ServiceOS.Bot.Skills;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Events;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>The service brain in the program.</summary>
internal static class BotModule
{
    public static void AddBot(this IServiceCollection services)
    {
        services.AddSingleton<Brain>();
        services.AddSingleton<OrderSkills>();
        services.AddSingleton<Skills.Requests.RequestSkill>();
        services.AddSingleton<Skills.Catalogue.CatalogueSkill>();
        services.AddSingleton<DraftAnswer>();
        services.AddSingleton<AnswerMessage>();
        services.AddSingleton<Ask>();
        services.AddSingleton<Contracts.ReplySuggester>();
        services.AddSingleton<IssuePredictor>();
        services.AddSingleton<Contracts.TrialTalk>();
        services.AddSingleton<ISuggestions, Suggestions>();
        services.AddSingleton<IAskedTexts, AskedTexts>();
        services.AddFactReader<IssueReader>();
        services.AddSingleton<DrawSample>();
        services.AddSingleton<JudgeDecision>();
        services.AddSingleton<ReadPrecision>();
        services.AddHostedService<BotWorker>();
    }

    public static void MapBot(this IEndpointRouteBuilder routes)
    {
        routes.MapBotEndpoints();
        routes.MapWrongEndpoints();
        routes.MapPredictionEndpoints();
        routes.MapReviewEndpoints();
    }
}
