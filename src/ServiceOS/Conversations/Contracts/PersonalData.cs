using System.Text.RegularExpressions;

namespace ServiceOS.Conversations.Contracts;

/// <summary>Covers what may say who somebody is: what is shown here may become a question that every consumer is matched with. Pure.</summary>
internal static partial class PersonalData
{
    public const string Cover = "…";

    /// <summary>The text with addresses of mail, and numbers of six digits or more, covered.</summary>
    public static string Covered(string text) => Private().Replace(text, Cover);

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-z]{0,4}[0-9０-９](?:[ -]?[0-9０-９]){5,}[Xx]?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Private();
}
