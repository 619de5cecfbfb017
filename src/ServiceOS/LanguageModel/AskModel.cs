using System.ClientModel;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using ServiceOS.Analysis.Safety;
using ServiceOS.Platform.Data;

namespace ServiceOS.LanguageModel;

/// <summary>Asks a merchant's language model, if there is one and it may be asked; whatever goes wrong is an outcome, never an exception.</summary>
internal sealed class AskModel(
    Database database, ModelsInForce models, ModelKeys keys, ModelClients clients, AskLimits limits, Breakers breakers, ModelMeter meter,
    TimeProvider time)
{
    private const int AnswerTokensMax = 700;
    private const int TriesMax = 2;
    private const float Temperature = 0.2f;
    private static readonly TimeSpan s_tracesKept = TimeSpan.FromDays(90);

    public async Task<Reply> RunAsync(TenantId merchant, string use, Prompt prompt, CancellationToken stop)
    {
        var model = await models.OfAsync(merchant, stop);
        if (!model.Allows(use))
            return new(ModelOutcome.Off);
        using var span = ModelMeter.Source.StartActivity($"chat {model.Model}", ActivityKind.Client);
        var began = time.GetTimestamp();
        var masks = new MaskedText();
        var masked = new Prompt(masks.Hide(prompt.System), masks.Hide(prompt.User), prompt.FromConsumers);
        var reply = await AskAsync(merchant, model, masked, stop) with { Masks = masks };
        var elapsed = time.GetElapsedTime(began);
        meter.Note(span, use, model.Model, reply, elapsed);
        await TraceAsync(merchant, model, use, masked, reply, elapsed, stop);
        return reply;
    }

    private async Task<Reply> AskAsync(TenantId merchant, ModelInForce model, Prompt prompt, CancellationToken stop)
    {
        if (prompt.FromConsumers.Any(text => InjectionDetector.Shipped.Judge(text).IsSuspect))
            return new(ModelOutcome.Injection);
        var endpoint = $"{model.KeyOf} {model.Endpoint}";
        if (!limits.TryEnter(endpoint))
            return new(ModelOutcome.Busy);
        try
        {
            return await WithinBudgetAsync(merchant, model, endpoint, prompt, stop);
        }
        finally
        {
            limits.Leave(endpoint);
        }
    }

    private async Task<Reply> WithinBudgetAsync(TenantId merchant, ModelInForce model, string endpoint, Prompt prompt, CancellationToken stop)
    {
        var reservedAt = time.GetUtcNow();
        var reserved = TokensOf(prompt.System) + TokensOf(prompt.User) + AnswerTokensMax;
        if (!await database.InTransactionAsync(db => ModelStore.ReserveAsync(db, merchant, reservedAt, reserved, model.TokensPerMonth, stop), stop))
            return new(ModelOutcome.Budget);
        var spent = 0L;
        try
        {
            var reply = await GuardedAsync(model, endpoint, prompt, stop);
            spent = reply.Outcome switch
            {
                ModelOutcome.Answered or ModelOutcome.Unreadable when reply.PromptTokens > 0 => reply.PromptTokens + reply.AnswerTokens,
                ModelOutcome.Answered or ModelOutcome.Unreadable or ModelOutcome.TooLong or ModelOutcome.Timeout => reserved,   // it may have worked for it
                _ => 0,
            };
            return reply;
        }
        finally
        {
            await database.InTransactionAsync(db => ModelStore.SettleAsync(db, merchant, reservedAt, spent - reserved, CancellationToken.None), CancellationToken.None);
        }
    }

    private async Task<Reply> GuardedAsync(ModelInForce model, string endpoint, Prompt prompt, CancellationToken stop)
    {
        var key = model.SealedKey is null ? null : await keys.OpenAsync(model.KeyOf!.Value, model.SealedKey, stop);
        var breaker = breakers.Of(endpoint);
        if (!breaker.TryEnter())
            return new(ModelOutcome.CircuitOpen);
        try
        {
            var reply = await WithinTimeAsync(clients.Open(model.Endpoint!, model.Model, key), prompt, TimeSpan.FromMilliseconds(model.TimeoutMs), stop);
            if (reply.Outcome is ModelOutcome.Answered)
                breaker.Succeeded();
            else
                breaker.Failed();
            return reply;
        }
        finally
        {
            breaker.Left();
        }
    }

    /// <summary>Asks, and once more where that may help, all within one time.</summary>
    private async Task<Reply> WithinTimeAsync(IChatClient client, Prompt prompt, TimeSpan timeout, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await OnceAsync(client, prompt, both.Token);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                throw new OperationCanceledException(stop);
            }
            catch (Exception) when (late.IsCancellationRequested)
            {
                return new(ModelOutcome.Timeout);
            }
            catch (ClientResultException e) when (e.Status == 429 || e.Status >= 500)
            {
                if (tries == TriesMax)
                    return new(ModelOutcome.Refused);
            }
            catch (Exception e)
            {
                return new(OutcomeOf(e));
            }
        }
    }

    private static async Task<Reply> OnceAsync(IChatClient client, Prompt prompt, CancellationToken stop)
    {
        var said = await client.GetResponseAsync(
            [new(ChatRole.System, prompt.System), new(ChatRole.User, prompt.User)],
            new() { MaxOutputTokens = AnswerTokensMax, Temperature = Temperature }, stop);
        return new(string.IsNullOrWhiteSpace(said.Text) ? ModelOutcome.Unreadable : ModelOutcome.Answered)
        {
            Text = said.Text,
            PromptTokens = Math.Max(said.Usage?.InputTokenCount ?? 0, 0),
            AnswerTokens = Math.Max(said.Usage?.OutputTokenCount ?? 0, 0),
        };
    }

    /// <summary>The library throws whatever its reading of another's bytes stumbles over: all of it is an answer that can't be read.</summary>
    private static string OutcomeOf(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AnswerTooLongException)
                return ModelOutcome.TooLong;
            if (cause is ClientResultException { Status: > 0 })
                return ModelOutcome.Refused;
            if (cause is HttpRequestException or IOException or System.Net.Sockets.SocketException)
                return ModelOutcome.Unreachable;
        }
        return ModelOutcome.Unreadable;
    }

    private Task TraceAsync(
        TenantId merchant, ModelInForce model, string use, Prompt masked, Reply reply, TimeSpan elapsed, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var call = new ModelCall
        {
            Id = Guid.CreateVersion7(now).ToString("n"),
            TenantId = merchant,
            At = now,
            ModelUse = use,
            Model = model.Model,
            Outcome = reply.Outcome,
            PromptTokens = reply.PromptTokens,
            AnswerTokens = reply.AnswerTokens,
            Ms = (long)elapsed.TotalMilliseconds,
            TraceId = Activity.Current?.TraceId.ToString(),
            Prompt = model.KeepTexts ? $"{masked.System}\n\n{masked.User}" : null,
            Answer = model.KeepTexts ? reply.Text?.Replace('\0', ' ') : null,
        };
        return database.InTransactionAsync(db => ModelStore.TraceAsync(db, call, now - s_tracesKept, stop), stop);
    }

    /// <summary>More than any tokeniser makes of it: a Chinese character may be one, of Latin letters three or four are.</summary>
    private static int TokensOf(string text) => (text.Length / 3) + text.Count(c => c >= '\u2e80');
}

/// <summary>What a model is told.</summary>
/// <param name="FromConsumers">What in it was said by consumers, for the injection detector.</param>
internal sealed record Prompt(string System, string User, IReadOnlyList<string> FromConsumers);

/// <summary>What came of it.</summary>
/// <param name="Outcome">One of <see cref="ModelOutcome"/>.</param>
internal sealed record Reply(string Outcome)
{
    /// <summary>As it came, with placeholders; null unless <see cref="ModelOutcome.Answered"/>.</summary>
    public string? Text { get; init; }
    public long PromptTokens { get; init; }
    public long AnswerTokens { get; init; }
    public MaskedText? Masks { get; init; }
}

/// <summary>Opens models: over one pool of connections for all.</summary>
internal sealed class ModelClients(ModelSettings settings) : IDisposable
{
    private readonly HttpClient _http = ModelTransport.Open(settings);

    public IChatClient Open(string endpoint, string model, string? key) => OpenAIChat.Open(_http, endpoint, model, key);

    public void Dispose() => _http.Dispose();
}
