using ServiceOS.Consumers.Contracts;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Conversations;

/// <summary>Messages, reception, queue, assignment, hand-off.</summary>
internal static class ConversationsModule
{
    public static void AddConversations(this IServiceCollection services)
    {
        PortableTypes.AddId<Kinds.Conversation>();
        PortableTypes.AddId<Kinds.Attachment>();
        services.AddBusQueue(TurnQueue.Name);
        services.AddSingleton<Reception>();
        services.AddSingleton<ConversationMeter>();
        services.AddSingleton<ConversationAccess>();
        services.AddSingleton<StatusOf>();
        services.AddSingleton<DetailOf>();
        services.AddSingleton<DeskRows>();
        services.AddSingleton<ReadChanges>();
        services.AddSingleton<SearchConversations>();
        services.AddSingleton<OpenConversation>();
        services.AddSingleton<ReceiveMessage>();
        services.AddSingleton<SendAgentMessage>();
        services.AddSingleton<SendSystemMessage>();
        services.AddSingleton<RequestPerson>();
        services.AddSingleton<LeaveQueue>();
        services.AddSingleton<RateConversation>();
        services.AddSingleton<TakeConversation>();
        services.AddSingleton<TransferConversation>();
        services.AddSingleton<ReopenConversation>();
        services.AddSingleton<IVisitorFollower, CarryOverConversation>();
        services.AddSingleton<Attachments>();
        services.AddSingleton<ConversationLive>();
        services.AddSingleton<IFactListener>(provider => provider.GetRequiredService<ConversationLive>());
        services.AddSingleton<DeskLive>();
        services.AddHostedService(provider => provider.GetRequiredService<DeskLive>());
        services.AddSingleton<AssignmentWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<AssignmentWorker>());
        services.AddSingleton<IdleWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<IdleWorker>());
        services.AddSingleton<TurnSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<TurnSweeper>());
    }

    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        routes.MapConsumerEndpoints();
        routes.MapMessageEndpoints();
        routes.MapAttachmentEndpoints();
        routes.MapDeskEndpoints();
        routes.MapAssistEndpoints();
        routes.MapCannedReplyEndpoints();
    }
}
