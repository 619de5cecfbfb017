namespace ServiceOS.Bot.Predicting;

/// <summary>What consumers come for: a knowledge item or something that the bot does, as it is stored and counted.</summary>
internal static class Issue
{
    private const string ItemPrefix = "item:";
    private const string SkillPrefix = "skill:";

    public static string Of(ItemId item) => $"{ItemPrefix}{item}";

    public static string Of(string skill) => $"{SkillPrefix}{skill}";

    public static ItemId? ItemOf(string target) =>
        target.StartsWith(ItemPrefix, StringComparison.Ordinal) && ItemId.TryParse(target[ItemPrefix.Length..], provider: null, out var item) ? item : null;

    public static string? SkillOf(string target) =>
        target.StartsWith(SkillPrefix, StringComparison.Ordinal) ? target[SkillPrefix.Length..] : null;

    /// <summary>What a decision knew; null when it knew nothing, or nothing was asked.</summary>
    public static string? Of(Decision decision) => decision.Outcome switch
    {
        "answer" => decision.Item is { } item ? Of(item.Id) : null,
        "skill" => decision.Intent is { } skill ? Of(skill) : null,
        _ => null,
    };
}
