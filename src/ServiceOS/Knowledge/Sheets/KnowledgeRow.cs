using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Between an item's content and a sheet's row; there and back gives the same content. Pure.</summary>
internal static class KnowledgeRow
{
    /// <summary>The cells of an export, guarded, in the order of <see cref="KnowledgeColumns.All"/>.</summary>
    public static IReadOnlyList<string> Write(ItemId id, Content content) =>
        [.. KnowledgeColumns.All.Select(column => FormulaGuard.Put(CellOf(id, content, column.Field)))];

    /// <summary>The item that a row names by its id; null when it names none.</summary>
    public static ItemId? IdOf(Func<string, string?> cell) =>
        ItemId.TryParse(Cell(cell, KnowledgeColumns.Id)?.Trim(), provider: null, out var id) ? id : null;

    /// <summary>What a row says. A field without a column stays as it was; an empty cell empties it.</summary>
    /// <param name="cell">The cell of a field; null when the field has no column.</param>
    /// <param name="previous">The item as it is; null when it is new.</param>
    /// <param name="zone">Where days and times without an offset are meant.</param>
    public static Reading Read(Func<string, string?> cell, Content? previous, TimeZoneInfo zone)
    {
        var faults = new List<ContentFault>();
        var question = Cell(cell, KnowledgeColumns.Question) ?? "";
        var before = previous ?? new Content();
        var content = new Content
        {
            Question = question,
            Similar = Cell(cell, KnowledgeColumns.Similar) is { } similar ? DistinctOf(similar, question) : before.Similar,
            Answer = new AnswerContent
            {
                Text = Cell(cell, KnowledgeColumns.Answer) ?? before.Answer.Text,
                Links = Cell(cell, KnowledgeColumns.Links) is { } links ? CellLists.SplitLinks(links) : before.Answer.Links,
                Images = Cell(cell, KnowledgeColumns.Images) is { } images ? CellLists.SplitImages(images) : before.Answer.Images,
                Buttons = Cell(cell, KnowledgeColumns.Buttons) is { } buttons ? CellLists.SplitButtons(buttons) : before.Answer.Buttons,
            },
            Language = LanguageOf(Cell(cell, KnowledgeColumns.Language)?.Trim(), question),
            Category = Cell(cell, KnowledgeColumns.Category) ?? before.Category,
            Products = Cell(cell, KnowledgeColumns.Products) is { } products
                ? [.. CellLists.SplitIds(products).Distinct(StringComparer.Ordinal)]
                : before.Products,
            ValidFrom = InstantOf(KnowledgeColumns.ValidFrom, isEnd: false, before.ValidFrom),
            ValidTo = InstantOf(KnowledgeColumns.ValidTo, isEnd: true, before.ValidTo),
        };
        var (tidy, more) = ContentRules.Check(content);
        return new(tidy, [.. faults, .. more]);

        DateTimeOffset? InstantOf(string field, bool isEnd, DateTimeOffset? otherwise)
        {
            if (Cell(cell, field)?.Trim() is not { } text)
                return otherwise;
            if (text.Length == 0)
                return null;
            var at = SheetTimes.Parse(text, zone, isEnd);
            if (at is null)
                faults.Add(new(field, new("看不懂的时间，请写成 2026-11-11 或 2026-11-11 20:00", "is no time: write 2026-11-11 or 2026-11-11 20:00")));
            return at;
        }
    }

    /// <summary>The language that a row is in: as it says, else as its question looks.</summary>
    public static string LanguageOf(string? cell, string question) => cell?.ToUpperInvariant() switch
    {
        null or "" => question.Any(c => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF') ? Locales.Chinese : Locales.English,
        "ZH" or "ZH-CN" or "ZH_CN" or "ZH-HANS" or "CN" or "中文" or "简体中文" or "汉语" or "CHINESE" => Locales.Chinese,
        "EN" or "EN-US" or "EN_US" or "EN-GB" or "英文" or "英语" or "ENGLISH" => Locales.English,
        _ => cell,
    };

    /// <summary>A cell without its guard. Line ends are kept: one after a lone value says that it is whole.</summary>
    private static string? Cell(Func<string, string?> cell, string field) =>
        cell(field) is { } text ? FormulaGuard.Take(text.Trim(' ')).ReplaceLineEndings("\n") : null;

    private static IReadOnlyList<string> DistinctOf(string similar, string question)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { ContentRules.KeyOf(question) };
        return [.. CellLists.SplitQuestions(similar).Where(one => seen.Add(ContentRules.KeyOf(one)))];
    }

    private static string CellOf(ItemId id, Content content, string field) => field switch
    {
        KnowledgeColumns.Id => id.ToString(),
        KnowledgeColumns.Question => content.Question,
        KnowledgeColumns.Similar => CellLists.Join(content.Similar),
        KnowledgeColumns.Answer => content.Answer.Text,
        KnowledgeColumns.Language => content.Language,
        KnowledgeColumns.Category => content.Category ?? "",
        KnowledgeColumns.Products => CellLists.Join(content.Products),
        KnowledgeColumns.ValidFrom => SheetTimes.Write(content.ValidFrom),
        KnowledgeColumns.ValidTo => SheetTimes.Write(content.ValidTo),
        KnowledgeColumns.Links => CellLists.JoinLinks(content.Answer.Links),
        KnowledgeColumns.Images => string.Join('\n', content.Answer.Images),
        KnowledgeColumns.Buttons => CellLists.JoinButtons(content.Answer.Buttons),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, message: null),
    };

    /// <param name="Content">Tidied; good to store only when there are no faults.</param>
    internal sealed record Reading(Content Content, IReadOnlyList<ContentFault> Faults);
}
