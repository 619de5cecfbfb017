using System.Globalization;

namespace ServiceOS.Analysis.Safety;

/// <summary>The sums by which a number shows that it was copied right. Digits are ASCII.</summary>
internal static class CheckDigits
{
    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// GB 11643-1999: province, county, date of birth, place in the day's list, and ISO 7064 mod 11-2.
    /// </summary>
    /// <param name="number">18 characters, the last a digit or X.</param>
    public static bool IsResident(ReadOnlySpan<char> number)
    {
        if (number.Length != 18 || !IsProvince(number) || !IsBirthday(number.Slice(6, 8)))
            return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum = ((sum + number[i] - '0') * 2) % 11;
        var last = number[17] is 'x' or 'X' ? 10 : number[17] - '0';
        return (sum + last) % 11 == 1;
    }

    private static bool IsProvince(ReadOnlySpan<char> number) =>
        number[0] is >= '1' and <= '6' && number[1] is >= '1' and <= '6' || number is ['7', '1', ..] or ['8', '1' or '2' or '3', ..];

    private static bool IsBirthday(ReadOnlySpan<char> digits) =>
        digits is ['1', '9', ..] or ['2', '0', ..]
        && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Whether payment cards with such a beginning and length are issued.</summary>
    /// <remarks>UnionPay 62, Visa 4, Mastercard 51–55 and 2221–2720, American Express 34 and 37, JCB 3528–3589,
    /// Diners 36 and 38, Discover 6011 and 65.</remarks>
    public static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var first4 = ((digits[0] - '0') * 1000) + ((digits[1] - '0') * 100) + ((digits[2] - '0') * 10) + digits[3] - '0';
        return digits.Length switch
        {
            14 => first4 / 100 is 36 or 38,
            15 => first4 / 100 is 34 or 37,
            16 => first4 / 1000 == 4 || first4 / 100 is (>= 51 and <= 55) or 62 or 65
                || first4 is (>= 2221 and <= 2720) or (>= 3528 and <= 3589) or 6011,
            >= 17 and <= 19 => first4 / 100 == 62,
            _ => false,
        };
    }
}
