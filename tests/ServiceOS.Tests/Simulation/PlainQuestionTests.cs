using System.Collections.Concurrent;
using System.Net;
using ServiceOS.Bot;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;
using ServiceOS.Understanding;

namespace ServiceOS.Tests.Simulation;

/// <summary>What consumers type first, in the plainest words: the demo's shops must know it.</summary>
/// <remarks>
/// The questions lie in plain-questions.csv and were written before the phrasings that answer them: when one is missed, teach
/// the item other words for the same, never the question itself.
/// </remarks>
[Collection("learning the demo's shops")]
public sealed class PlainQuestionTests(PlainQuestionTests.Asked asked) : IClassFixture<PlainQuestionTests.Asked>
{
    private static readonly IReadOnlyList<PlainQuestion> s_all = PlainQuestion.ReadAll();

    public static TheoryData<string, string> ShopsAndLanguages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var shop in WorldContent.Tree().Merchants)
            {
                data.Add(shop.Slug, Locales.Chinese);
                data.Add(shop.Slug, Locales.English);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(ShopsAndLanguages))]
    public void Plain_questions_are_answered(string shop, string language)
    {
        var replies = asked.Replies.Where(reply => reply.Shop == shop && reply.Question.Language == language && !reply.Question.IsForeign).ToList();

        Assert.True(replies.Count >= 40, "40 questions at least");
        var answered = replies.Count(reply => reply.IsRight);
        var helped = replies.Count(reply => reply.IsRight || reply.IsOffered);
        var wrong = replies.Count(reply => reply.IsWrong);
        var figures = Figures($"{shop} {language}: {answered} answered, {helped} answered or offered, {wrong} wrong of {replies.Count}",
            replies.Where(reply => !reply.IsRight));
        Assert.True(answered >= 0.75 * replies.Count, figures);
        Assert.True(helped >= 0.90 * replies.Count, figures);
        Assert.True(wrong <= 0.04 * replies.Count, figures);
    }

    [Fact]
    public void What_no_shop_knows_is_not_answered()
    {
        var replies = asked.Replies.Where(reply => reply.Question.IsForeign).ToList();

        Assert.True(replies.Count >= 20 * 3, "20 questions at least, in every shop");
        var answered = replies.Where(reply => reply.Outcome is "answer" or "skill").ToList();
        Assert.True(answered.Count <= 0.05 * replies.Count, Figures($"{answered.Count} of {replies.Count} answered", answered));
    }

    [Fact]
    public void At_most_a_third_of_the_questions_are_phrasings_that_the_bot_was_taught()
    {
        var known = s_all.Where(question => !question.IsForeign && Taught(question.Shop, question.Language).Contains(Bare(question.Text))).ToList();

        Assert.True(known.Count <= s_all.Count(question => !question.IsForeign) / 3, string.Join('\n', known.Select(question => question.Text)));
    }

    [Fact]
    public void What_a_choice_is_called_is_an_items_question_or_a_skills_name()
    {
        var labels = asked.Replies.SelectMany(reply => reply.Choices.Select(choice => (reply.Shop, reply.Question.Language, Label: choice))).ToList();

        Assert.NotEmpty(labels);
        Assert.All(labels, one => Assert.True(
            Items(one.Shop).Any(item => WordsOf(item, one.Language).Question == one.Label)
            || Wording.In(one.Language).Skills.Values.Contains(one.Label)
            || Wording.In(one.Language).Person == one.Label, one.Label));
    }

    private static string Figures(string head, IEnumerable<Reply> misses) =>
        $"{head}\n{string.Join('\n', misses.Select(reply => reply.ToString()))}";

    private static HashSet<string> Taught(string shop, string language) =>
    [
        .. Items(shop).Select(item => WordsOf(item, language)).SelectMany(words => words.Similar.Append(words.Question)).Select(Bare),
        .. SkillPhrases.In(language).SelectMany(skill => skill.Phrases).Select(Bare),
    ];

    private static IEnumerable<WorldItem> Items(string shop) =>
        new[] { shop, $"unit-{UnitOf(shop)}", "platform" }.SelectMany(WorldContent.Knowledge);

    private static string UnitOf(string shop) => WorldContent.Tree().Merchants.Single(merchant => merchant.Slug == shop).Unit;

    private static WorldWords WordsOf(WorldItem item, string language) => Locales.IsEnglish(language) ? item.En : item.Zh;

    /// <summary>Without case, spaces and punctuation.</summary>
    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>All questions, asked once of a demo world that has learned what it knows.</summary>
    public sealed class Asked : IAsyncLifetime
    {
        private const int AtOnceMax = 4;

        internal IReadOnlyCollection<Reply> Replies { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var server = await TestServer.StartAsync(Engine.Sqlite);
            var world = await server.Get<LoadWorld>().RunAsync(
                server.Get<AppSettings>().DataFolder, seed: 1, orderCount: 30, (_, _) => { }, CancellationToken.None);
            var replies = new ConcurrentBag<Reply>();
            foreach (var shop in world.Merchants)
            {
                var client = server.Client(shop.Key);
                await LearnAsync(server, shop.Slug);
                var questions = s_all.Where(question => question.Shop == shop.Slug || question.IsForeign);
                await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax }, async (question, _) =>
                {
                    var answer = await client.PostAsync("/v1/ask", new { question = question.Text, locale = question.Language });
                    replies.Add(Reply.Of(shop.Slug, question, answer.Expect(HttpStatusCode.OK).Json));
                });
            }
            Replies = [.. replies.OrderBy(reply => reply.Question.Text, StringComparer.Ordinal)];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        /// <summary>The first question has the model built; training follows in the background.</summary>
        private static async Task LearnAsync(TestServer server, string shop)
        {
            var tenant = (await server.Get<TenantTree>().FindBySlugAsync(shop, CancellationToken.None))!;
            foreach (var language in new[] { Locales.Chinese, Locales.English })
            {
                await Eventually.TrueAsync(async () =>
                {
                    var (model, _) = await server.Get<ModelShelf>().FindAsync(tenant.Id, language, CancellationToken.None);
                    return model.Matcher.IsTrained;
                }, "the model is trained");
            }
        }
    }
}
