using ServiceOS.Analysis.Text;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Understanding.Contracts;

/// <summary>Reads what a consumer says, in the light of what the merchant knows.</summary>
internal sealed class Understander
{
    private const int CandidatesMax = 5;
    private readonly ModelShelf _shelf;

    internal Understander(ModelShelf shelf) => _shelf = shelf;

    /// <summary>What the text seems to want.</summary>
    /// <param name="merchant">Whose consumer speaks.</param>
    /// <param name="locale">The conversation's language, for texts that don't tell.</param>
    /// <param name="text">As it came.</param>
    /// <param name="product">The product of the page; null when none. Items about other products are left out.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<(Reading Reading, KnowledgeSnapshot Knowledge)> ReadAsync(
        TenantId merchant, string locale, string text, string? product, CancellationToken stop)
    {
        var (normalised, language) = Normalised(text, locale);
        var (model, knowledge) = await _shelf.FindAsync(merchant, language, stop);
        return (Read(model, knowledge, new(text, normalised, language, product)), knowledge);
    }

    /// <summary>True when all that a merchant knows in a language has been learned, so that the same text is read the same again.</summary>
    public async Task<bool> HasLearnedAsync(TenantId merchant, string locale, CancellationToken stop) =>
        (await _shelf.FindAsync(merchant, locale, stop)).Model is { IsWhole: true } or { CanBeTrained: false };

    /// <summary>The same for a conversation, which may be answered from what is being rolled out.</summary>
    public async ValueTask<(Reading Reading, Served Served)> ReadForAsync(
        TenantId merchant, string locale, string text, string? product, ConversationId conversation, CancellationToken stop)
    {
        var (normalised, language) = Normalised(text, locale);
        var (model, served) = await _shelf.ServeAsync(merchant, language, conversation, stop);
        return (Read(model, served.Snapshot, new(text, normalised, language, product)), served);
    }

    /// <summary>The same in the light of what is being rolled out; null when it isn't any more.</summary>
    public async ValueTask<(Reading Reading, KnowledgeSnapshot Knowledge)?> ReadCandidateAsync(
        string rollout, TenantId merchant, string locale, string text, string? product, CancellationToken stop)
    {
        var (normalised, language) = Normalised(text, locale);
        return await _shelf.FindCandidateAsync(merchant, language, rollout, stop) is var (model, knowledge)
            ? (Read(model, knowledge, new(text, normalised, language, product)), knowledge)
            : null;
    }

    /// <summary>The same over a model that is at hand. Pure.</summary>
    internal static Reading Read(MerchantModel model, KnowledgeSnapshot knowledge, ToRead what)
    {
        var (text, normalised, language, product) = what;
        var exact = model.ExactAt(normalised);
        if (exact is null && Negations.Without(normalised) is { } left)
            return left.Length == 0 ? NothingWanted(normalised, language, knowledge) : Read(model, knowledge, what with { Text = left, Normalised = left });
        var wish = ProductWishes.Of(normalised);
        var found = Match(model, knowledge, text, product);
        if (wish is not null)
            found = WithWish(found, knowledge, wish);
        if (exact is { } own && model.ItemAt(own) is not null && !IsAboutAnother(model.ItemAt(own), knowledge, product))
            found = First(CertainOf(model, knowledge, own, found), found);
        else if (SmallTalk.Of(normalised) is { } talk)
            found = First(SureOf(talk, normalised), found);
        else if (exact is { } known && model.SkillAt(known) is not null)
            found = First(CertainOf(model, knowledge, known, found), found);
        return new Reading
        {
            Text = normalised,
            Language = language,
            Candidates = found.Count > CandidatesMax ? found[..CandidatesMax] : found,
            KnowledgeVersion = knowledge.Version,
            Wish = wish,
            Request = wish is null ? RequestOf(normalised, found) : null,
            IsQuestion = RequestWishes.IsQuestion(normalised),
            Risk = Wishes.RiskIn(normalised),
            WantsPerson = Wishes.WantsPerson(SmallTalk.WithoutIdentity(normalised)),
            IsAngry = Wishes.IsAngry(normalised),
        };
    }

    private static HeardRequest? RequestOf(string normalised, List<Candidate> found) => RequestWishes.Of(normalised) is { } heard
        ? heard with { IsKnown = found.Count > 0 && RequestWishes.Speaks(Normaliser.Normalise(found[0].Question), heard.Skill) }
        : null;

    /// <summary>All that was said is what shall not be done.</summary>
    private static Reading NothingWanted(string normalised, string language, KnowledgeSnapshot knowledge) => new()
    {
        Text = normalised,
        Language = language,
        Candidates = [SureOf(Skill.Acknowledged, normalised)],
        KnowledgeVersion = knowledge.Version,
        IsAngry = Wishes.IsAngry(normalised),
        Risk = Wishes.RiskIn(normalised),
    };

    /// <summary>A text as it is compared, and the language that it is written in.</summary>
    /// <param name="locale">For texts that don't tell.</param>
    internal static (string Text, string Language) Normalised(string text, string locale)
    {
        var normalised = Normaliser.Normalise(text.Length <= QuestionMatcher.CharactersMax ? text : text[..QuestionMatcher.CharactersMax]);
        return (normalised, LanguageTest.Of(normalised, MerchantModel.LanguageOf(locale)) == Language.English ? Locales.English : Locales.Chinese);
    }

    /// <summary>Those that are about the same wish. What is left for stock shares the confidence: a shop has one item about stock, not one a product.</summary>
    private static List<Candidate> WithWish(List<Candidate> candidates, KnowledgeSnapshot knowledge, string wish)
    {
        var same = candidates.Where(candidate => HasWish(candidate, knowledge, wish)).ToList();
        var confidence = same.Sum(candidate => candidate.Confidence);
        return wish != Skill.ProductStock || confidence <= 0 ? same : [.. same.Select(candidate => candidate with
        {
            Score = candidate.Score / confidence,
            Confidence = candidate.Confidence / confidence,
        })];
    }

    private static bool HasWish(Candidate candidate, KnowledgeSnapshot knowledge, string wish) =>
        ProductWishes.Of(Normaliser.Normalise(candidate.Question)) == wish
        || (candidate.Item is { } item && knowledge.Find(item) is { } entry && ProductWishes.Of(Normaliser.Normalise(entry.Question)) == wish);

    /// <summary>What was written down in just these words.</summary>
    private static Candidate CertainOf(MerchantModel model, KnowledgeSnapshot knowledge, int number, List<Candidate> found)
    {
        var (item, skill) = (model.ItemAt(number), model.SkillAt(number));
        var near = found.FirstOrDefault(candidate => candidate.Item == item && candidate.Skill == skill);
        var question = near?.Question ?? (item is { } id ? knowledge.Find(id)?.Question : null) ?? skill!;
        return SureOf(skill, question) with { Item = item };
    }

    private static Candidate SureOf(string? skill, string question) =>
        new() { Skill = skill, Question = question, Score = 1, Confidence = 1, Similarity = 1 };

    private static List<Candidate> First(Candidate first, List<Candidate> others) =>
        [first, .. others.Where(other => other.Item != first.Item || other.Skill != first.Skill)];

    private static bool IsAboutAnother(ItemId? item, KnowledgeSnapshot knowledge, string? product) =>
        item is { } id && product is not null && knowledge.Find(id) is { Products.Count: > 0 } scoped
        && !scoped.Products.Contains(product, StringComparer.Ordinal);

    private static List<Candidate> Match(MerchantModel model, KnowledgeSnapshot knowledge, string text, string? product)
    {
        Span<Analysis.Text.Candidate> top = new Analysis.Text.Candidate[QuestionMatcher.CandidatesMax];
        var count = model.Matcher.Match(text, top);
        var candidates = new List<Candidate>(QuestionMatcher.CandidatesMax);
        foreach (var found in top[..count])
        {
            var item = model.ItemAt(found.Item);
            if (IsAboutAnother(item, knowledge, product))
                continue;
            candidates.Add(new()
            {
                Item = item,
                Skill = model.SkillAt(found.Item),
                Question = found.Nearest.Text,
                Score = found.Score,
                Confidence = found.Confidence,
                Similarity = found.Similarity,
            });
        }
        return candidates;
    }
}

/// <summary>A text to be read.</summary>
/// <param name="Text">As it came.</param>
/// <param name="Product">The product of the page; null when none.</param>
internal readonly record struct ToRead(string Text, string Normalised, string Language, string? Product);
