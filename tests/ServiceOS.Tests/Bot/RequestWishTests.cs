using System.Reflection;
using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Skills;
using ServiceOS.Understanding;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>"Return it, please" and "how do I return it" share their words: one is done, the other is answered.</summary>
/// <remarks>The sentences lie in requests.csv: for each kind and language at least seven that ask for it, and seven that only look so.</remarks>
public sealed class RequestWishTests
{
    private static readonly IReadOnlyList<Sentence> s_all = Sentence.ReadAll();

    [Fact]
    public void There_are_at_least_fifteen_sentences_a_kind_and_language_half_of_them_hard()
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var kind in Skill.OfRequests)
            {
                var mine = s_all.Where(one => one.Language == language && one.About == kind).ToList();
                Assert.True(mine.Count >= 15, $"{language} {kind}: {mine.Count}");
                Assert.InRange(mine.Count(one => one.Wants == "do"), 7, mine.Count - 7);
            }
        }
    }

    [Fact]
    public void What_is_to_be_done_is_heard_as_that()
    {
        var missed = s_all.Where(one => one.Wants == "do")
            .Select(one => (one, Heard: Hear(one)))
            .Where(one => one.Heard is null || one.Heard.Skill != one.one.About || one.Heard.Act == RequestAct.Ask)
            .Select(one => $"{one.one.Text} [{one.one.About}] {one.Heard}").ToList();

        Assert.True(missed.Count <= s_all.Count(one => one.Wants == "do") * 0.02, string.Join('\n', missed));
    }

    [Fact]
    public void What_is_only_asked_about_is_never_done()
    {
        var taken = s_all.Where(one => one.Wants != "do")
            .Select(one => (one, Heard: Hear(one)))
            .Where(one => one.Heard is { Act: not RequestAct.Ask } || (one.one.Wants == "none" && one.Heard?.Skill == one.one.About))
            .Select(one => $"{one.one.Text} [{one.one.Wants}] {one.Heard}").ToList();

        Assert.True(taken.Count == 0, string.Join('\n', taken));
    }

    [Theory]
    [InlineData("please cacnel my oredr", Skill.CancelOrder)]
    [InlineData("I want to reutrn my order", Skill.ReturnOrder)]
    public void A_slip_of_the_finger_is_heard_through(string text, string? skill) =>
        Assert.Equal(skill, RequestWishes.Of(Normaliser.Normalise(text))?.Skill);

    private static HeardRequest? Hear(Sentence one) => RequestWishes.Of(Normaliser.Normalise(OrderNumbers.Without(one.Text)));

    /// <summary>A sentence of requests.csv.</summary>
    /// <param name="Wants"><c>do</c>, <c>ask</c> how or whether, or <c>none</c>: about it, and not even that.</param>
    private sealed record Sentence(string Language, string About, string Wants, string Text)
    {
        public static IReadOnlyList<Sentence> ReadAll()
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("requests.csv")
                ?? throw new InvalidOperationException("the tests have no requests.csv");
            using var reader = new StreamReader(stream);
            return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
                .Select(line => line.Split(',', 4)).Select(cells => new Sentence(cells[0], cells[1], cells[2], cells[3].Trim('"')))];
        }
    }
}
