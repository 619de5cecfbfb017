using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceOS.Tests.Support;

/// <summary>A language model on this machine that speaks the OpenAI protocol, and misbehaves as it is told.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Said> _next = new();
    private readonly CancellationTokenSource _end = new();

    private ModelServer(WebApplication app) => _app = app;

    /// <summary>What it says when nothing else is queued.</summary>
    public Said Usual { get; set; } = Said.Text("hello");

    /// <summary>What it was asked, oldest first: the whole body, and the Authorization header.</summary>
    public ConcurrentQueue<(string Body, string Key)> Asked { get; } = new();

    public string Endpoint => $"{_app.Urls.Single()}/v1";

    public static async Task<ModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ModelServer(app);
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Next(params Said[] answers)
    {
        foreach (var answer in answers)
            _next.Enqueue(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var said = _next.TryDequeue(out var next) ? next : Usual;
        Asked.Enqueue((body, http.Request.Headers.Authorization.ToString()));
        if (said.Hangs)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, http.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }
        http.Response.StatusCode = said.Status;
        http.Response.ContentType = "application/json";
        if (said.Location is { } location)
            http.Response.Headers.Location = location;
        await http.Response.WriteAsync(said.Body, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>One answer of the model.</summary>
    internal sealed record Said(int Status, string Body, bool Hangs = false, string? Location = null)
    {
        public static Said Hanging { get; } = new(200, "", Hangs: true);

        public static Said Garbage { get; } = new(200, "\u0001<html>not what you asked for");

        public static Said HalfJson { get; } = new(200, """{"id":"x","choices":[{"index":0,"message":{"role":"assistant","con""");

        public static Said OtherJson { get; } = new(200, """{"choices":"none","usage":7}""");

        public static Said TwoMegabytes { get; } = Text(new string('x', 2 * 1024 * 1024));

        public static Said Error(int status) => new(status, """{"error":{"message":"no","type":"server_error","code":"no"}}""");

        public static Said Redirect(string to) => new(307, "", Location: to);

        public static Said Text(string content, int promptTokens = 60, int answerTokens = 40) => new(200, JsonSerializer.Serialize(new
        {
            id = "chatcmpl-1",
            @object = "chat.completion",
            created = 1_760_000_000,
            model = "small",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
            usage = new { prompt_tokens = promptTokens, completion_tokens = answerTokens, total_tokens = promptTokens + answerTokens },
        }));

        public static Said Sentences(params (string Text, int[] Sources)[] sentences) =>
            Text(JsonSerializer.Serialize(new { sentences = sentences.Select(one => new { text = one.Text, sources = one.Sources }) }));
    }
}
