using System.Text;

namespace ServiceOS.Analysis.Safety;

/// <summary>Makes what tells who somebody is unrecognisable, and keeps enough to talk about it.</summary>
/// <remarks>
/// 138****5678, 3301**********1234, ***************9354, z***@x.com, 王**, J***, 浙江省杭州市***. Masking what is masked
/// changes nothing.
/// </remarks>
public static class Masker
{
    /// <summary>A mask may uncover nothing new; a text that doesn't settle by then is left as it is.</summary>
    private const int RoundsMax = 4;

    /// <summary>The text with each span masked; the same string when there is none.</summary>
    public static string Mask(string text)
    {
        var spans = new List<PiiSpan>();
        for (var round = 0; round < RoundsMax; round++)
        {
            Pii.Find(text, spans);
            if (spans.Count == 0)
                break;
            text = Replace(text, spans);
        }

        return text;
    }

    /// <summary>What stands in place of one span.</summary>
    public static string Mask(PiiKind kind, ReadOnlySpan<char> value) => kind switch
    {
        PiiKind.Phone => Digits(value, keptBefore: 3, keptAfter: 4),
        PiiKind.Id => Digits(value, keptBefore: 4, keptAfter: 4),
        PiiKind.Card => Digits(value, keptBefore: 0, keptAfter: 4),
        PiiKind.Email => Email(value),
        PiiKind.Address => Address(value),
        _ => Name(value),
    };

    private static string Replace(string text, List<PiiSpan> spans)
    {
        var masked = new StringBuilder(text.Length);
        var end = 0;
        foreach (var span in spans)
        {
            masked.Append(text, end, span.Start - end);
            masked.Append(Mask(span.Kind, text.AsSpan(span.Start, span.Length)));
            end = span.End;
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>The country code is kept, too: +86138****5678.</summary>
    private static string Digits(ReadOnlySpan<char> value, int keptBefore, int keptAfter)
    {
        var characters = value.ToString().ToCharArray();
        var count = characters.Count(IsCounted);
        if (value[0] is '+' or '＋' && count > keptBefore + keptAfter + 2)
            keptBefore += 2;
        var place = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            if (IsCounted(characters[i]) && place++ is var at && at >= keptBefore && at < count - keptAfter)
                characters[i] = '*';
        }

        return new string(characters);
    }

    private static bool IsCounted(char c) => Characters.IsDigit(c) || Characters.FoldLower(c) == 'x';

    private static string Email(ReadOnlySpan<char> value)
    {
        var at = value.IndexOfAny('@', '＠');
        return $"{value[0]}***{value[at..]}";
    }

    private static string Name(ReadOnlySpan<char> value) => $"{value[0]}{(Characters.IsHan(value[0]) ? "**" : "***")}";

    /// <summary>Down to the city, and nothing when no city is named.</summary>
    private static string Address(ReadOnlySpan<char> value)
    {
        var kept = 0;
        for (var parts = 0; parts < 3; parts++)
        {
            var length = Places.LengthAt(value, kept);
            if (length == 0)
                break;
            kept += length;
            if (kept < value.Length && value[kept] is '省' or '市' or '州' or '盟')
                kept++;
        }

        return $"{value[..kept]}***";
    }
}
