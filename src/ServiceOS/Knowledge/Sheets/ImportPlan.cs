using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Decides what an import does with each row: make an item, change one, or nothing. Pure.</summary>
internal sealed class ImportPlan
{
    private const int ErrorsMax = 1_000;
    private const int PreviewMax = 20;
    private const int PreviewAnswerCharactersMax = 200;

    private readonly Sheet _sheet;
    private readonly IReadOnlyDictionary<string, string> _mapping;
    private readonly Dictionary<string, int> _columns;
    private readonly Dictionary<ItemId, WorkingCopyRow> _byId;
    private readonly Dictionary<(string, string), WorkingCopyRow> _byQuestion = [];
    private readonly Dictionary<object, int> _seen = [];
    private readonly Dictionary<ItemId, int> _idRows = [];
    private readonly List<ImportError> _errors = [];
    private readonly List<ImportPreview> _preview = [];
    private readonly List<ImportWarning> _warnings = [];
    private readonly List<PlannedRow> _planned = [];
    private readonly List<Content> _new = [];
    private readonly List<BulkItem> _updates = [];
    private readonly string _locale;
    private int _unchanged;

    private ImportPlan(Sheet sheet, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<WorkingCopyRow> present, string locale)
    {
        _sheet = sheet;
        _mapping = mapping;
        _locale = locale;
        _columns = mapping.ToDictionary(pair => pair.Key, pair => IndexOf(pair.Value), StringComparer.Ordinal);
        _byId = present.ToDictionary(item => item.Id);
        foreach (var item in present)
            _byQuestion.TryAdd((item.Language, ContentRules.KeyOf(item.Question)), item);
    }

    /// <summary>Items to be made, in the file's order. Only when there are no errors.</summary>
    public IReadOnlyList<Content> New => _new;

    /// <summary>Items to be changed. Only when there are no errors.</summary>
    public IReadOnlyList<BulkItem> Updates => _updates;

    public bool HasErrors => _errors.Count > 0;

    public ImportReport Report => new()
    {
        Columns = _sheet.Columns,
        Mapping = _mapping,
        Rows = _sheet.Rows.Count,
        Created = _new.Count,
        Updated = _updates.Count,
        Unchanged = _unchanged,
        Errors = _errors,
        Warnings = _warnings,
        Preview = _preview,
        Encoding = _sheet.Encoding,
    };

    /// <param name="mapping">Field → column; both known.</param>
    /// <param name="present">The node's items that aren't archived.</param>
    /// <param name="zone">Where times without an offset are meant.</param>
    /// <param name="locale">The language of the messages.</param>
    public static ImportPlan Of(
        Sheet sheet, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<WorkingCopyRow> present, TimeZoneInfo zone, string locale)
    {
        var plan = new ImportPlan(sheet, mapping, present, locale);
        plan.RequireColumn(KnowledgeColumns.Question);
        plan.RequireColumn(KnowledgeColumns.Answer);
        if (!plan.HasErrors)
        {
            foreach (var row in sheet.Rows)
                plan.Take(row, zone);
            plan._warnings.AddRange(SharedWords.Of(plan._planned, present, plan.ColumnOf, locale));
        }
        return plan;
    }

    private void RequireColumn(string field)
    {
        if (_columns.ContainsKey(field))
            return;
        var name = KnowledgeColumns.All.First(column => column.Field == field).Header;
        AddError(row: 1, column: null, new($"没有“{name.Zh}”列，请指定", $"no column holds the {name.En.ToLowerInvariant()}: pick one"));
    }

    private void Take(SheetRow row, TimeZoneInfo zone)
    {
        if (FaultOf(row) is { } fault)
        {
            AddError(row.Number, fault.Column is { } at ? _sheet.Columns[at] : null, fault.Why);
            return;
        }
        if (KnowledgeRow.IdOf(field => CellOf(row, field)) is { } id && !_idRows.TryAdd(id, row.Number))
        {
            AddError(row.Number, ColumnOf(KnowledgeColumns.Id), new($"与第 {_idRows[id]} 行的编号重复", $"has the same id as row {_idRows[id]}"));
            return;
        }
        var reading = KnowledgeRow.Read(field => CellOf(row, field), previous: null, zone);
        var question = (reading.Content.Language, ContentRules.KeyOf(reading.Content.Question));
        var present = PresentOf(row, question);
        if (present is not null)
            reading = KnowledgeRow.Read(field => CellOf(row, field), ContentJson.Read(present.Content), zone);
        if (reading.Faults.Count > 0)
        {
            foreach (var wrong in reading.Faults)
                AddError(row.Number, ColumnOf(wrong.Field), wrong.Why);
            return;
        }
        if (AnswerVariables.UnknownIn(reading.Content.Answer.Text) is { Count: > 0 } unknown)
        {
            var names = string.Join(' ', unknown.Select(name => $"{{{{{name}}}}}"));
            AddError(row.Number, ColumnOf(KnowledgeColumns.Answer), new($"没有这个变量 {names}", $"there is no variable {names}"));
            return;
        }
        object what = present is null ? question : present.Id;
        if (!_seen.TryAdd(what, row.Number))
        {
            var first = _seen[what];
            AddError(row.Number, ColumnOf(KnowledgeColumns.Question), new($"与第 {first} 行的问题重复", $"has the same question as row {first}"));
            return;
        }
        Plan(row.Number, reading.Content, present);
    }

    /// <summary>The item that a row is about: the one it names, else the one with the same question and language; null: a new one.</summary>
    private WorkingCopyRow? PresentOf(SheetRow row, (string Language, string Key) question) =>
        KnowledgeRow.IdOf(field => CellOf(row, field)) is { } id && _byId.TryGetValue(id, out var named)
            ? named
            : _byQuestion.GetValueOrDefault(question);

    private void Plan(int number, Content content, WorkingCopyRow? present)
    {
        _planned.Add(new(number, present?.Id, content));
        var isSame = present is not null && present.Content == ContentJson.Write(content);
        if (isSame)
            _unchanged++;
        else if (present is null)
            _new.Add(content);
        else
            _updates.Add(new(present.Id, content));
        if (_preview.Count == PreviewMax)
            return;
        var before = present is null || isSame ? null : ContentJson.Read(present.Content);
        _preview.Add(new(
            number, content.Question, content.Similar.Count, Cut(content.Answer.Text), isSame ? "same" : present is null ? "new" : "update",
            before is null ? null : new(before.Question, before.Similar.Count, Cut(before.Answer.Text))));
    }

    private static string Cut(string text) => text.Length > PreviewAnswerCharactersMax ? text[..PreviewAnswerCharactersMax] + "…" : text;

    /// <summary>What makes the row unusable; a broken cell that no field reads doesn't matter.</summary>
    private CellFault? FaultOf(SheetRow row) =>
        row.Fault is { Column: { } column } && !_columns.ContainsValue(column) ? null : row.Fault;

    private string? CellOf(SheetRow row, string field) => _columns.TryGetValue(field, out var column) ? row.Cell(column) : null;

    /// <summary>The header of the column that a field of the content came from; <c>answer.text</c> is in <c>answer</c>.</summary>
    private string? ColumnOf(string field) => _mapping.GetValueOrDefault(field switch
    {
        "answer.text" => KnowledgeColumns.Answer,
        "answer.links" => KnowledgeColumns.Links,
        "answer.images" => KnowledgeColumns.Images,
        "answer.buttons" => KnowledgeColumns.Buttons,
        _ => field,
    });

    private void AddError(int row, string? column, LocalText why)
    {
        if (_errors.Count < ErrorsMax)
            _errors.Add(new(row, column, why.In(_locale)));
    }

    private int IndexOf(string column)
    {
        for (var i = 0; i < _sheet.Columns.Count; i++)
        {
            if (_sheet.Columns[i] == column)
                return i;
        }
        throw new ArgumentException($"there is no column {column}", nameof(column));
    }
}
