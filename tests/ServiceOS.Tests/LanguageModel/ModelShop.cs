using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceOS.LanguageModel;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.LanguageModel;

/// <summary>Shop Lantern with a language model on this machine, and Ana in a conversation that Mei has.</summary>
internal sealed class ModelShop : IAsyncDisposable
{
    public const string Key = "sk-very-secret";

    private ModelShop(Shop shop, ModelServer model, HttpClient hua) => (Shop, Model, Hua) = (shop, model, hua);

    public Shop Shop { get; }

    public ModelServer Model { get; }

    /// <summary>May change settings.</summary>
    public HttpClient Hua { get; }

    public string Path => $"/v1/tenants/{Shop.Cast.Lantern.Id}/language-model";

    public static async Task<ModelShop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine, services => services.Replace(ServiceDescriptor.Singleton(new ModelSettings { PrivateModels = 1 })));
        await shop.TeachAsync("en", "We ship within 2 working days. Parcels over ¥99 are free of postage.", "When do you ship my order?", "how fast is shipping");
        await shop.TeachAsync("en", "Send it back within 14 days.", "Can I return a lamp?", "how do I return it");
        return new(shop, await ModelServer.StartAsync(), await shop.SignInAsync("kang"));
    }

    public async Task<Answer> SetAsync(object change) => (await Hua.PutAsync(Path, change)).Expect(HttpStatusCode.OK);

    /// <summary>All uses on.</summary>
    public Task<Answer> UseAsync(int? tokensPerMonth = null, bool keepTexts = false) => SetAsync(new
    {
        endpoint = Model.Endpoint,
        model = "small",
        key = Key,
        drafts = true,
        answers = true,
        summaries = true,
        tokensPerMonth,
        keepTexts,
    });

    /// <summary>Ana with a question that Mei has before her.</summary>
    public async Task<(Visitor Ana, HttpClient Mei)> AskedAsync(string question)
    {
        var mei = await Shop.AgentAsync("mei");
        var ana = await Shop.VisitAsync();
        (await ana.Http.PostAsync($"{ana.Path}/handoff")).Expect(HttpStatusCode.OK);
        await Shop.AssignAsync();
        (await ana.SayAsync(question)).Expect(HttpStatusCode.OK);
        return (ana, mei);
    }

    /// <summary>The drafted reply; null when there is none.</summary>
    public static async Task<string?> DraftAsync(HttpClient mei, Visitor ana) =>
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/drafted-reply")).Expect(HttpStatusCode.OK).Json
            .TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>How the questions to the model went, newest first.</summary>
    public async Task<IReadOnlyList<string>> OutcomesAsync() =>
        [.. (await Hua.GetJsonAsync($"{Path}/calls")).Expect(HttpStatusCode.OK).Items().Select(call => call.Text("outcome")!)];

    public async ValueTask DisposeAsync()
    {
        Hua.Dispose();
        await Shop.DisposeAsync();
        await Model.DisposeAsync();
    }
}
