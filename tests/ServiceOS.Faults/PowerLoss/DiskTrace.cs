using System.Runtime.InteropServices;
using System.Text;

namespace ServiceOS.Faults.PowerLoss;

/// <summary>What a process asked of its disk, in order; see shim.c.</summary>
internal sealed class DiskTrace
{
    private readonly List<Step> _steps = [];

    /// <summary>When the first and the last step ended, ns of the monotonic clock.</summary>
    public (long First, long Last) Span => (_steps[0].AtNs, _steps[^1].AtNs);

    public int Syncs => _steps.Count(step => step.Kind == StepKind.Sync);

    public static DiskTrace Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var trace = new DiskTrace();
        for (var at = 0; at + Marshal.SizeOf<Header>() <= bytes.Length;)
        {
            var header = MemoryMarshal.Read<Header>(bytes.AsSpan(at));
            at += Marshal.SizeOf<Header>();
            var length = header.Kind == StepKind.Write ? (int)header.Bytes : 0;
            if (at + header.NameBytes + length > bytes.Length)
                break;   // the process was killed while it wrote this
            var name = Encoding.UTF8.GetString(bytes, at, (int)header.NameBytes);
            at += (int)header.NameBytes;
            trace._steps.Add(new(header.Kind, name, header.AtNs, header.Offset, bytes.AsMemory(at, length)));
            at += length;
        }
        return trace;
    }

    /// <summary>
    /// The disk as a power cut at a moment may leave it: all that was synced is there; of what was written to a file since its last sync,
    /// each piece is there or not, and the last may be torn.
    /// </summary>
    /// <param name="atNs">The moment.</param>
    /// <param name="before">The files as they were when the trace began.</param>
    /// <param name="folder">Where to make it.</param>
    /// <param name="chance">Decides about what was not synced.</param>
    public void MakeDisk(long atNs, string before, string folder, Random chance)
    {
        foreach (var file in Directory.EnumerateFiles(before).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var done = _steps.TakeWhile(step => step.AtNs <= atNs).ToList();
        var lastSync = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (at, step) in done.Index())
        {
            if (step.Kind == StepKind.Sync)
                lastSync[step.Name] = at;
        }
        foreach (var (at, step) in done.Index())
        {
            var isSynced = at < lastSync.GetValueOrDefault(step.Name, -1);
            if (isSynced || chance.Next(2) == 0)
                Apply(step, Path.Combine(folder, step.Name), isTorn: !isSynced && chance.Next(4) == 0, chance);
        }
    }

    private static void Apply(Step step, string path, bool isTorn, Random chance)
    {
        if (step.Kind == StepKind.Remove)
        {
            File.Delete(path);
            return;
        }
        if (step.Kind == StepKind.Sync)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        if (step.Kind == StepKind.Truncate)
        {
            file.SetLength(step.Offset);
            return;
        }
        file.Position = step.Offset;
        file.Write(isTorn ? step.Data.Span[..chance.Next(step.Data.Length)] : step.Data.Span);
    }

    private enum StepKind : uint { Write = 1, Sync = 2, Truncate = 3, Remove = 4 }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Header
    {
        public readonly StepKind Kind;
        public readonly uint NameBytes;
        public readonly long AtNs;
        public readonly long Offset;
        public readonly long Bytes;
    }

    private sealed record Step(StepKind Kind, string Name, long AtNs, long Offset, ReadOnlyMemory<byte> Data);
}
