namespace ServiceOS.Bot.Reviews;

/// <summary>By what the bot's decisions are told apart when people look them over. Pure.</summary>
internal static class Layers
{
    /// <summary>Small talk is a layer of its own: there is much of it, and nothing in it that could be wrong.</summary>
    public const string Greeting = "greeting";

    /// <summary>All that there are, as they are shown: those that answer, those that ask back, those that give up.</summary>
    public static readonly IReadOnlyList<string> All =
        ["knowledge", "skill", "wish", "slot", "choice", DraftAnswer.Layer, Greeting, "clarify", "wishes", "misses", "out-of-scope"];

    public static string Of(Decision decision) => decision.Outcome == Greeting ? Greeting : decision.Layer;
}
