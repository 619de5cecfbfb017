namespace ServiceOS.Analysis.Safety;

/// <summary>Finds Chinese names: a surname, one or two characters more, and something around them that says so.</summary>
internal static class NameFinder
{
    private const int GivenMax = 2;

    /// <summary>How far a number or an address of the same person may be, in characters.</summary>
    private const int LinkMax = 16;

    /// <summary>Adds names outside the spans that are there already, which are sorted by start.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PiiSpan> into)
    {
        var (known, next) = (into.Count, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var step = text[i..].IndexOfAny(NameWords.Beginnings);
            if (step < 0)
                return;
            i += step;
            while (next < known && into[next].End <= i)
                next++;
            if (next < known && i >= into[next].Start)
            {
                i = into[next].End - 1;
                continue;
            }

            var around = new Around(
                next > 0 ? into[next - 1].End : -1, next < known ? into[next].Start : text.Length, next < known);
            var length = LengthAt(text, i, around);
            if (length == 0)
                continue;
            into.Add(new(i, i + length, PiiKind.Name));
            i += length - 1;
        }
    }

    /// <summary>What is known on both sides of a place.</summary>
    /// <param name="Before">Where the span before ends; -1 when there is none.</param>
    /// <param name="After">Where the next begins, or the text ends.</param>
    /// <param name="HasAfter">Whether there is a next.</param>
    private readonly record struct Around(int Before, int After, bool HasAfter);

    private static int LengthAt(ReadOnlySpan<char> text, int at, Around around)
    {
        var surname = NameWords.SurnameAt(text, at);
        if (surname == 0 || (surname == 1 && (NameWords.IsWord(text, at) || NameCues.IsInside(text, at))))
            return 0;
        var left = LeftOf(text, at, around);
        if (left == Left.None)
            return 0;

        var (best, length) = (0, 0);
        for (var given = 1; given <= GivenMax && at + surname + given <= around.After; given++)
        {
            if (NameWords.IsNever(text[at + surname + given - 1]))
                break;
            var score = Score(text, at, surname, given, left, around);
            if (score > 0 && score >= best)
                (best, length) = (score, surname + given);
        }

        return length;
    }

    private enum Left
    {
        None,

        /// <summary>A word that many things follow.</summary>
        Weak,

        /// <summary>The beginning of a clause.</summary>
        Edge,

        /// <summary>A word that a name may follow.</summary>
        Perhaps,

        /// <summary>A word that a name follows.</summary>
        Sure,
    }

    private static Left LeftOf(ReadOnlySpan<char> text, int at, Around around) => NameCues.Announcement(text, at) switch
    {
        2 => Left.Sure,
        1 => Left.Perhaps,
        _ when at == 0 || at == around.Before || !char.IsLetterOrDigit(text[at - 1]) => Left.Edge,
        _ when NameCues.IsWeaklyAnnounced(text, at) => Left.Weak,
        _ => Left.None,
    };

    /// <returns>0 when it is none.</returns>
    private static int Score(ReadOnlySpan<char> text, int at, int surname, int given, Left left, Around around)
    {
        var end = at + surname + given;
        var likely = Likely(text.Slice(at + surname, given));
        var isPlausible = likely == given || surname == 2;
        var right = RightOf(text, end, around);
        var isLinked = IsLinked(text, at, end, right, around);
        var isNamed = NameCues.HasTitle(text, end) || NameCues.OnlyAfterNames(text, end);
        var isDoubtful = surname == 1 && NameWords.IsDoubtful(text[at]);
        var believed = left switch
        {
            Left.Sure => right > 0 || isNamed || (isPlausible && !isDoubtful),
            Left.Perhaps => (right > 0 || isNamed) && (isPlausible || (isNamed && !isDoubtful) || isLinked || (given == 2 && likely > 0 && right == 2)),
            Left.Edge => (isNamed && !isDoubtful) || (isNamed && isPlausible) || (isLinked && (isPlausible || (given == 2 && (!isDoubtful || likely > 0)))),
            _ => (isNamed || isLinked) && (isPlausible || (given == 2 && likely > 0)),
        };
        return believed ? 1 + (2 * right) + (isNamed ? 4 : 0) + (isPlausible ? 1 : 0) + (isLinked ? 1 : 0) : 0;
    }

    private static int Likely(ReadOnlySpan<char> given)
    {
        var count = 0;
        foreach (var c in given)
            count += NameWords.IsGiven(c) ? 1 : 0;
        return count;
    }

    /// <summary>2 when nothing of a word goes on here, 1 when a sentence may go on, else 0.</summary>
    private static int RightOf(ReadOnlySpan<char> text, int end, Around around)
    {
        if (end == text.Length || (end == around.After && around.HasAfter) || !char.IsLetter(text[end]))
            return 2;
        return NameCues.Follows(text, end) ? 1 : 0;
    }

    private static bool IsLinked(ReadOnlySpan<char> text, int at, int end, int right, Around around)
    {
        if (right == 0 && !NameCues.HasTitle(text, end))
            return false;
        if (around.HasAfter && around.After - end <= LinkMax && NameCues.IsLink(text, end, around.After))
            return true;
        return right == 2 && around.Before >= 0 && at - around.Before <= LinkMax && NameCues.IsLink(text, around.Before, at);
    }
}
