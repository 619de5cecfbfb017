using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>What agents call wrong comes before those who keep the knowledge.</summary>
public sealed class WrongTests
{
    private const string List = "/v1/knowledge/wrong-answers";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_wrong_answer_is_listed_with_its_question_until_somebody_has_dealt_with_it(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", "Within a day.", "When do you ship?", "how fast is shipping");
        var ana = await shop.VisitAsync();
        var seq = (await ana.AskAsync("When do you ship?")).GetProperty("seq").GetInt64();
        await ana.AskAsync("hello");
        using var mei = await shop.SignInAsync("mei");
        (await mei.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{seq}/wrong", new { note = "Two days since May" })).Expect(HttpStatusCode.NoContent);

        using var kang = await shop.SignInAsync("kang");
        var listed = (await kang.GetJsonAsync(List)).Expect(HttpStatusCode.OK);
        var one = Assert.Single(listed.Items());
        Assert.Equal(("When do you ship?", "Within a day.", "lantern"), (one.Text("question"), one.Text("answer"), one.Text("merchant")));
        Assert.Equal((ana.Conversation, seq), (one.Text("conversation"), one.GetProperty("seq").GetInt64()));
        Assert.Equal(("Mei", "Two days since May"), (one.GetProperty("wrong").Text("by"), one.GetProperty("wrong").Text("note")));
        Assert.Equal("When do you ship?", one.GetProperty("item").Text("question"));

        var handled = $"{List}/{ana.Conversation}/{seq}/handled";
        (await mei.PutAsync(handled, new { })).Expect(HttpStatusCode.Forbidden);   // knows it, doesn't keep it
        using var wei = await shop.SignInAsync("wei");
        (await wei.PutAsync(handled, new { })).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await wei.GetJsonAsync(List)).Expect(HttpStatusCode.OK).Items());
        (await kang.PutAsync(handled, new { })).Expect(HttpStatusCode.NoContent);
        Assert.Empty((await kang.GetJsonAsync(List)).Items());
        (await kang.DropAsync(handled)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(1, (await kang.GetJsonAsync(List)).Json.GetProperty("total").GetInt32());

        (await kang.PutAsync(handled, new { })).Expect(HttpStatusCode.NoContent);
        (await mei.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{seq}/wrong", new { note = "Still" })).Expect(HttpStatusCode.NoContent);
        Assert.Equal("Still", Assert.Single((await kang.GetJsonAsync(List)).Items()).GetProperty("wrong").Text("note"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_long_list_is_read_by_pages_newest_first(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        using var kang = await shop.SignInAsync("kang");
        var seqs = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            seqs.Insert(0, (await ana.AskAsync("hello")).GetProperty("seq").GetInt64());
            shop.Server.Time.Advance(TimeSpan.FromSeconds(1));
            (await kang.PostAsync($"/v1/desk/decisions/{ana.Conversation}/{seqs[0]}/wrong")).Expect(HttpStatusCode.NoContent);
        }

        var first = (await kang.GetJsonAsync($"{List}?limit=2")).Expect(HttpStatusCode.OK);
        var second = (await kang.GetJsonAsync($"{List}?limit=2&before={first.Json.GetProperty("next")}")).Expect(HttpStatusCode.OK);
        Assert.Equal(seqs, [.. first.Items().Concat(second.Items()).Select(row => row.GetProperty("seq").GetInt64())]);
        Assert.Equal(3, second.Json.GetProperty("total").GetInt32());
    }
}
