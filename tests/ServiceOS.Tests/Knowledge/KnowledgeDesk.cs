using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>Somebody who keeps knowledge, over HTTP: short forms of what these tests do.</summary>
internal sealed class KnowledgeDesk(HttpClient http)
{
    public HttpClient Http => http;

    /// <summary>Signs in as one of the cast.</summary>
    public static async Task<KnowledgeDesk> OfAsync(Cast cast, string name) => new(await cast.SignedInAsync(name));

    public static ItemId NewId() => new(Guid.NewGuid());

    /// <summary>Content as a client sends it.</summary>
    public static object Words(
        string question, string answer = "Within a day.", string language = "en", string[]? similar = null, string? category = null,
        DateTimeOffset? validFrom = null, DateTimeOffset? validTo = null) => new
        {
            question,
            similar = similar ?? [],
            answer = new { text = answer, links = Array.Empty<object>(), images = Array.Empty<string>(), buttons = Array.Empty<object>() },
            language,
            category,
            products = Array.Empty<string>(),
            validFrom,
            validTo,
        };

    /// <summary>Content as the program has it.</summary>
    public static Content ContentOf(string question, string answer = "Within a day.", string language = "en") =>
        new() { Question = question, Answer = new() { Text = answer }, Language = language };

    public async Task<ItemId> SaveAsync(object content, ItemId? id = null, TenantId? tenant = null)
    {
        var item = id ?? NewId();
        (await http.PutAsync($"/v1/knowledge/items/{item}{Of(tenant)}", content)).Expect(HttpStatusCode.OK);
        return item;
    }

    public async Task<Answer> PublishAsync(TenantId? tenant = null, params ItemId[] items) =>
        (await http.PostAsync($"/v1/knowledge:publish{Of(tenant)}", items.Length == 0 ? new { } : new { items })).Expect(HttpStatusCode.OK);

    public async Task<ItemId> PublishedAsync(object content, TenantId? tenant = null)
    {
        var id = await SaveAsync(content, tenant: tenant);
        await PublishAsync(tenant);
        return id;
    }

    public async Task<JsonElement> FindAsync(ItemId id, TenantId? tenant = null) =>
        (await http.GetJsonAsync($"/v1/knowledge/items/{id}{Of(tenant)}")).Expect(HttpStatusCode.OK).Json;

    public async Task<Answer> ListAsync(string query = "") =>
        (await http.GetJsonAsync($"/v1/knowledge/items?{query}")).Expect(HttpStatusCode.OK);

    public Task<Answer> ImportAsync(byte[] file, bool dryRun = false, string? mapping = null)
    {
        var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", "file");
        if (mapping is not null)
            form.Add(new StringContent(mapping), "mapping");
        return http.CallAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/v1/knowledge:import?dryRun={dryRun}"), form);
    }

    public async Task<byte[]> ExportAsync(string format) =>
        await http.GetByteArrayAsync(new Uri($"/v1/knowledge:export?format={format}", UriKind.Relative), TestContext.Current.CancellationToken);

    private static string Of(TenantId? tenant) => tenant is { } id ? $"?tenant={id}" : "";
}
