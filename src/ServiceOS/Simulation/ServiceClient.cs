using System.Net;
using System.Net.Sockets;
using System.Net.Http.Headers;
using System.Text.Json;
using ServiceOS.Simulation.Contracts;

namespace ServiceOS.Simulation;

/// <summary>Calls the product's own API as anybody else would, and counts what goes wrong.</summary>
internal sealed class ServiceClient(HttpClient http, TrafficTally tally)
{
    public string? Bearer { get; set; }

    public Task<JsonElement?> GetAsync(string path, CancellationToken stop) => CallAsync(HttpMethod.Get, path, body: null, stop);

    public Task<JsonElement?> PostAsync(string path, object body, CancellationToken stop) => CallAsync(HttpMethod.Post, path, body, stop);

    public Task<JsonElement?> PutAsync(string path, object body, CancellationToken stop) => CallAsync(HttpMethod.Put, path, body, stop);

    public Task<JsonElement?> DeleteAsync(string path, CancellationToken stop) => CallAsync(HttpMethod.Delete, path, body: null, stop);

    /// <returns>The body; an empty object when there is none; null when it went wrong, which is counted.</returns>
    private async Task<JsonElement?> CallAsync(HttpMethod method, string path, object? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path);
        if (Bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bearer);
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType());
        try
        {
            using var response = await http.SendAsync(request, stop);
            if (!response.IsSuccessStatusCode)
            {
                tally.Refused((int)response.StatusCode);
                return null;
            }
            if (response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0)
                return JsonElement.Parse("{}");
            return await response.Content.ReadFromJsonAsync<JsonElement>(stop);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or JsonException or IOException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            tally.Refused(status: 0);   // unreachable, cut off or out of time
            return null;
        }
    }
}
