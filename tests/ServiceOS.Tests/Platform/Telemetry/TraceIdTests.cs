using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Telemetry;

/// <summary>One number ties a request to its answer, its problem and its trace.</summary>
public sealed class TraceIdTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Every_answer_has_a_number_of_its_own()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);

        var first = IdOf(await server.Http.GetJsonAsync("/health/live"));
        var second = IdOf(await server.Http.GetJsonAsync("/v1/nowhere"));

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.Matches("^[0-9a-f]{32}$", second);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("GET", "/v1/board", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/v1/visitor-sessions", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/v1/widget/nobody", HttpStatusCode.NotFound)]
    public async Task A_caller_s_own_number_comes_back_in_the_header_and_in_the_problem(string method, string path, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        server.Http.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");

        var answer = (await server.Http.CallAsync(new HttpMethod(method), path, method == "POST" ? "{" : null)).Expect(status);

        Assert.Equal(TraceId, IdOf(answer));
        Assert.Equal(TraceId, answer.Get("traceId"));
    }

    private static string IdOf(Answer answer) => answer.Response.Headers.GetValues("X-Trace-Id").Single();
}
