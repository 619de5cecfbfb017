using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ServiceOS.Orders;

/// <summary>Reads a stream line by line; never holds more than one line and what the pipe has buffered.</summary>
internal static class JsonLines
{
    /// <summary>The lines in order; a line that is longer than <paramref name="bytesMax"/> comes without its bytes.</summary>
    public static async IAsyncEnumerable<Line> ReadAsync(
        PipeReader reader, int bytesMax, [EnumeratorCancellation] CancellationToken stop)
    {
        var number = 1L;
        var isTooLong = false;
        var lines = new List<Line>();
        for (var isOver = false; !isOver;)
        {
            var read = await reader.ReadAsync(stop);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                lines.Add(new(number++, isTooLong || line.Length > bytesMax ? null : line.ToArray()));
                isTooLong = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            isOver = read.IsCompleted;
            isTooLong |= rest.Length > bytesMax;
            if (isOver && (isTooLong || rest.Length > 0))
                lines.Add(new(number, isTooLong ? null : rest.ToArray()));
            if (isOver || isTooLong)
                rest = rest.Slice(rest.End);   // what is too long is dropped as it comes
            // before the lines go out: whoever takes them may stop in the middle
            reader.AdvanceTo(rest.Start, read.Buffer.End);
            foreach (var line in lines)
                yield return line;
            lines.Clear();
        }
    }
}

/// <param name="Number">1 for the first.</param>
/// <param name="Bytes">Without the line's end; null when the line was too long.</param>
internal sealed record Line(long Number, byte[]? Bytes);
