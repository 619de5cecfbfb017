using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Finds words that lead to several items, so that the bot could only guess between them. Pure.</summary>
internal static class SharedWords
{
    private const int WarningsMax = 1_000;

    /// <param name="rows">What is to be imported, in the file's order.</param>
    /// <param name="present">The node's items; those that a row replaces don't count as they stand.</param>
    /// <param name="columnOf">The header of a field's column.</param>
    /// <param name="locale">The language of the messages.</param>
    public static IEnumerable<ImportWarning> Of(
        IReadOnlyList<PlannedRow> rows, IReadOnlyList<WorkingCopyRow> present, Func<string, string?> columnOf, string locale)
    {
        var replaced = rows.Where(row => row.Item is not null).Select(row => row.Item!.Value).ToHashSet();
        var owners = new Dictionary<(string Language, string Key), string>();
        foreach (var item in present.Where(item => !replaced.Contains(item.Id)))
        {
            foreach (var words in ContentJson.Read(item.Content).Similar.Prepend(item.Question))
                owners.TryAdd((item.Language, ContentRules.KeyOf(words)), item.Question);
        }
        return rows.SelectMany(row => OfRow(row, owners, columnOf, locale)).Take(WarningsMax);
    }

    private static IEnumerable<ImportWarning> OfRow(
        PlannedRow row, Dictionary<(string Language, string Key), string> owners, Func<string, string?> columnOf, string locale)
    {
        var content = row.Content;
        foreach (var (words, field) in content.Similar.Select(words => (words, KnowledgeColumns.Similar)).Prepend((content.Question, KnowledgeColumns.Question)))
        {
            if (owners.TryAdd((content.Language, ContentRules.KeyOf(words)), content.Question))
                continue;
            var owner = owners[(content.Language, ContentRules.KeyOf(words))];
            yield return new(row.Number, columnOf(field), new LocalText(
                $"“{words}”也是“{owner}”的问法，机器人分不清该用哪一个", $"“{words}” also leads to “{owner}”; the bot can't tell which is meant").In(locale));
        }
    }
}

/// <summary>A row that can be imported.</summary>
/// <param name="Item">The item that it replaces; null: a new one.</param>
internal sealed record PlannedRow(int Number, ItemId? Item, Content Content);
