using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Security;

/// <summary>Every route that takes a body, sent everything that is none, by somebody who may use it.</summary>
public sealed class BadBodyTests
{
    private const int LongCharacters = 100_000;
    private static readonly CancellationToken s_stop = CancellationToken.None;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Broken_bodies_are_refused_with_a_reason_and_leave_nothing_behind(Engine engine)
    {
        await using var world = await RouteWorld.RaiseAsync(engine);
        using var kang = await world.Shop.SignInAsync("kang");
        var routes = ProbedRoute.All(world.Shop.Server).Where(route => route.TakesBody).ToList();
        var before = await world.PictureAsync();
        var wrong = new List<string>();

        foreach (var route in routes)
        {
            var client = route.Rule!.AnyOf.Contains(Permission.Consumer) ? world.Ana.Http : kang;
            foreach (var (name, content) in Bodies(route, world))
            {
                using var request = route.Request(world);
                request.Content = content;
                request.Headers.ExpectContinue = content.Headers.ContentLength > LongCharacters;   // else the refusal may cross what is still being sent
                using var response = await client.SendAsync(request, s_stop);
                var text = await response.Content.ReadAsStringAsync(s_stop);
                if ((int)response.StatusCode is < 400 or >= 500 || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    wrong.Add($"{route.Name} with {name} answered {(int)response.StatusCode}: {text[..Math.Min(text.Length, 200)]}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} are wrong:\n{string.Join('\n', wrong)}");
        Assert.True(routes.Count > 25, $"only {routes.Count} routes take a body");
        Assert.Equal(before, await world.PictureAsync());
        Assert.DoesNotContain(world.Shop.Server.Log.Lines, line => line.Contains("Unhandled", StringComparison.Ordinal));
    }

    /// <summary>Each body with its name. A form's and a file's routes get them too, and refuse their type.</summary>
    private static IEnumerable<(string Name, HttpContent Content)> Bodies(ProbedRoute route, RouteWorld world)
    {
        yield return ("half an object", Json("{\"a\":"));
        yield return ("no JSON", Json("hello"));
        yield return ("a number", Json("5"));
        yield return ("a text", Json("\"text\""));
        yield return ("a list", Json("[]"));
        yield return ("a deep nest", Json(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500)));
        yield return ("300 KB", Json($"{{\"a\":\"{new string('x', 300 * 1024)}\"}}"));
        yield return ("bytes that are not UTF-8", Bytes([0xC3, 0x28, 0xFF]));
        yield return ("another type", new StringContent("<a/>", Encoding.UTF8, "application/xml"));
        yield return ("no type", Bytes("{}"u8.ToArray(), type: null));
        yield return ("a charset that nobody knows", Bytes("{}"u8.ToArray(), "application/json; charset=nonsense"));
        yield return ("another charset", Bytes(Encoding.Unicode.GetBytes("{}"), "application/json; charset=utf-16"));
        if (RouteSamples.Body(route.Name, world) is HttpContent)
        {
            yield return ("nothing at all", Bytes([], type: null));
            yield return ("nothing, called JSON", Bytes([]));
            yield break;
        }
        var sample = JsonSerializer.SerializeToNode(RouteSamples.Body(route.Name, world))!.AsObject();
        yield return ("a member that nobody knows and that is not UTF-8", Bytes(
            [.. Encoding.UTF8.GetBytes(sample.ToJsonString()[..^1]), .. sample.Count > 0 ? ","u8 : ""u8, .. "\"unknown\":\""u8, 0xC3, 0x28, .. "\"}"u8]));
        foreach (var (field, value) in sample)
        {
            yield return ($"{field} of another kind", With(sample, field, JsonNode.Parse("[[1]]")));
            if (value?.GetValueKind() != JsonValueKind.String)
                continue;
            yield return ($"{field} without end", With(sample, field, new string('x', LongCharacters)));
            yield return ($"{field} with NUL", With(sample, field, value.GetValue<string>() + "\0"));
            yield return ($"half a surrogate in {field}", Json(sample.ToJsonString().Replace(
                $"\"{field}\":{value.ToJsonString()}", $"\"{field}\":\"\\ud800\"", StringComparison.Ordinal)));
            yield return ($"{field} that is not UTF-8", Bytes([.. Encoding.UTF8.GetBytes($"{{\"{field}\":\""), 0xC3, 0x28, .. "\"}"u8]));
        }
    }

    private static StringContent With(JsonObject sample, string field, JsonNode? value)
    {
        var changed = sample.DeepClone().AsObject();
        changed[field] = value;
        return Json(changed.ToJsonString());
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(byte[] bytes, string? type = "application/json")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
