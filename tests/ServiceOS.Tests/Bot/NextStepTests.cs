using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Bot;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Tests.Bot;

/// <summary>What holds for every decision of the bot, whatever was read.</summary>
public sealed class NextStepTests
{
    private static readonly string?[] s_skills = [null, null, null, Skill.Greeting, Skill.Thanks, Skill.WhereIsMyOrder, Skill.UrgeShipment];

    [Fact]
    public void A_wish_for_a_person_is_always_honoured() => For(Cases(), one =>
        Assert.Equal(new Step.HandOver("asked-for-person", "wishes"), Decide(one with { Reading = one.Reading with { WantsPerson = true } })));

    [Fact]
    public void A_tap_on_the_persons_button_is_always_honoured() => For(Cases(), one =>
        Assert.IsType<Step.HandOver>(NextStep.Decide(one.Reading, new TappedChoice.Person(), one.Doubts, one.Thresholds)));

    [Fact]
    public void The_same_reading_always_gets_the_same_step() => For(Cases(), one =>
        Assert.Equivalent(Decide(one), Decide(one), strict: true));

    [Fact]
    public void It_answers_exactly_when_it_is_sure_enough_or_nearly_so_of_one_thing_only() => For(Quiet(), one =>
    {
        var found = one.Reading.Candidates;
        var isSure = found.Count > 0 && found[0].Score >= one.Thresholds.Answer;
        var isAlone = found.Count > 0 && found[0].Skill is not (Skill.Greeting or Skill.Thanks) && found[0].Score >= one.Thresholds.Choices
            && found[0].Score >= one.Thresholds.Answer - 0.1
            && found.Skip(1).All(other => other.Score < one.Thresholds.Choices || other.Skill is Skill.Greeting or Skill.Thanks);
        Assert.Equal(isSure || isAlone, Decide(one) is Step.Answer or Step.UseSkill);
    });

    [Fact]
    public void A_yes_takes_the_person_that_was_offered_and_is_small_talk_otherwise()
    {
        var yes = ReadingOf([100], [Skill.Agreed], wantsPerson: false, isAngry: false);
        var lines = new NextStep.Thresholds(Answer: 0.6, Choices: 0.2);

        Assert.IsType<Step.HandOver>(NextStep.Decide(yes, tapped: null, new(Misses: 2, AskedBack: 0), lines));
        Assert.IsType<Step.UseSkill>(NextStep.Decide(yes, tapped: null, new(Misses: 1, AskedBack: 0), lines));
    }

    [Fact]
    public void A_wish_for_a_price_or_stock_is_never_answered_with_what_is_not_sure()
    {
        var lines = new NextStep.Thresholds(Answer: 0.6, Choices: 0.2);
        Reading Wishing(string wish, params int[] scores) => ReadingOf(scores, [null, null], wantsPerson: false, isAngry: false) with { Wish = wish };

        Assert.Equal(Skill.ProductPrice, Assert.IsType<Step.UseSkill>(NextStep.Decide(Wishing(Skill.ProductPrice), tapped: null, default, lines)).Skill);
        Assert.Equal(Skill.ProductPrice, Assert.IsType<Step.UseSkill>(NextStep.Decide(Wishing(Skill.ProductPrice, 40, 30), tapped: null, default, lines)).Skill);
        Assert.IsType<Step.Answer>(NextStep.Decide(Wishing(Skill.ProductPrice, 70), tapped: null, default, lines));
        Assert.Equal(Skill.ProductStock, Assert.IsType<Step.UseSkill>(NextStep.Decide(Wishing(Skill.ProductStock, 10), tapped: null, default, lines)).Skill);
        Assert.IsType<Step.Offer>(NextStep.Decide(Wishing(Skill.ProductStock, 40, 30), tapped: null, default, lines));
    }

    [Fact]
    public void What_it_answers_is_the_best_it_read() => For(Quiet(), one =>
    {
        switch (Decide(one))
        {
            case Step.Answer answer:
                Assert.Equal(one.Reading.Candidates[0].Item, answer.Item);
                break;
            case Step.UseSkill skill:
                Assert.Equal(one.Reading.Candidates[0].Skill, skill.Skill);
                break;
            default:
                break;
        }
    });

    [Fact]
    public void It_asks_back_with_one_to_three_likely_meanings_and_never_with_a_greeting() => For(Cases(), one =>
    {
        if (Decide(one) is not Step.Offer offer)
            return;
        Assert.InRange(offer.Candidates.Count, 1, 3);
        Assert.All(offer.Candidates, candidate => Assert.InRange(candidate.Score, one.Thresholds.Choices, one.Thresholds.Answer));
        Assert.DoesNotContain(offer.Candidates, candidate => candidate.Skill is Skill.Greeting or Skill.Thanks);
    });

    [Fact]
    public void Nobody_is_told_a_third_time_that_the_bot_does_not_know() => For(Quiet(), one =>
    {
        var step = Decide(one with { Doubts = one.Doubts with { Misses = NextStep.MissesMax - 1 } });
        Assert.True(step is Step.Answer or Step.UseSkill or Step.Offer { OfferPerson: true } or Step.HandOver { Reason: "did-not-know" }, step.ToString());
        var before = Decide(one with { Doubts = one.Doubts with { Misses = NextStep.MissesMax - 2 } });
        Assert.True(before is Step.Answer or Step.UseSkill or Step.Offer { OfferPerson: true } or Step.OutOfScope { OfferPerson: true }, before.ToString());
    });

    [Fact]
    public void No_person_comes_unasked_before_the_third_miss_however_often_it_asked_back() => For(Quiet(), one =>
    {
        if (Decide(one) is Step.HandOver)
            Assert.True(one.Doubts.Misses >= NextStep.MissesMax - 1, $"{one.Doubts}");
    });

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, false)]
    [InlineData(0, 2, true)]
    [InlineData(0, 9, true)]
    [InlineData(1, 0, true)]
    public void A_person_is_offered_after_one_miss_or_two_choices_that_were_left_aside(long misses, long askedBack, bool isOffered)
    {
        var thresholds = new NextStep.Thresholds(Answer: 0.6, Choices: 0.2);
        var doubts = new Doubts(misses, askedBack);

        var unsure = NextStep.Decide(ReadingOf([40], [null], wantsPerson: false, isAngry: false), tapped: null, doubts, thresholds);
        var lost = NextStep.Decide(ReadingOf([10], [null], wantsPerson: false, isAngry: false), tapped: null, doubts, thresholds);

        Assert.Equal(isOffered, Assert.IsType<Step.Offer>(unsure).OfferPerson);
        Assert.Equal(new Step.OutOfScope(isOffered), lost);
    }

    [Fact]
    public void Whatever_helps_wipes_all_doubts() => For(Cases(), one =>
    {
        var step = Decide(one);
        var after = NextStep.DoubtsAfter(step, one.Doubts);
        Assert.Equal(step switch
        {
            Step.OutOfScope => new(one.Doubts.Misses + 1, one.Doubts.AskedBack),
            Step.Offer => new(one.Doubts.Misses, one.Doubts.AskedBack + 1),
            _ => new Doubts(0, 0),
        }, after);
    });

    [Fact]
    public void A_tapped_skill_is_done_and_an_unknown_one_counts_as_words()
    {
        Assert.All(Skill.OfOrders.Concat(Skill.OfRequests), skill => Assert.Equal(new TappedChoice.Ability(skill), TappedChoice.Read(TappedChoice.ValueOf(skill))));
        Assert.Null(TappedChoice.Read("skill:fly"));
        Assert.Null(TappedChoice.Read("skill:greeting"));
    }

    [Fact]
    public void Every_skill_that_is_offered_has_a_name_in_both_languages() => Assert.All(new[] { "zh-CN", "en" }, language =>
        Assert.Equal(Skill.OfOrders.Concat(Skill.OfRequests).Except([Skill.Complain]).Order(StringComparer.Ordinal), Wording.In(language).Skills.Keys.Order(StringComparer.Ordinal)));

    [Fact]
    public void A_stricter_shop_never_gets_more_answers() => For(Quiet(), one =>
    {
        var stricter = one.Thresholds with { Answer = Math.Min(1, one.Thresholds.Answer + 0.1) };
        if (Decide(one with { Thresholds = stricter }) is Step.Answer or Step.UseSkill)
            Assert.True(Decide(one) is Step.Answer or Step.UseSkill);
    });

    private static Step Decide(Case one) => NextStep.Decide(one.Reading, tapped: null, one.Doubts, one.Thresholds);

    private static void For(Gen<Case> cases, Action<Case> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), holds));

    private static Gen<Case> Quiet() => Cases().Select(one => one with { Reading = one.Reading with { WantsPerson = false, IsAngry = false } });

    private static Gen<Case> Cases() =>
        from scores in Gen.Choose(0, 100).ListOf()
        from skills in Gen.Elements(s_skills).ListOf()
        from wants in Gen.Choose(0, 9)
        from angry in Gen.Choose(0, 9)
        from misses in Gen.Choose(0, 4)
        from askedBack in Gen.Choose(0, 6)
        from answer in Gen.Choose(0, 100)
        from choices in Gen.Choose(0, answer)
        select new Case(ReadingOf([.. scores], [.. skills], wants == 0, angry == 0), new(misses, askedBack), new(answer / 100.0, choices / 100.0));

    /// <summary>As understanding gives it: at most five candidates, best first.</summary>
    private static Reading ReadingOf(IReadOnlyList<int> scores, IReadOnlyList<string?> skills, bool wantsPerson, bool isAngry) => new()
    {
        Text = "words",
        Language = "en",
        KnowledgeVersion = "1",
        WantsPerson = wantsPerson,
        IsAngry = isAngry,
        Candidates = [.. scores.Take(5).OrderDescending().Select((score, at) =>
        {
            var skill = at < skills.Count ? skills[at] : null;
            return new Candidate
            {
                Skill = skill,
                Item = skill is null ? ItemId.New(DateTimeOffset.UnixEpoch) : null,
                Question = $"question {at}",
                Score = score / 100.0,
                Confidence = score / 100.0,
                Similarity = score / 100.0,
            };
        })],
    };

    private sealed record Case(Reading Reading, Doubts Doubts, NextStep.Thresholds Thresholds);
}
