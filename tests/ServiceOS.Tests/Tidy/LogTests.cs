using System.Text.RegularExpressions;

namespace ServiceOS.Tests.Tidy;

/// <summary>What a log may hold: ids and numbers, never what somebody said or who somebody is.</summary>
public sealed partial class LogTests
{
    [Fact]
    public void No_log_line_takes_the_words_or_the_name_of_anybody() => Assert.Empty(
        from file in Sources.OfProgram()
        from Match line in Line().Matches(file.Code)
        where Words().IsMatch(line.Groups["fields"].Value)
        select $"{file.Name}: {line.Value}");

    [Fact]
    public void Lines_are_only_logged_through_their_declarations() => Assert.Empty(
        from file in Sources.OfProgram()
        from Match call in Call().Matches(file.Code)
        select $"{file.Name}: {call.Value}");

    [GeneratedRegex(@"partial void Log\w+\((?<fields>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\b(body|text|words|phone|name|email|address|question|answer|message|content|reply)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b_?log(ger)?\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Call();
}
