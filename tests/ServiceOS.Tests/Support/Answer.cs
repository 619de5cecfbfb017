using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceOS.Tests.Support;

/// <summary>What the application answered, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    public int Code => (int)Status;

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The problem's kind without its prefix (<c>not-found</c>); null when it is no problem.</summary>
    public string? Problem =>
        Response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? Json.GetProperty("type").GetString()!.Replace("urn:serviceos:", "", StringComparison.Ordinal)
            : null;

    /// <summary>This answer, if it has the status; otherwise the test fails and shows the body.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>The text of a member of the body.</summary>
    public string Get(string name) => Json.GetProperty(name).GetString()!;
}

/// <summary>Short forms of the calls that tests make.</summary>
internal static class Calls
{
    public static Task<Answer> GetJsonAsync(this HttpClient client, string path) => client.CallAsync(HttpMethod.Get, path);

    public static Task<Answer> PostAsync(this HttpClient client, string path, object? body = null) =>
        client.CallAsync(HttpMethod.Post, path, body ?? new { });

    public static Task<Answer> PutAsync(this HttpClient client, string path, object body) =>
        client.CallAsync(HttpMethod.Put, path, body);

    public static Task<Answer> DropAsync(this HttpClient client, string path) => client.CallAsync(HttpMethod.Delete, path);

    /// <summary>Calls, and reads the answer whole. A string body is sent as it is.</summary>
    public static async Task<Answer> CallAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, body.GetType()),
        };
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    /// <summary>The elements of a list answer's <c>items</c>.</summary>
    public static IReadOnlyList<JsonElement> Items(this Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

/// <summary>For what another thread does: looks again until it is so, for at most ten seconds.</summary>
internal static class Eventually
{
    private const int TriesMax = 500;

    /// <summary>A shop's knowledge is learned one at a time, in the background, while the other tests have the cores.</summary>
    private const int LearningTriesMax = 1_500;

    public static Task TrueAsync(Func<bool> isSo, string what) => TrueAsync(() => Task.FromResult(isSo()), what);

    public static Task TrueAsync(Func<Task<bool>> isSo, string what) => TrueAsync(isSo, TriesMax, what);

    /// <summary>The same for what has to be learned first: half a minute.</summary>
    public static Task LearnedAsync(Func<Task<bool>> isSo, string what) => TrueAsync(isSo, LearningTriesMax, what);

    private static async Task TrueAsync(Func<Task<bool>> isSo, int triesMax, string what)
    {
        for (var i = 0; i < triesMax; i++)
        {
            if (await isSo())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"not so within {triesMax / 50} seconds: {what}");
    }
}
