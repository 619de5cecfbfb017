using System.Globalization;
using System.Text.RegularExpressions;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Bot.Skills.Catalogue;

/// <summary>A product's table of sizes, and which of them fits. Pure.</summary>
/// <remarks>
/// Written by the shop as the attribute <c>sizeChart</c>, in each language: sizes parted by semicolons, each with its measures, as
/// <c>S: thigh 36–42 cm; M: thigh 42–48 cm</c> or <c>M: height 160–170 cm, weight 50–60 kg</c>. Units are cm and kg.
/// </remarks>
internal sealed partial class SizeChart
{
    public const string Attribute = "sizeChart";

    /// <summary>One thing in all the ways in which it is called.</summary>
    private static readonly string[][] s_measures =
    [
        ["身高", "height", "tall"], ["体重", "weight", "weigh"], ["腰围", "waist"], ["胸围", "chest", "bust"], ["臀围", "hip", "hips"],
        ["大腿围", "腿围", "thigh"], ["膝围", "knee"], ["臂围", "上臂围", "upper arm", "arm"], ["腕围", "wrist"], ["脚长", "foot length", "foot", "feet"], ["头围", "head"],
    ];

    private readonly IReadOnlyList<Size> _sizes;

    private SizeChart(IReadOnlyList<Size> sizes) => _sizes = sizes;

    /// <summary>What has to be known, as the table calls it.</summary>
    public IReadOnlyList<string> Measures => [.. _sizes.SelectMany(size => size.Ranges).Select(range => $"{range.Name} ({range.Unit})").Distinct(StringComparer.Ordinal)];

    /// <summary>Null when it is not written as said above.</summary>
    public static SizeChart? Read(string? written)
    {
        if (written is null)
            return null;
        var sizes = new List<Size>();
        foreach (var entry in written.Split([';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var halves = entry.Split([':', '：'], 2, StringSplitOptions.TrimEntries);
            var ranges = halves.Length == 2 ? RangeOf().Matches(halves[1]).Select(ToRange).ToList() : [];
            if (ranges.Count == 0 || halves[0].Length == 0)
                return null;
            sizes.Add(new(halves[0], ranges));
        }
        return sizes.Count > 0 ? new(sizes) : null;
    }

    /// <summary>Which fits; null when nothing is told that the table asks for.</summary>
    /// <param name="text">As it came.</param>
    public Advice? For(string text)
    {
        var told = ToldIn(Normaliser.Normalise(text));
        if (told.Count == 0)
            return null;
        var inAll = _sizes.Where(size => size.Ranges.Where(range => told.ContainsKey(range.Name)).All(range => range.Holds(told[range.Name]))).ToList();
        if (inAll.Count > 0)
            return new(inAll[^1].Name, inAll.Count > 1 ? inAll[0].Name : null);   // on the line between two, the larger is easier to wear
        var inSome = _sizes.Where(size => size.Ranges.Exists(range => told.TryGetValue(range.Name, out var value) && range.Holds(value))).ToList();
        return inSome.Count > 1 ? new(inSome[^1].Name, inSome[0].Name) : new(Size: null, OrElse: null);
    }

    /// <summary>True when a text tells a measure of a body by its name.</summary>
    /// <param name="text">Normalised.</param>
    public static bool TellsMeasure(string text) => s_measures.Any(names => names.Any(name => ValueAfter(text, name) is not null));

    private Dictionary<string, double> ToldIn(string text)
    {
        var told = new Dictionary<string, double>(StringComparer.Ordinal);
        var ranges = _sizes.SelectMany(size => size.Ranges).DistinctBy(range => range.Name, StringComparer.Ordinal).ToList();
        foreach (var range in ranges)
        {
            var names = s_measures.FirstOrDefault(names => names.Contains(range.Name, StringComparer.OrdinalIgnoreCase)) ?? [range.Name.ToLowerInvariant()];
            var value = (ranges.Count(other => other.Unit == range.Unit) == 1 ? ValueWith(text, range.Unit) : null)
                ?? names.Select(name => ValueAfter(text, name)).FirstOrDefault(found => found is not null)
                ?? (ranges.Count == 1 && Number().Matches(text) is [var only] ? Parse(only) : null);
            if (value is { } known)
                told[range.Name] = known;
        }
        return told;
    }

    private static double? ValueAfter(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var found = Number().Match(text, at + name.Length);
        return found.Success && found.Index - at - name.Length <= 8 ? Parse(found) : null;
    }

    private static double? ValueWith(string text, string unit)
    {
        foreach (Match found in Number().Matches(text))
        {
            var said = found.Groups["unit"].Value;
            if (said.Length > 0 && (said is "kg" or "公斤" or "千克" or "斤") == (unit == "kg"))
                return Parse(found);
        }
        return null;
    }

    private static double Parse(Match found)
    {
        var value = double.Parse(found.Groups["n"].Value, CultureInfo.InvariantCulture);
        return found.Groups["unit"].Value switch
        {
            "斤" => value / 2,
            "m" or "米" when value < 3 => (value * 100) + (found.Groups["more"].Success ? MoreOf(found.Groups["more"].Value) : 0),
            _ => value,
        };
    }

    /// <summary>1米7 is 170 cm, 1米72 is 172.</summary>
    private static int MoreOf(string digits) => int.Parse(digits, CultureInfo.InvariantCulture) * (digits.Length == 1 ? 10 : 1);

    private static Range ToRange(Match match) => new(
        match.Groups["name"].Value.Trim(), double.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture),
        double.Parse(match.Groups["to"].Value, CultureInfo.InvariantCulture), match.Groups["unit"].Value.ToLowerInvariant());

    /// <summary>What fits; no size when the table has none.</summary>
    /// <param name="OrElse">The next smaller one that may fit too.</param>
    public sealed record Advice(string? Size, string? OrElse);

    private sealed record Size(string Name, List<Range> Ranges);

    private sealed record Range(string Name, double From, double To, string Unit)
    {
        public bool Holds(double value) => value >= From && value <= To;
    }

    [GeneratedRegex(@"(?<name>[^\d,，、;；:：]+?)\s*(?<from>\d+(\.\d+)?)\s*[-–—~～至到]\s*(?<to>\d+(\.\d+)?)\s*(?<unit>cm|kg)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex RangeOf();

    [GeneratedRegex(@"(?<n>\d{1,3}(\.\d{1,2})?)\s*((?<unit>m|米)(?<more>\d{1,2})?(?![a-z])|(?<unit>cm|厘米|公分|kg|公斤|千克|斤))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
