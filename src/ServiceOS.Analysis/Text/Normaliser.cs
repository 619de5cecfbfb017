using System.Buffers;
using System.Globalization;

namespace ServiceOS.Analysis.Text;

/// <summary>Brings a text to the one form in which texts are compared.</summary>
/// <remarks>
/// Compatibility forms (NFKC: full width, ligatures, circled digits), case, accents and curly quotes are folded;
/// invisible, control and bidirectional marks, lone surrogates and stray combining accents vanish; white space becomes
/// single spaces, none at the ends; a repeated punctuation mark or symbol stays once. Idempotent, never throws, any
/// input. </remarks>
public static class Normaliser
{
    /// <summary>Characters that always hold the result of so many.</summary>
    public static int LengthMax(int length) => checked(length * CompatibilityTable.ExpansionMax);

    /// <summary>
    /// The normal form. Allocates only the result, and not even that when the text is normal already.
    /// </summary>
    public static string Normalise(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(LengthMax(text.Length));
        try
        {
            var normal = buffer.AsSpan(0, Normalise(text, buffer));
            return normal.SequenceEqual(text) ? text : new string(normal);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the normal form, cut off where <paramref name="to"/> is full. Allocates nothing.</summary>
    /// <returns>How many characters were written.</returns>
    public static int Normalise(ReadOnlySpan<char> text, Span<char> to)
    {
        var writer = new Writer(to);
        for (var i = 0; i < text.Length && !writer.IsFull; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                writer.Letter(char.ToLowerInvariant(c));
            }
            else if (!char.IsSurrogate(c))
            {
                Fold(c, ref writer);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                Fold(char.ConvertToUtf32(c, text[++i]), ref writer);
            }
        }

        return writer.Length;
    }

    private static void Fold(int rune, ref Writer writer)
    {
        if (CompatibilityTable.Find(rune, out var one) is { } spelling)
        {
            foreach (var c in spelling)
                Emit(c, ref writer);
        }
        else if (one != '\0')
        {
            Emit(one, ref writer);
        }
        else if (rune <= char.MaxValue)
        {
            Emit(char.ToLowerInvariant((char)rune), ref writer);
        }
        else
        {
            EmitPair(rune, ref writer);
        }
    }

    private static void Emit(char c, ref Writer writer)
    {
        if (c is >= '\u4E00' and <= '\u9FFF' || char.IsAsciiLetterOrDigit(c))
            writer.Letter(c);
        else if (char.IsWhiteSpace(c))
            writer.Space();
        else if (IsInvisible(c))
            return;
        else if (char.IsPunctuation(c) || char.IsSymbol(c))
            writer.Mark(c);
        else
            writer.Letter(c);
    }

    private static void EmitPair(int rune, ref Writer writer)
    {
        Span<char> pair = stackalloc char[2];
        new System.Text.Rune(rune).EncodeToUtf16(pair);
        switch (CharUnicodeInfo.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.OtherNotAssigned when (rune & 0xFFFE) == 0xFFFE:
                break;
            case UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol:
                writer.Mark(pair);
                break;
            default:
                writer.Pair(pair);
                break;
        }
    }

    private static bool IsInvisible(char c) =>
        c is (>= '\u0300' and <= '\u036F') or (>= '\uFE00' and <= '\uFE0F') or '\u034F' or >= '\uFFF0'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Appends while there is room, and remembers what must not come twice.</summary>
    private ref struct Writer(Span<char> to)
    {
        private readonly Span<char> _to = to;
        private bool _spacePending;

        public int Length { get; private set; }

        public bool IsFull { get; private set; }

        public void Space() => _spacePending = Length > 0;

        public void Letter(char c)
        {
            if (!MakeRoom(1))
                return;
            _to[Length++] = c;
        }

        public void Pair(scoped ReadOnlySpan<char> pair)
        {
            if (!MakeRoom(2))
                return;
            pair.CopyTo(_to[Length..]);
            Length += 2;
        }

        public void Mark(char c)
        {
            if (_spacePending || Length == 0 || _to[Length - 1] != c)
                Letter(c);
        }

        public void Mark(scoped ReadOnlySpan<char> pair)
        {
            if (_spacePending || !_to[..Length].EndsWith(pair))
                Pair(pair);
        }

        private bool MakeRoom(int count)
        {
            if (Length + count + (_spacePending ? 1 : 0) > _to.Length)
            {
                IsFull = true;
                return false;
            }

            if (_spacePending)
                _to[Length++] = ' ';
            _spacePending = false;
            return true;
        }
    }
}
