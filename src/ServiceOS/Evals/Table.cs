using System.Text;
using System.Text.Json;

namespace ServiceOS.Evals;

/// <summary>Rows of a file with named columns: tab-separated with a header line, or one JSON object a line (<c>.jsonl</c>). UTF-8.</summary>
internal sealed class Table
{
    /// <summary>More would be a mistake: a set of questions has a million rows at most.</summary>
    private const int RowsMax = 5_000_000;

    private readonly string _name;
    private readonly string[] _columns;
    private readonly List<string[]> _rows;

    private Table(string name, string[] columns, List<string[]> rows) => (_name, _columns, _rows) = (name, columns, rows);

    public int Count => _rows.Count;

    /// <exception cref="IOException">There is no such file, or it has no rows of this shape.</exception>
    public static Table Read(string path)
    {
        if (!File.Exists(path))
            throw new IOException($"{path}: there is no such file");
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var table = ReadTabs(path, reader);
            return table.Count > 0 ? table : throw new IOException($"{path}: has a header line and no rows");
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"{path}: is not UTF-8", e);
        }
    }

    /// <summary>The objects of a file with one a line.</summary>
    /// <exception cref="IOException">There is no such file, or a line isn't an object.</exception>
    public static IReadOnlyList<JsonElement> ReadObjects(string path)
    {
        if (!File.Exists(path))
            throw new IOException($"{path}: there is no such file");
        var objects = new List<JsonElement>();
        foreach (var (line, text) in File.ReadLines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            try
            {
                using var document = JsonDocument.Parse(text);
                objects.Add(document.RootElement.Clone());
            }
            catch (JsonException e)
            {
                throw new IOException($"{path}, line {line + 1}: is not JSON: {e.Message}", e);
            }
        }
        return objects.Count > 0 ? objects : throw new IOException($"{path}: has no lines");
    }

    public bool Has(string column) => Array.IndexOf(_columns, column) >= 0;

    /// <summary>The values of a column, by row.</summary>
    /// <exception cref="IOException">There is no such column.</exception>
    public IReadOnlyList<string> Column(string column)
    {
        var place = Array.IndexOf(_columns, column);
        if (place < 0)
            throw new IOException($"{_name}: has no column '{column}' (it has {string.Join(", ", _columns)})");
        return [.. _rows.Select(row => row[place])];
    }

    private static Table ReadTabs(string path, StreamReader reader)
    {
        var header = reader.ReadLine()?.TrimStart('\uFEFF') ?? throw new IOException($"{path}: is empty");
        var columns = header.Split('\t');
        var rows = new List<string[]>();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0)
                continue;
            var cells = line.Split('\t');
            if (cells.Length != columns.Length)
                throw new IOException($"{path}, line {number}: has {cells.Length} columns instead of {columns.Length}");
            if (rows.Count == RowsMax)
                throw new IOException($"{path}: has over {RowsMax} rows");
            rows.Add(cells);
        }
        return new(path, columns, rows);
    }
}
