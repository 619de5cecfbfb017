using ServiceOS.Bot.Contracts;

namespace ServiceOS.Studio;

/// <summary>Decides whether the bot failed a consumer's question, and how. Pure.</summary>
internal static class Miss
{
    public const string Unknown = "unknown";
    public const string Choices = "choices";
    public const string HandedOver = "handed-over";
    public const string Wrong = "wrong";

    /// <summary>All of them, as they are counted and shown.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Unknown, Choices, HandedOver, Wrong];

    /// <summary>Choices that nobody has touched for so long were of no use.</summary>
    private static readonly TimeSpan s_choosingMax = TimeSpan.FromMinutes(10);

    /// <summary>False for what is no question in words of the consumer's own: a tapped button, a greeting, a wish for a person.</summary>
    public static bool IsQuestion(AskedQuestion asked) =>
        asked.Layer != "choice" && asked.Outcome != "greeting" && asked.Rule is not ("asked-for-person" or "angry") && asked.Text.Any(char.IsLetterOrDigit);

    /// <summary>How the bot failed; null when it did not, or when it is too early to say.</summary>
    /// <param name="asked">A question.</param>
    /// <param name="next">What was decided after it in the same conversation; null when nothing was.</param>
    public static string? Of(AskedQuestion asked, AskedQuestion? next, DateTimeOffset now)
    {
        if (asked.IsWrong)
            return Wrong;
        return asked.Outcome switch
        {
            "out-of-scope" => Unknown,
            "handover" when asked.Rule == "did-not-know" => HandedOver,
            "choices" when next is null => now - asked.At >= s_choosingMax ? Choices : null,
            "choices" => next.Layer == "choice" ? null : Choices,
            _ => null,
        };
    }
}
