using ServiceOS.Analysis.Text;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Understanding.Contracts;

/// <summary>How alike questions are, by their words alone: for those who write them, not for those who answer.</summary>
internal sealed class Likeness
{
    private readonly ModelShelf _shelf;

    internal Likeness(ModelShelf shelf) => _shelf = shelf;

    /// <summary>What a merchant answers from, to be compared with.</summary>
    /// <param name="merchant">A node that is there.</param>
    /// <param name="language"><c>zh-CN</c> or <c>en</c>.</param>
    public async ValueTask<Compared<KnowledgeEntry>> LiveAsync(TenantId merchant, string language, CancellationToken stop)
    {
        var (model, knowledge) = await _shelf.FindAsync(merchant, language, stop);
        return new(model.Matcher, number => model.ItemAt(number) is { } item ? knowledge.Find(item) : null);
    }

    /// <summary>How near an item that is live is to a text, however far behind; null when it isn't live, or has nothing in common with it.</summary>
    public async ValueTask<(string Question, double Similarity)?> CompareAsync(
        TenantId merchant, string language, string text, ItemId item, CancellationToken stop)
    {
        var (model, knowledge) = await _shelf.FindAsync(merchant, language, stop);
        return knowledge.Find(item) is not null && model.NumberOf(item) is { } number
            && model.Matcher.Compare(text, number) is { } found ? (found.Nearest.Text, found.Similarity) : null;
    }

    /// <summary>Other things with questions, to be compared with.</summary>
    /// <param name="things">Each with its questions, the standard one first.</param>
    public static Compared<T> Of<T>(string language, IReadOnlyList<(T Thing, IReadOnlyList<string> Questions)> things)
        where T : class
    {
        var questions = things.SelectMany((thing, number) => thing.Questions.Select((text, at) => new Question(number, text, IsStandard: at == 0)));
        var english = Locales.IsEnglish(language);
        var matcher = QuestionMatcher.Build(english ? Language.English : Language.Chinese, [.. questions.Take(InvertedIndex.DocumentsMax)]);
        return new(matcher, number => things[number].Thing);
    }
}

/// <summary>Things whose questions may be compared with others.</summary>
internal sealed class Compared<T>
    where T : class
{
    private readonly QuestionMatcher _matcher;
    private readonly Func<int, T?> _thingAt;

    internal Compared(QuestionMatcher matcher, Func<int, T?> thingAt)
    {
        _matcher = matcher;
        _thingAt = thingAt;
    }

    /// <summary>The likest, at most ten, in no order.</summary>
    public IReadOnlyList<Alike<T>> Near(string question)
    {
        Span<Analysis.Text.Candidate> top = new Analysis.Text.Candidate[QuestionMatcher.CandidatesMax];
        var near = new List<Alike<T>>(top.Length);
        foreach (var found in top[.._matcher.Match(question, top)])
        {
            if (_thingAt(found.Item) is { } thing)
                near.Add(new(thing, found.Nearest.Text, found.Similarity));
        }
        return near;
    }
}

/// <summary>Something that has a question like another.</summary>
/// <param name="Question">Its question that is likest.</param>
/// <param name="Similarity">0–1.</param>
internal sealed record Alike<T>(T Thing, string Question, double Similarity);
