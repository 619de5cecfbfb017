using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Golden questions as a table: what its columns are, what a row says, and what is wrong with it. Pure.</summary>
internal static class GoldenSheet
{
    private const int QuestionCharactersMax = 500;
    private const int ReferenceCharactersMax = 200;

    private const string Question = "question";
    private const string Expects = "expects";
    private const string What = "what";
    private const string Item = "item";
    private const string Product = "product";
    private const string Locale = "locale";

    /// <summary>In the order of an export; the headers each is known by, in lower case, the export's own first.</summary>
    private static readonly (string Field, LocalText Header, string[] Known)[] s_columns =
    [
        (Question, new("问题", "Question"), ["question", "问题", "q"]),
        (Expects, new("预期", "Expects"), ["expects", "预期", "期望", "expected"]),
        (What, new("知识点或技能", "Item or skill"), ["item or skill", "知识点或技能", "知识点", "技能", "what", "skill"]),
        (Product, new("商品", "Product"), ["product", "商品", "商品编号"]),
        (Locale, new("语言", "Language"), ["language", "语言", "locale"]),
        (Item, new("知识点编号", "Item id"), ["item id", "知识点编号", "item", "编号"]),
    ];

    private static readonly Dictionary<string, string> s_expectations = new(StringComparer.OrdinalIgnoreCase)
    {
        [Golden.Item] = Golden.Item,
        ["知识点"] = Golden.Item,
        ["由知识点回答"] = Golden.Item,
        [Golden.Skill] = Golden.Skill,
        ["技能"] = Golden.Skill,
        ["由技能处理"] = Golden.Skill,
        [Golden.HandOver] = Golden.HandOver,
        ["转人工"] = Golden.HandOver,
        [Golden.OutOfScope] = Golden.OutOfScope,
        ["拒识"] = Golden.OutOfScope,
    };

    /// <summary>The table of some questions, its header first.</summary>
    public static IEnumerable<IReadOnlyList<string>> Write(IEnumerable<GoldenRow> rows, string locale) => rows
        .Select(row => (IReadOnlyList<string>)
            [row.Question, row.Expects, row.What ?? row.Skill ?? "", row.Product ?? "", row.Locale ?? "", row.ItemId?.ToString() ?? ""])
        .Prepend([.. s_columns.Select(column => column.Header.In(locale))]);

    /// <summary>What each row agrees on, or what is wrong with it.</summary>
    /// <param name="itemOf">The item that is meant by its id or its question; null when the node can't see one.</param>
    public static IReadOnlyList<Line> Read(Table table, Func<string, ItemId?> itemOf)
    {
        var at = s_columns.ToDictionary(column => column.Field, column => IndexOf(table, column.Known), StringComparer.Ordinal);
        var missing = s_columns.Where(column => column.Field is Question or Expects && at[column.Field] < 0).ToList();
        if (missing.Count > 0)
            return [.. missing.Select(column => new Line(1, null, new(1, null, new($"没有“{column.Header.Zh}”列", $"no column is called {column.Header.En.ToLowerInvariant()}"))))];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. table.Rows.Select(row => Repeated(seen, Of(row, field => Cell(row, at[field]), itemOf)))];
    }

    /// <summary>What a row names its item by; empty when it names none.</summary>
    public static IEnumerable<string> ItemsNamed(Table table)
    {
        var (id, what) = (IndexOf(table, s_columns.Single(column => column.Field == Item).Known), IndexOf(table, s_columns.Single(column => column.Field == What).Known));
        return table.Rows.SelectMany(row => new[] { Cell(row, id), Cell(row, what) }).Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal);
    }

    private static Line Of(TableRow row, Func<string, string> cell, Func<string, ItemId?> itemOf)
    {
        Line Wrong(string? field, string zh, string en) => new(row.Number, null, new(row.Number, field, new(zh, en)));
        if (row.Fault is { } fault)
            return new(row.Number, null, new(row.Number, null, fault));
        if (cell(Question).Length is 0 or > QuestionCharactersMax)
            return Wrong(Question, $"要有 1 到 {QuestionCharactersMax} 个字", $"must have 1 to {QuestionCharactersMax} characters");
        if (!s_expectations.TryGetValue(cell(Expects), out var expects))
            return Wrong(Expects, $"必须是 {string.Join('、', Golden.Expectations)} 之一", $"must be one of {string.Join(", ", Golden.Expectations)}");
        if (cell(Product).Length > ReferenceCharactersMax)
            return Wrong(Product, "太长了", "is too long");
        if (cell(Locale) is not ("" or Locales.Chinese or Locales.English))
            return Wrong(Locale, "必须是 zh-CN 或 en，或留空", "must be zh-CN or en, or empty");
        if (expects == Golden.Skill && !Golden.Skills.Contains(cell(What), StringComparer.Ordinal))
            return Wrong(What, $"必须是 {string.Join('、', Golden.Skills)} 之一", $"must be one of {string.Join(", ", Golden.Skills)}");
        ItemId? item = expects == Golden.Item ? (cell(Item).Length > 0 ? itemOf(cell(Item)) : itemOf(cell(What))) : null;
        if (expects == Golden.Item && item is null)
            return Wrong(cell(Item).Length > 0 ? Item : What, "这里没有这个知识点", "is no item that is seen here");
        return new(row.Number, new(cell(Question), Given(cell(Product)), Given(cell(Locale)), expects, item, expects == Golden.Skill ? cell(What) : null), null);
    }

    private static Line Repeated(HashSet<string> seen, Line line) =>
        line.Agreement is not { } one || seen.Add(Golden.KeyOf(one.Question, one.Product, one.Locale))
            ? line
            : new(line.Number, null, new(line.Number, Question, new("文件里有两行是同一个问题", "is in the file twice")));

    private static int IndexOf(Table table, string[] known)
    {
        foreach (var name in known)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                if (string.Equals(table.Columns[i].Trim(), name, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }
        return -1;
    }

    private static string Cell(TableRow row, int column) => column >= 0 && column < row.Cells.Count ? row.Cells[column].Trim() : "";

    private static string? Given(string cell) => cell.Length == 0 ? null : cell;

    /// <summary>One row: what it agrees on, or what is wrong with it.</summary>
    internal sealed record Line(int Number, Agreement? Agreement, Fault? Fault);

    /// <param name="Row">As a spreadsheet numbers it.</param>
    /// <param name="Field">Which; null: the row as a whole.</param>
    internal sealed record Fault(int Row, string? Field, LocalText Why);
}
