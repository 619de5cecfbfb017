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
        var normalised = Normaliser.Normalise(text.Length <= QuestionMatcher.CharactersMax ? text : text[..QuestionMatcher.CharactersMax]);
        var language = LanguageTest.Of(normalised, MerchantModel.LanguageOf(locale)) == Language.English ? Locales.English : Locales.Chinese;
        var (model, knowledge) = await _shelf.FindAsync(merchant, language, stop);
        return (new Reading
        {
            Text = normalised,
            Language = language,
            Candidates = Match(model, knowledge, text, product),
            KnowledgeVersion = knowledge.Version,
            WantsPerson = Wishes.WantsPerson(normalised),
            IsAngry = Wishes.IsAngry(normalised),
        }, knowledge);
    }

    private static List<Candidate> Match(MerchantModel model, KnowledgeSnapshot knowledge, string text, string? product)
    {
        Span<Analysis.Text.Candidate> top = new Analysis.Text.Candidate[QuestionMatcher.CandidatesMax];
        var count = model.Matcher.Match(text, top);
        var candidates = new List<Candidate>(CandidatesMax);
        foreach (var found in top[..count])
        {
            var item = model.ItemAt(found.Item);
            if (item is { } id && product is not null && knowledge.Find(id) is { Products.Count: > 0 } scoped && !scoped.Products.Contains(product, StringComparer.Ordinal))
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
            if (candidates.Count == CandidatesMax)
                break;
        }
        return candidates;
    }
}
