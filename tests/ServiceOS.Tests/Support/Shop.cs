using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceOS.Conversations;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Support;

/// <summary>Shop Lantern on a running server, and the people in it as tests speak for them.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(TestServer server, Cast cast)
    {
        Server = server;
        Cast = cast;
    }

    public TestServer Server { get; }

    public Cast Cast { get; }

    public static async Task<Shop> OpenAsync(Engine engine, Action<IServiceCollection>? replace = null)
    {
        var server = await TestServer.StartAsync(engine, replace);
        return new(server, await Cast.RaiseAsync(server));
    }

    /// <summary>On a database that the test disposes of itself.</summary>
    public static async Task<Shop> OpenAsync(TestDatabase database, ManualTime? time = null)
    {
        var server = await TestServer.StartAsync(database, time ?? new ManualTime());
        return new(server, await Cast.RaiseAsync(server));
    }

    /// <summary>A consumer with an open conversation: Ana, unless another name is given.</summary>
    public async Task<Visitor> VisitAsync(string shop = "lantern", string locale = "en")
    {
        var session = (await Server.Http.PostAsync("/v1/visitor-sessions", new { merchant = shop, locale })).Expect(HttpStatusCode.OK);
        var client = Server.Client(session.Get("token"));
        var opened = (await client.PostAsync("/v1/conversations")).Expect(HttpStatusCode.Created);
        return new(this, client, session.Get("consumerId"), opened.Get("id"));
    }

    /// <summary>An agent who is signed in and says that they are there.</summary>
    public async Task<HttpClient> AgentAsync(string name, string presence = "online")
    {
        var client = await SignInAsync(name);
        (await client.PutAsync("/v1/desk/presence", new { state = presence })).Expect(HttpStatusCode.OK);
        return client;
    }

    public async Task<HttpClient> SignInAsync(string name)
    {
        var client = Server.Client();
        (await client.PostAsync("/v1/staff-sessions", new { name, password = Cast.Password })).Expect(HttpStatusCode.OK);
        return client;
    }

    /// <summary>Publishes what Lantern knows: a question with similar ones, and its answer. It is answered from when this returns.</summary>
    public async Task TeachAsync(string language, string answer, string question, params string[] similar)
    {
        await Server.Get<KnowledgeAdmin>().LoadAsync(Cast.Lantern.Id,
            [new() { Content = new() { Question = question, Similar = similar, Answer = new() { Text = answer }, Language = language } }],
            CancellationToken.None);
        await Eventually.TrueAsync(
            async () => (await Server.Get<KnowledgeBase>().SnapshotAsync(Cast.Lantern.Id, language, CancellationToken.None)).Items.Any(item => item.Question == question),
            $"“{question}” is live");
    }

    /// <summary>One round of giving conversations out and taking them back.</summary>
    public Task AssignAsync() => Server.Get<AssignmentWorker>().RunOnceAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>A consumer in its conversation.</summary>
internal sealed record Visitor(Shop Shop, HttpClient Http, string ConsumerId, string Conversation)
{
    private static int s_keys;

    public string Path => $"/v1/conversations/{Conversation}";

    /// <summary>Says something under a key of its own.</summary>
    public Task<Answer> SayAsync(string body, string? key = null, string? choice = null) =>
        Http.PostAsync($"{Path}/messages", new { clientKey = key ?? $"k{Interlocked.Increment(ref s_keys)}", body, choice });

    /// <summary>All messages, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesAsync() =>
        (await Http.GetJsonAsync($"{Path}/messages")).Expect(HttpStatusCode.OK).Items();

    /// <summary>Says something and waits for the bot's answer to it.</summary>
    public async Task<JsonElement> AskAsync(string body, string? choice = null)
    {
        var seq = (await SayAsync(body, choice: choice)).Expect(HttpStatusCode.OK).Json.GetProperty("seq").GetInt64();
        JsonElement answer = default;
        await Eventually.TrueAsync(async () =>
        {
            answer = (await MessagesAsync()).FirstOrDefault(message =>
                message.TryGetProperty("inReplyTo", out var to) && to.ValueKind == JsonValueKind.Number && to.GetInt64() == seq);
            return answer.ValueKind == JsonValueKind.Object;
        }, $"the bot answers “{body}”");
        return answer;
    }

    public async Task<string> StateAsync() => (await Http.GetJsonAsync(Path)).Expect(HttpStatusCode.OK).Get("state");
}
