using ServiceOS.Analysis.Text;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>What consumers asked and the bot had something near to: what was far from all is left out, so that nothing foreign is learned.</summary>
internal sealed class AskedTexts(Database database, TimeProvider time) : IAskedTexts
{
    private const int ConversationsMax = 2_000;
    private const int ConversationsChunk = 400;
    private static readonly TimeSpan s_lately = TimeSpan.FromDays(60);

    public async Task<IReadOnlyList<string>> ListAsync(TenantId merchant, string language, int limit, CancellationToken stop)
    {
        var conversations = await database.ReadAsync(async db => await RecentConversation.ListAsync(
            db, [merchant.ToString()], time.GetUtcNow() - s_lately, ConversationsMax, stop), stop);
        var locale = conversations.ToDictionary(one => one.Id, one => one.Locale);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in conversations.Chunk(ConversationsChunk))
        {
            var read = await database.ReadAsync(async db => await DecisionStore.ListAsync(db, [.. chunk.Select(one => one.Id)], stop), stop);
            texts.UnionWith(read.OrderByDescending(row => row.At).Select(row => (Row: row, Decision: Decision.FromJson(row.Body)))
                .Where(one => IsNear(one.Row, one.Decision) && IsIn(one.Decision.Text, locale[one.Row.ConversationId], language))
                .Select(one => one.Decision.Text));
            if (texts.Count >= limit)
                break;
        }
        return [.. texts.Take(limit)];
    }

    /// <summary>What was asked back is left out: learned as the one or the other, it would be answered where it should be asked.</summary>
    private static bool IsNear(DecidedRow row, Decision decision) =>
        row.WrongAt is null && decision.Layer is "knowledge" or "skill" && decision.Outcome is not "greeting";

    private static bool IsIn(string text, string locale, string language) =>
        Locales.IsEnglish(language) == (LanguageTest.Of(text, Locales.IsEnglish(locale) ? Language.English : Language.Chinese) == Language.English);
}
