using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Studio;

namespace ServiceOS.Tests.Studio;

/// <summary>Whether a golden question comes out as agreed.</summary>
public sealed class GoldenRuleTests
{
    private static readonly ItemId s_above = new(Guid.NewGuid());
    private static readonly ItemId s_unit = new(Guid.NewGuid());
    private static readonly ItemId s_shop = new(Guid.NewGuid());
    private static readonly Dictionary<ItemId, ItemId> s_standIns = new() { [s_shop] = s_unit, [s_unit] = s_above };

    [Fact]
    public void An_item_that_stands_in_for_the_expected_one_is_as_good_and_not_the_other_way_round()
    {
        Assert.True(Golden.IsMet(Expecting(Golden.Item, s_above), Answering(s_shop), s_standIns));
        Assert.True(Golden.IsMet(Expecting(Golden.Item, s_unit), Answering(s_shop), s_standIns));
        Assert.False(Golden.IsMet(Expecting(Golden.Item, s_shop), Answering(s_above), s_standIns));
    }

    [Fact]
    public void Asking_back_is_never_what_was_agreed_on()
    {
        var asks = new Rehearsal("choices", "clarify", Item: null, Skill: null, Rule: null, 0.4, 0.6, ["Shipping"]);
        Assert.DoesNotContain(Golden.Expectations, expects => Golden.IsMet(Expecting(expects, s_shop, "greeting"), asks, s_standIns));
    }

    [Fact]
    public void A_ring_of_stand_ins_ends() =>
        Assert.False(Golden.IsMet(
            Expecting(Golden.Item, new(Guid.NewGuid())), Answering(s_shop), new Dictionary<ItemId, ItemId> { [s_shop] = s_unit, [s_unit] = s_shop }));

    [Theory]
    [InlineData("When do you ship?", "when do you SHIP")]
    [InlineData("多久发货？", "多久发货")]
    public void Case_and_punctuation_make_no_other_question(string one, string other)
    {
        Assert.Equal(Golden.KeyOf(one, product: null, locale: null), Golden.KeyOf(other, product: null, locale: null));
        Assert.NotEqual(Golden.KeyOf(one, product: null, locale: null), Golden.KeyOf(other, "lamp", locale: null));
    }

    private static GoldenRow Expecting(string expects, ItemId item, string? skill = null) => new()
    {
        TenantId = new(Guid.NewGuid()),
        Id = "1",
        WordsKey = "1",
        Question = "?",
        Expects = expects,
        ItemId = item,
        Skill = skill,
        ByName = "Kang",
        At = DateTimeOffset.UnixEpoch,
    };

    private static Rehearsal Answering(ItemId item) => new("answer", "knowledge", new KnowledgeEntry
    {
        Id = item,
        Version = 1,
        Question = "?",
        Similar = [],
        Answer = new() { Text = "!" },
        Products = [],
        Origin = new(Guid.NewGuid()),
    }, Skill: null, Rule: null, 1, 0.6, []);
}
