using ServiceOS.Analysis.Text;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Understanding;

/// <summary>What was learned from one merchant's knowledge in one language. Never changes; shared by all who ask.</summary>
internal sealed class MerchantModel
{
    private readonly ItemId?[] _items;
    private readonly string?[] _skills;
    private readonly ExactQuestions _exact;

    private MerchantModel(string version, QuestionMatcher matcher, ItemId?[] items, string?[] skills, ExactQuestions exact, IReadOnlyList<JudgedPair> pairs)
    {
        Pairs = pairs;
        _exact = exact;
        Version = version;
        Matcher = matcher;
        _items = items;
        _skills = skills;
    }

    /// <summary>The version of the knowledge that it was built from.</summary>
    public string Version { get; }

    public QuestionMatcher Matcher { get; }

    /// <summary>What it learned from people, besides the knowledge.</summary>
    public IReadOnlyList<JudgedPair> Pairs { get; }

    public ItemId? ItemAt(int number) => _items[number];

    public string? SkillAt(int number) => _skills[number];

    /// <summary>The one item or skill that is asked for in just these words; null when there is none, or more than one.</summary>
    /// <param name="text">Normalised.</param>
    public int? ExactAt(ReadOnlySpan<char> text) => _exact.Find(text);

    /// <summary>Builds the lexical part: milliseconds, so that what is published answers at once.</summary>
    public static MerchantModel Build(KnowledgeSnapshot knowledge, string language)
    {
        var skills = SkillPhrases.In(language);
        var items = new ItemId?[knowledge.Items.Count + skills.Count];
        var names = new string?[items.Length];
        var questions = new List<Question>(items.Length * 8);
        for (var i = 0; i < knowledge.Items.Count; i++)
        {
            var item = knowledge.Items[i];
            items[i] = item.Id;
            questions.Add(new(i, item.Question, IsStandard: true));
            questions.AddRange(item.Similar.Select(similar => new Question(i, similar, IsStandard: false)));
        }
        for (var i = 0; i < skills.Count; i++)
        {
            var number = knowledge.Items.Count + i;
            names[number] = skills[i].Skill;
            questions.AddRange(skills[i].Phrases.Select((phrase, at) => new Question(number, phrase, IsStandard: at == 0)));
        }
        var matcher = QuestionMatcher.Build(LanguageOf(language), questions);
        return new(knowledge.Version, matcher, items, names, ExactQuestions.Of(questions, number => OriginOf(knowledge, number)), []);
    }

    /// <summary>The same with the classifier: up to seconds, in the background.</summary>
    /// <param name="pairs">What people said about which texts ask for the same; too few teach nothing.</param>
    public MerchantModel Trained(IReadOnlyList<JudgedPair> pairs, CancellationToken stop)
    {
        var matcher = Matcher.Trained(new TrainingOptions(), stop);
        var texts = matcher.Questions.Select(question => question.Text);
        if (pairs.Count > 0 && LearnedSimilarity.Learn(matcher.Language, pairs, texts, stop) is { } similarity)
            matcher = matcher.With(similarity);
        return new(Version, matcher, _items, _skills, _exact, pairs);
    }

    /// <summary>Whose an item is; null for a skill, which everybody has.</summary>
    private static TenantId? OriginOf(KnowledgeSnapshot knowledge, int number) =>
        number < knowledge.Items.Count ? knowledge.Items[number].Origin : null;

    public static Language LanguageOf(string language) =>
        Tenants.Contracts.Locales.IsEnglish(language) ? Language.English : Language.Chinese;
}
