using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ServiceOS.LanguageModel;

/// <summary>A model behind an OpenAI-compatible address, as Microsoft's abstractions know one. Neither waits nor tries again by itself.</summary>
internal sealed class OpenAIChat(ChatClient client) : IChatClient
{
    private const string NoKey = "none";   // servers of one's own need none, and the library will not have an empty one

    public static OpenAIChat Open(HttpClient http, string endpoint, string model, string? key) =>
        new(new ChatClient(model, new ApiKeyCredential(string.IsNullOrEmpty(key) ? NoKey : key), new OpenAIClientOptions
        {
            Endpoint = new Uri(endpoint),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        }));

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages.Select(Translated).ToList();
        var said = (await client.CompleteChatAsync(asked, new ChatCompletionOptions
        {
            MaxOutputTokenCount = options?.MaxOutputTokens,
            Temperature = options?.Temperature,
        }, cancellationToken)).Value;
        return new(new ChatMessage(ChatRole.Assistant, string.Concat(said.Content.Select(part => part.Text))))
        {
            ModelId = said.Model,
            Usage = new() { InputTokenCount = said.Usage?.InputTokenCount, OutputTokenCount = said.Usage?.OutputTokenCount },
        };
    }

    /// <summary>In one piece: nothing of an answer may be shown before all of it was checked.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClient) ? client : null;

    public void Dispose() { }

    private static OpenAI.Chat.ChatMessage Translated(ChatMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text) : new UserChatMessage(message.Text);
}
