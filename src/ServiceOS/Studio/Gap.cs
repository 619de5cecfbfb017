using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Contracts;

namespace ServiceOS.Studio;

/// <summary>Questions that ask for the same, some of which the bot failed.</summary>
internal sealed record Gap
{
    public required Language Language { get; init; }

    /// <summary>Most failed first; the first twenty, however many there are.</summary>
    public required IReadOnlyList<GapQuestion> Questions { get; init; }

    /// <summary>The one that is most like all the others.</summary>
    public required GapQuestion Title { get; init; }

    /// <summary>The keys of all of its questions.</summary>
    public required IReadOnlySet<string> Keys { get; init; }

    /// <summary>How often it was asked.</summary>
    public required int Volume { get; init; }

    /// <summary>When the bot failed it, oldest first.</summary>
    public required IReadOnlyList<DateTimeOffset> FailedAt { get; init; }

    /// <summary>How often it failed, by <see cref="Miss"/>.</summary>
    public required IReadOnlyDictionary<string, int> Misses { get; init; }

    /// <summary>By day, the oldest first: how often it was asked, and failed.</summary>
    public required IReadOnlyList<GapDay> Days { get; init; }
    public required DateTimeOffset LastAt { get; init; }

    public int Failed => FailedAt.Count;
}

/// <summary>A day of a gap.</summary>
internal sealed record GapDay(int Volume, int Failed);

/// <summary>One way in which a gap was asked.</summary>
/// <param name="Text">Normalised.</param>
/// <param name="Last">The newest decision on it.</param>
internal sealed record GapQuestion(string Text, int Count, int Failed, AskedQuestion Last)
{
    public string Key => QuestionKey.Of(Text);
}

/// <summary>A question that was asked, and how it failed, if it did.</summary>
internal sealed record Tried(AskedQuestion Asked, Language Language, string? Miss);
