namespace ServiceOS.Conversations.Contracts;

/// <summary>What a consumer who opens the chat likely wants to ask. The bot knows; it lies below.</summary>
internal interface ISuggestions
{
    /// <summary>Up to five questions in the consumer's language.</summary>
    Task<IReadOnlyList<string>> ForAsync(
        TenantId merchant, ConsumerId consumer, string locale, string? product, string? order, CancellationToken stop);
}
