using ServiceOS.Analysis.Text;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Understanding;

/// <summary>What was learned from one merchant's knowledge in one language. Never changes; shared by all who ask.</summary>
internal sealed class MerchantModel
{
    /// <summary>Items from which nearness alone ranks: a plane for each would take hours to train and tell little apart.</summary>
    private const int ItemsToTrainMax = 5_000;

    /// <summary>Share of changed items from which everything is built anew.</summary>
    private const int AnewFrom = 4;

    /// <summary>Ways of asking an item from which unlabelled texts add nothing: measured, 10 gain 2 to 4 points, 20 none.</summary>
    private const int FewPhrasings = 15;

    /// <summary>Unlabelled texts below which a chance few would weigh too much.</summary>
    private const int AskedMin = 50;

    private readonly KnowledgeSnapshot _knowledge;
    private readonly Numbering _numbers;
    private readonly string _language;
    private readonly ExactQuestions _exact;

    private MerchantModel(
        KnowledgeSnapshot knowledge, string language, QuestionMatcher matcher, Numbering numbers, ExactQuestions exact, Lessons lessons)
    {
        Lessons = lessons;
        _knowledge = knowledge;
        _language = language;
        _numbers = numbers;
        _exact = exact;
        Matcher = matcher;
    }

    /// <summary>The version of the knowledge that it was built from.</summary>
    public string Version => _knowledge.Version;

    public QuestionMatcher Matcher { get; }

    /// <summary>What it learned from besides the knowledge.</summary>
    public Lessons Lessons { get; }

    /// <summary>Whether all of it was trained together; not so when it followed the knowledge since.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Whether its numbers tell how it came to be: see <see cref="Follow"/>.</summary>
    private bool HasFollowed { get; init; }

    /// <summary>Whether a classifier would tell its items apart.</summary>
    public bool CanBeTrained => _knowledge.Items.Count <= ItemsToTrainMax;

    /// <summary>Whether so few ways of asking were written down that it would learn words from what is asked.</summary>
    public bool HasFewPhrasings => _knowledge.Items.Sum(item => 1 + item.Similar.Count) < FewPhrasings * _knowledge.Items.Count;

    public ItemId? ItemAt(int number) => _numbers.ItemAt(number);

    public int? NumberOf(ItemId item) => _numbers.Find(item);

    public string? SkillAt(int number) => _numbers.SkillAt(number);

    /// <summary>The one item or skill that is asked for in just these words; null when there is none, or more than one.</summary>
    /// <param name="text">Normalised.</param>
    public int? ExactAt(ReadOnlySpan<char> text) => _exact.Find(text);

    /// <summary>Builds the lexical part: milliseconds, so that what is published answers at once.</summary>
    public static MerchantModel Build(KnowledgeSnapshot knowledge, string language)
    {
        var numbers = Numbering.Of(knowledge, language);
        var questions = QuestionsOf(knowledge.Items, numbers, language);
        var matcher = QuestionMatcher.Build(LanguageOf(language), Fitting(questions));
        return new(knowledge, language, matcher, numbers, ExactOf(questions, knowledge, numbers), Lessons.None);
    }

    /// <summary>The model of newer knowledge: what didn't change keeps its training, what did is found at once by nearness.</summary>
    public MerchantModel Follow(KnowledgeSnapshot newer)
    {
        var (changed, gone) = newer.Changed(_knowledge);
        if ((changed.Count + gone.Count) * AnewFrom > newer.Items.Count || Matcher.Questions.Count == InvertedIndex.DocumentsMax)
            return Build(newer, _language);   // of a full index nobody knows what it left out
        var numbers = _numbers.With(changed);
        var anew = changed.Select(item => item.Id).Concat(gone).Select(numbers.Find).OfType<int>().ToHashSet();
        var added = QuestionsOf(changed, numbers, language: null);
        var questions = QuestionsOf(newer.Items, numbers, _language);
        if (questions.Count > InvertedIndex.DocumentsMax)
            return Build(newer, _language);
        var matcher = Matcher.WithRemoved(anew).WithAdded(added);
        return new(newer, _language, matcher, numbers, ExactOf(questions, newer, numbers), Lessons) { HasFollowed = true };
    }

    /// <summary>The same with the classifier: up to seconds, in the background.</summary>
    /// <param name="lessons">What else is learned from.</param>
    /// <param name="stop">Gives up.</param>
    public MerchantModel Trained(Lessons lessons, CancellationToken stop)
    {
        if (HasFollowed)
            return Build(_knowledge, _language).Trained(lessons, stop);   // so that all nodes learn the same, whatever they saw before
        if (!CanBeTrained)
            return this;
        var similarity = LearnedSimilarity.Learn(Matcher.Language, lessons.Pairs, Matcher.Questions.Select(question => question.Text), stop);
        var options = new TrainingOptions { Unlabelled = HasFewPhrasings && lessons.Asked.Count >= AskedMin ? lessons.Asked : [] };
        return new(_knowledge, _language, Matcher.Trained(options, stop).With(similarity), _numbers, _exact, lessons) { IsWhole = true };
    }

    public static Language LanguageOf(string language) =>
        Tenants.Contracts.Locales.IsEnglish(language) ? Language.English : Language.Chinese;

    /// <summary>In the order of the items, then of the skills of a language.</summary>
    private static List<Question> QuestionsOf(IReadOnlyList<KnowledgeEntry> items, Numbering numbers, string? language)
    {
        var questions = new List<Question>(items.Count * 8);
        foreach (var item in items)
        {
            var number = numbers.Find(item.Id)!.Value;
            questions.Add(new(number, item.Question, IsStandard: true));
            questions.AddRange(item.Similar.Select(similar => new Question(number, similar, IsStandard: false)));
        }
        foreach (var (place, (_, phrases)) in (language is null ? [] : SkillPhrases.In(language)).Index())
            questions.AddRange(phrases.Select((phrase, at) => new Question(place, phrase, IsStandard: at == 0)));
        return questions;
    }

    /// <summary>As many as an index holds: standard questions before similar ones.</summary>
    private static List<Question> Fitting(List<Question> questions) =>
        questions.Count <= InvertedIndex.DocumentsMax
            ? questions
            : [.. questions.OrderByDescending(question => question.IsStandard).Take(InvertedIndex.DocumentsMax)];

    private static ExactQuestions ExactOf(List<Question> questions, KnowledgeSnapshot knowledge, Numbering numbers) =>
        ExactQuestions.Of(questions, number => numbers.ItemAt(number) is { } item ? knowledge.Find(item)?.Origin : null);
}
