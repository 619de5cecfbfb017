namespace ServiceOS.Analysis.Text;

/// <summary>Which documents of an index belong together.</summary>
internal sealed class DocumentGroups
{
    private readonly int[] _ids;        // ascending
    private readonly int[] _runStarts;  // by place, where its runs begin
    private readonly DocumentRun[] _runs;
    private readonly float[] _scales;

    /// <param name="groupOf">By document.</param>
    public DocumentGroups(ReadOnlySpan<int> groupOf)
    {
        _ids = [.. groupOf.ToArray().Distinct().Order()];
        var runs = new List<(int Place, DocumentRun Run)>();
        for (var start = 0; start < groupOf.Length;)
        {
            var end = start + 1;
            while (end < groupOf.Length && groupOf[end] == groupOf[start])
                end++;
            runs.Add((Array.BinarySearch(_ids, groupOf[start]), new(start, end)));
            start = end;
        }

        _runs = new DocumentRun[runs.Count];
        _runStarts = new int[_ids.Length + 1];
        _scales = new float[_ids.Length];
        foreach (var ((place, run), at) in runs.OrderBy(one => one.Place).Select((one, at) => (one, at)))
        {
            _runs[at] = run;
            _runStarts[place + 1] = at + 1;
            _scales[place] += run.End - run.Start;
        }

        foreach (ref var scale in _scales.AsSpan())
            scale = MathF.Pow(scale, -0.25f);
    }

    /// <summary>The groups, ascending. A group's place among them is its place in <see cref="GroupScores"/>.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    public long Bytes => (4L * (_ids.Length + _runStarts.Length + _scales.Length)) + (8L * _runs.Length);

    /// <summary>The documents of a group.</summary>
    public ReadOnlySpan<DocumentRun> RunsOf(int place) => _runs.AsSpan(_runStarts[place].._runStarts[place + 1]);

    /// <summary>What a group's evidence is multiplied by, so that many documents are no advantage.</summary>
    public float ScaleOf(int place) => _scales[place];
}

/// <summary>Documents of one group that follow each other.</summary>
/// <param name="End">The number after the last one's.</param>
internal readonly record struct DocumentRun(int Start, int End);
