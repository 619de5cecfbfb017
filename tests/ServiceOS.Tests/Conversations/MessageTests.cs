using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

public sealed class MessageTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_resent_message_is_stored_once(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        var first = (await ana.SayAsync("Is the lamp waterproof?", "k1")).Expect(HttpStatusCode.OK);
        var again = (await ana.SayAsync("Is the lamp waterproof?", "k1")).Expect(HttpStatusCode.OK);

        Assert.Equal(first.Text, again.Text);
        Assert.Single(await ana.MessagesAsync(), message => message.Text("speaker") == "consumer");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Whoever_sends_the_first_answer_a_resend_s_and_the_list_agree_to_the_byte(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(database, new ManualTime(new DateTimeOffset(2026, 11, 11, 2, 0, 0, TimeSpan.Zero).AddTicks(1_234_567)));
        var ana = await shop.VisitAsync();
        using var mei = await shop.AgentAsync("mei", "busy");
        using var program = await shop.Cast.WithKeyAsync(Permission.MessagesWrite);
        (await mei.PostAsync($"/v1/desk/conversations/{ana.Conversation}/take")).Expect(HttpStatusCode.OK);

        foreach (var (client, key) in (IEnumerable<(HttpClient, string)>)[(ana.Http, "of Ana"), (mei, "of Mei"), (program, "of a program")])
        {
            var first = (await client.PostAsync($"{ana.Path}/messages", new { clientKey = key, body = key })).Expect(HttpStatusCode.OK);
            shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
            var again = (await client.PostAsync($"{ana.Path}/messages", new { clientKey = key, body = key })).Expect(HttpStatusCode.OK);

            Assert.Equal(first.Text, again.Text);
            var listed = (await ana.MessagesAsync()).Single(message => message.Text("body") == key);
            Assert.Equal(first.Json.GetProperty("sentAt").GetRawText(), listed.GetProperty("sentAt").GetRawText());
        }
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Sixteen_messages_at_once_get_places_without_gaps(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => ana.SayAsync($"hello {i}", $"k{i}")));
        await Eventually.TrueAsync(async () => (await ana.MessagesAsync()).Count >= 32, "each has its answer");

        var seqs = (await ana.MessagesAsync()).Select(message => message.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(1, seqs.Count).Select(i => (long)i), seqs);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_same_message_sent_sixteen_times_at_once_is_stored_once(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ana.SayAsync("hello", "same")));

        Assert.All(answers, answer => Assert.Equal(1, answer.Json.GetProperty("seq").GetInt64()));
        Assert.Single(await ana.MessagesAsync(), message => message.Text("speaker") == "consumer");
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Each_message_has_exactly_one_answer(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        for (var i = 0; i < 5; i++)
            await ana.SayAsync("hello");
        await Eventually.TrueAsync(async () => (await ana.MessagesAsync()).Count(message => message.Text("speaker") == "bot") == 5, "five answers");

        var answered = (await ana.MessagesAsync()).Where(message => message.Text("speaker") == "bot")
            .Select(message => message.GetProperty("inReplyTo").GetInt64());
        Assert.Equal((await ana.MessagesAsync()).Where(message => message.Text("speaker") == "consumer")
            .Select(message => message.GetProperty("seq").GetInt64()), answered);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Another_consumer_sees_nothing_and_says_nothing(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var stranger = await shop.VisitAsync();

        (await stranger.Http.GetJsonAsync($"{ana.Path}/messages")).Expect(HttpStatusCode.NotFound);
        (await stranger.Http.PostAsync($"{ana.Path}/messages", new { clientKey = "x", body = "hi" })).Expect(HttpStatusCode.NotFound);
        Assert.Empty(await ana.MessagesAsync());
    }

    [Theory]
    [InlineData("""{"clientKey":"k","body":""}""")]
    [InlineData("""{"clientKey":"k","body":"   "}""")]
    [InlineData("""{"clientKey":"","body":"hi"}""")]
    [InlineData("""{"clientKey":"k","body":5}""")]
    [InlineData("""{"clientKey":"k","body":"a\u0000b"}""")]
    [InlineData("""{"clientKey":"k","body":"\ud800"}""")]
    [InlineData("""{"clientKey":"k"}""")]
    [InlineData("""{"clientKey":"k","body":"hi" """)]
    [InlineData("[]")]
    public async Task What_is_not_a_message_is_refused_and_leaves_nothing_behind(string body)
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();

        var answer = (await ana.Http.PostAsync($"{ana.Path}/messages", body)).Expect(HttpStatusCode.BadRequest);

        Assert.NotNull(answer.Problem);
        Assert.Empty(await ana.MessagesAsync());
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();
        using var content = new ByteArrayContent([.. "{\"clientKey\":\"k\",\"body\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        (await ana.Http.CallAsync(HttpMethod.Post, $"{ana.Path}/messages", content)).Expect(HttpStatusCode.BadRequest);

        Assert.Empty(await ana.MessagesAsync());
    }

    [Fact]
    public async Task An_over_long_message_is_refused()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();

        (await ana.SayAsync(new string('x', 4_001))).Expect(HttpStatusCode.BadRequest);
        (await ana.SayAsync(new string('x', 400_000))).Expect(HttpStatusCode.RequestEntityTooLarge);

        Assert.Empty(await ana.MessagesAsync());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Pages_go_forwards_and_backwards_without_gaps(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        for (var i = 0; i < 5; i++)
            await ana.AskAsync("hello");

        var first = (await ana.Http.GetJsonAsync($"{ana.Path}/messages?limit=4")).Expect(HttpStatusCode.OK);
        var last = (await ana.Http.GetJsonAsync($"{ana.Path}/messages?before=11&limit=4")).Expect(HttpStatusCode.OK);

        Assert.Equal([1L, 2, 3, 4], first.Items().Select(message => message.GetProperty("seq").GetInt64()));
        Assert.Equal(4, first.Json.GetProperty("next").GetInt64());
        Assert.Equal([7L, 8, 9, 10], last.Items().Select(message => message.GetProperty("seq").GetInt64()));
    }
}
