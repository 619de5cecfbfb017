using System.Collections.Frozen;
using System.Text;

namespace ServiceOS.Analysis.Safety;

/// <summary>Decides which web addresses in a text may become links: those whose host somebody has allowed.</summary>
/// <remarks>
/// For texts that nobody has read before the consumer does, as a language model's. Pages make any http or https address
/// clickable, so what isn't allowed must not reach them as one: <see cref="Keep"/> takes it out.
/// </remarks>
public sealed class SafeLinks
{
    /// <summary>A longer address is taken out unread: RFC 9110, 4.1 asks for 8,000, no shop needs a quarter of it.</summary>
    public const int UrlCharactersMax = 2_000;

    private static readonly string[] s_schemes = ["https://", "http://", "ftp://", "javascript:", "data:", "vbscript:", "file:", "//", "www."];

    private readonly FrozenSet<string> _hosts;

    /// <param name="hosts">Names as "shop.example"; their subdomains are allowed, too. International names in either form.</param>
    public SafeLinks(IEnumerable<string> hosts) =>
        _hosts = hosts.Select(HostOf).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a web address is http or https, names an allowed host, and holds no user, foreign port or trick.
    /// </summary>
    public bool Allows(string url)
    {
        if (url.Length > UrlCharactersMax || url.AsSpan().ContainsAny('\\', '<', '>') || HasHidden(url))
            return false;
        return Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.IsDefaultPort && IsAllowed(uri.IdnHost);
    }

    /// <summary>The text with each address that isn't allowed replaced; the same string when all are and nothing is hidden.</summary>
    /// <param name="text">Any text: also [label](address) and &lt;address&gt;. Characters that nobody sees are taken out, as
    /// pages do that and could find an address behind them.</param>
    /// <param name="instead">What stands in its place; must not hold an address.</param>
    public string Keep(string text, string instead)
    {
        text = Visible(text);
        StringBuilder? kept = null;
        var copied = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!BeginsLink(text, i))
                continue;
            var end = EndOf(text, i, IsEnd);
            var isAllowed = Allows(text[i..end]);
            if (!isAllowed || !Allows(text[i..EndOf(text, i, IsHardEnd)]))
            {
                // a page that reads on past a bracket must not find another host there: "https://ours)@theirs"
                kept ??= new StringBuilder(text.Length);
                kept.Append(text, copied, i - copied).Append(isAllowed ? string.Concat(text.AsSpan(i, end - i), " ") : instead);
                copied = end;
            }

            i = end - 1;
        }

        return kept is null ? text : kept.Append(text, copied, text.Length - copied).ToString();
    }

    private static string Visible(string text) => text.Any(IsHidden) ? string.Concat(text.Where(c => !IsHidden(c))) : text;

    private static bool IsHidden(char c) => Characters.IsInvisible(c) || (char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    private bool IsAllowed(string host)
    {
        for (var at = 0; at >= 0; at = host.IndexOf('.', at) is >= 0 and var dot ? dot + 1 : -1)
        {
            if (_hosts.Contains(host[at..]))
                return true;
        }

        return false;
    }

    /// <summary>"http://" anywhere, as pages look for it inside words, too; others at the beginning of a word.</summary>
    private static bool BeginsLink(string text, int at)
    {
        if (!(char.IsAsciiLetter(text[at]) || text[at] == '/'))
            return false;
        var length = Characters.LongestAt(text, at, s_schemes);
        if (length == 0 || at + length >= text.Length || char.IsWhiteSpace(text[at + length]))
            return false;
        return Characters.StartsWith(text, at, "http") || at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is ':' or '/');
    }

    private static int EndOf(string text, int start, Func<char, bool> isEnd)
    {
        var end = start;
        while (end < text.Length && end - start <= UrlCharactersMax && !isEnd(text[end]))
            end++;
        while (end > start + 1 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?')
            end--;
        return end;
    }

    private static bool IsHardEnd(char c) => char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\'';

    private static bool IsEnd(char c) =>
        IsHardEnd(c) || c is ')' or ']' or '，' or '。' or '；' or '：' or '！' or '？' or '、' or '（' or '）' or '《' or '》' or '「' or '」' or '【' or '】' or '”' or '`';

    private static bool HasHidden(string url)
    {
        foreach (var c in url)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c) || Characters.IsInvisible(c) || char.IsSurrogate(c))
                return true;
        }

        return false;
    }

    private static string? HostOf(string host) =>
        Uri.TryCreate($"https://{host.Trim().TrimStart('*', '.')}", UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" ? uri.IdnHost : null;
}
