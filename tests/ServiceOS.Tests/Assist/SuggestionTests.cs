using System.Net;
using ServiceOS.Analysis.Text;
using ServiceOS.Assist;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Assist;

/// <summary>What is held out to agents, and what is learned from what they send.</summary>
public sealed class SuggestionTests
{
    private const string Within = "We ship within one working day, {{consumer.name}}.";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_agent_who_has_the_conversation_sees_filled_answers_to_the_newest_message(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        using var mei = await shop.AgentAsync("mei");
        using var tom = await shop.SignInAsync("tom");
        var ana = await HandedOverAsync(shop);

        var seq = (await ana.SayAsync("when do you ship")).Expect(HttpStatusCode.OK).Json.GetProperty("seq").GetInt64();
        var found = (await mei.PostAsync(Path(ana))).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(seq, found.GetProperty("seq").GetInt64());
        var first = found.GetProperty("items")[0];
        Assert.Equal(("When do you ship?", "We ship within one working day, there."), (first.Text("question"), first.Text("text")));
        Assert.InRange(found.GetProperty("items").GetArrayLength(), 1, 3);
        Assert.Empty((await tom.PostAsync(Path(ana))).Expect(HttpStatusCode.OK).Items());   // another's to answer
        using var wei = await shop.SignInAsync("wei");
        (await wei.PostAsync(Path(ana))).Expect(HttpStatusCode.NotFound);
        (await ana.Http.PostAsync(Path(ana))).Expect(HttpStatusCode.Forbidden);

        await ReplyAsync(mei, ana, "One moment, please.");
        Assert.Empty((await mei.PostAsync(Path(ana))).Expect(HttpStatusCode.OK).Items());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_was_sent_tells_what_became_of_a_suggestion(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        using var mei = await shop.AgentAsync("mei");
        var ana = await HandedOverAsync(shop);

        await OfferAsync(mei, ana, "when do you ship, my phone is 13812345678");
        await ReplyAsync(mei, ana, "We ship within one working day, there.");
        Assert.Equal([(SuggestionFate.Accepted, "when do you ship, my phone is 138****5678")], await TakenAsync(shop, ana));

        await OfferAsync(mei, ana, "when do you ship it?");
        await ReplyAsync(mei, ana, "Dear Ana! We ship within one working day, always.");
        await OfferAsync(mei, ana, "and when do you ship?");
        await ReplyAsync(mei, ana, "Let me look.");
        await ReplyAsync(mei, ana, "We ship within one working day, there.");   // the first reply decides
        Assert.Equal([SuggestionFate.Accepted, SuggestionFate.Edited, SuggestionFate.Rejected], (await TakenAsync(shop, ana)).Select(row => row.Fate));

        var pairs = await shop.Server.Get<IConfirmedPairs>().ListAsync(shop.Cast.Lantern.Id, "en", CancellationToken.None);
        Assert.Contains(new JudgedPair("when do you ship it?", "When do you ship?", IsSame: true), pairs);
        Assert.DoesNotContain(pairs, pair => pair.First == "and when do you ship?");   // nothing else was taken instead
        Assert.Empty(await shop.Server.Get<IConfirmedPairs>().ListAsync(shop.Cast.Lantern.Id, "zh-CN", CancellationToken.None));
        Assert.Empty(await shop.Server.Get<IConfirmedPairs>().ListAsync(shop.Cast.Platform.Id, "en", CancellationToken.None));
    }

    [Theory]
    [InlineData("我们 24 小时内发货。", "我们24小时内发货", SuggestionFate.Accepted)]
    [InlineData("亲，我们会在24小时内发货哦", "我们24小时内发货", SuggestionFate.Edited)]
    [InlineData("请稍等", "我们24小时内发货", SuggestionFate.Rejected)]
    [InlineData("WE SHIP today", "We ship today.", SuggestionFate.Accepted)]
    [InlineData("It is in the box that you opened yesterday", "We ship within one working day", SuggestionFate.Rejected)]
    [InlineData("anything", "", SuggestionFate.Rejected)]
    public void A_reply_that_keeps_half_of_the_words_in_their_order_is_an_edited_suggestion(string sent, string suggested, string fate) =>
        Assert.Equal(fate, SuggestionFate.Of(sent, suggested));

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Two_hundred_confirmed_pairs_teach_the_shop_s_understanding(Engine engine)
    {
        await using var shop = await OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await shop.Server.Get<Database>().InTransactionAsync(async db =>
        {
            for (var i = 0; i < LearnedSimilarity.SamePairsMin; i++)
            {
                await db.RunAsync("""
                    insert into reply_suggestions (tenant_id, conversation_id, seq, item_id, agent_id, language, asked, question, body, offered_at, fate, reply_seq, judged_at)
                    values (@tenant, @conversation, @seq, @item, 'mei', 'en', @asked, 'When do you ship?', 'Soon.', 1, 'accepted', 1, @seq)
                    """, new { tenant = shop.Cast.Lantern.Id, conversation = ana.Conversation, seq = 1_000L + i, item = $"{i:x32}", asked = $"does parcel {i} leave soon" }, CancellationToken.None);
            }
            return 0;
        }, CancellationToken.None);
        await shop.TeachAsync("en", "Yes.", "Do you gift-wrap?");   // what is learned anew learns from people, too

        await Eventually.LearnedAsync(async () =>
        {
            var (model, _) = await shop.Server.Get<ModelShelf>().FindAsync(shop.Cast.Lantern.Id, "en", CancellationToken.None);
            return model.Matcher.IsTrained && model.Lessons.Pairs.Count == LearnedSimilarity.SamePairsMin;
        }, "the model has learned from the pairs");
        Assert.Equal("We ship within one working day, there.", (await ana.AskAsync("When do you ship?")).Text("body"));
    }

    private static string Path(Visitor ana) => $"/v1/desk/conversations/{ana.Conversation}/suggestions";

    private static async Task<Shop> OpenAsync(Engine engine)
    {
        var shop = await Shop.OpenAsync(engine);
        await shop.TeachAsync("en", Within, "When do you ship?", "how fast is shipping");
        await shop.TeachAsync("en", "Within 14 days.", "Can I return it?", "how do I send it back");
        return shop;
    }

    private static async Task<Visitor> HandedOverAsync(Shop shop)
    {
        var ana = await shop.VisitAsync();
        (await ana.Http.PostAsync($"{ana.Path}/handoff")).Expect(HttpStatusCode.OK);
        await shop.AssignAsync();
        Assert.Equal("assigned", await ana.StateAsync());
        return ana;
    }

    private static async Task OfferAsync(HttpClient agent, Visitor ana, string question)
    {
        (await ana.SayAsync(question)).Expect(HttpStatusCode.OK);
        Assert.NotEmpty((await agent.PostAsync(Path(ana))).Expect(HttpStatusCode.OK).Items());
    }

    private static async Task ReplyAsync(HttpClient agent, Visitor ana, string body) =>
        (await agent.PostAsync($"{ana.Path}/messages", new { clientKey = Guid.NewGuid().ToString("n"), body })).Expect(HttpStatusCode.OK);

    /// <summary>What became of the item about shipping, oldest first, once every message was judged.</summary>
    private static async Task<IReadOnlyList<FateRow>> TakenAsync(Shop shop, Visitor ana)
    {
        IReadOnlyList<FateRow> rows = [];
        await Eventually.TrueAsync(async () =>
        {
            rows = await shop.Server.Get<Database>().ReadAsync(async db => await db.ListAsync<FateRow>("""
                select coalesce(fate, '') as fate, asked from reply_suggestions
                where conversation_id = @conversation and question = 'When do you ship?' order by seq
                """, new { conversation = ana.Conversation }, CancellationToken.None), CancellationToken.None);
            return rows.Count > 0 && rows.All(row => row.Fate.Length > 0);
        }, "the suggestions are judged");
        return rows;
    }

    private sealed record FateRow
    {
        public string Fate { get; init; } = "";
        public string Asked { get; init; } = "";

        public static implicit operator FateRow((string Fate, string Asked) row) => new() { Fate = row.Fate, Asked = row.Asked };
    }
}
