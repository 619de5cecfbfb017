using ServiceOS.Knowledge.Sheets;

namespace ServiceOS.Knowledge.Contracts;

/// <summary>Brings knowledge in without a desk: from a file on the command line, or from written content.</summary>
internal sealed class KnowledgeAdmin(ImportKnowledge import, LoadKnowledge load)
{
    /// <summary>The fields that a file may hold, as <see cref="ImportOrder.Mapping"/> names them.</summary>
    public static IEnumerable<string> ImportFields => KnowledgeColumns.All.Select(column => column.Field);

    /// <summary>Takes in a CSV or XLSX file as drafts, or says what that would do.</summary>
    /// <param name="what">The file and how to read it.</param>
    public Task<ImportOutcome> ImportAsync(ImportOrder what, CancellationToken stop) => import.RunAsync(what, stop);

    /// <summary>Stores and publishes new items in one transaction.</summary>
    /// <returns>Their ids, in the order given.</returns>
    /// <exception cref="ArgumentException">An item breaks a rule; nothing was stored.</exception>
    public Task<IReadOnlyList<ItemId>> LoadAsync(
        TenantId tenant, IReadOnlyList<LoadedItem> items, CancellationToken stop) => load.RunAsync(tenant, items, stop);
}

/// <summary>An item to be loaded.</summary>
internal sealed record LoadedItem
{
    /// <summary>Null: a new id is made.</summary>
    public ItemId? Id { get; init; }

    public required Content Content { get; init; }

    /// <summary>The item of a node above that it stands in for.</summary>
    public ItemId? Overrides { get; init; }
}

/// <summary>A file to be imported.</summary>
internal sealed record ImportOrder
{
    public required TenantId Tenant { get; init; }

    /// <summary>Whose name stands at the drafts.</summary>
    public required string By { get; init; }

    public required ReadOnlyMemory<byte> File { get; init; }

    /// <summary>Field → column header; a field that is absent has no column. Null: guessed from the headers.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>Say what would happen, and store nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The language of the messages.</summary>
    public string Locale { get; init; } = Tenants.Contracts.Locales.Chinese;
}

/// <summary>What came of an import.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>It was stored (or, in a dry run, it would be).</summary>
    public sealed record Done(ImportReport Report) : ImportOutcome;

    /// <summary>Rows have errors; nothing was stored.</summary>
    public sealed record HasErrors(ImportReport Report) : ImportOutcome;

    /// <summary>Colleagues kept changing items meanwhile; nothing was stored. Worth another try.</summary>
    public sealed record Busy : ImportOutcome;

    /// <summary>The file can't be read as a table; nothing was stored.</summary>
    /// <param name="Kind">A stable word: <c>too-many-rows</c>, <c>zip-bomb</c>…</param>
    /// <param name="Why">For people.</param>
    public sealed record Unreadable(string Kind, string Why) : ImportOutcome;
}

/// <summary>What an import does, row by row.</summary>
internal sealed record ImportReport
{
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Field → column header.</summary>
    public required IReadOnlyDictionary<string, string> Mapping { get; init; }

    public required int Rows { get; init; }
    public required int Created { get; init; }
    public required int Updated { get; init; }
    public required int Unchanged { get; init; }

    /// <summary>In the file's order, at most 1,000.</summary>
    public required IReadOnlyList<ImportError> Errors { get; init; }

    /// <summary>What is odd but may be meant: the same words lead to several items. In the file's order, at most 1,000.</summary>
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }

    /// <summary>The first rows, at most 20.</summary>
    public required IReadOnlyList<ImportPreview> Preview { get; init; }

    /// <summary><c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>.</summary>
    public required string Encoding { get; init; }
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Row">As a spreadsheet numbers it: the header is row 1.</param>
internal sealed record ImportError(int Row, string? Column, string Message);

/// <summary>What to look at in a row before it is imported; it hinders nothing.</summary>
internal sealed record ImportWarning(int Row, string? Column, string Message);

/// <summary>What a row becomes.</summary>
/// <param name="Change"><c>new</c>, <c>update</c> or <c>same</c>.</param>
/// <param name="Replaced">For an update: what stands there now; else null.</param>
internal sealed record ImportPreview(int Row, string Question, int SimilarCount, string Answer, string Change, ImportReplaced? Replaced = null);

/// <summary>What a row replaces, cut like the preview.</summary>
internal sealed record ImportReplaced(string Question, int SimilarCount, string Answer);
