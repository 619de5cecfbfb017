using System.IO.Compression;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>Keeps a small archive from becoming a huge one: counts what is really unpacked, whatever the archive declares.</summary>
internal sealed class UnpackLimit
{
    private const int EntriesMax = 1_000;
    private const long BytesMax = 200L * 1024 * 1024;
    private const long RatioMax = 100;

    /// <summary>Below this an entry may be packed as tightly as it likes: a page of equal cells is no attack.</summary>
    private const long RatioFromBytes = 1024 * 1024;

    private long _unpacked;

    /// <summary>True once the archive went beyond a limit.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Looks at what the archive says of itself, before anything is unpacked.</summary>
    public bool Allows(ZipArchive archive)
    {
        IsExceeded = archive.Entries.Count > EntriesMax
            || archive.Entries.Sum(entry => entry.Length) > BytesMax
            || archive.Entries.Any(entry => IsTooTight(entry.Length, entry.CompressedLength));
        return !IsExceeded;
    }

    public Stream Open(ZipArchiveEntry entry) => new Counting(this, entry.Open(), entry.CompressedLength);

    private static bool IsTooTight(long unpacked, long packed) =>
        unpacked > RatioFromBytes && unpacked / Math.Max(1, packed) > RatioMax;

    private void Count(int bytes, long ofEntry, long packed)
    {
        _unpacked += bytes;
        if (_unpacked <= BytesMax && !IsTooTight(ofEntry, packed))
            return;
        IsExceeded = true;
        throw new InvalidDataException("the archive unpacks to more than is allowed");
    }

    /// <summary>Reads through, counting.</summary>
    private sealed class Counting(UnpackLimit limit, Stream inner, long packed) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            limit.Count(read, _read, packed);
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
