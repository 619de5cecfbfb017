using System.Text;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Decides whether content may be stored, and tidies it: one line is one line, line ends are LF, no control characters. Pure.</summary>
internal static class ContentRules
{
    public const int QuestionCharactersMax = 200;
    public const int SimilarMax = 100;
    public const int AnswerCharactersMax = 4_000;
    public const int LinksMax = 10;
    public const int ImagesMax = 10;
    public const int ButtonsMax = 10;
    public const int ProductsMax = 200;
    public const int CategoryCharactersMax = 50;
    public const int LabelCharactersMax = 100;
    public const int UrlCharactersMax = 2_000;
    public const int ValueCharactersMax = 200;
    public const int ProductCharactersMax = 64;

    /// <summary>Where an image may also lie: with this server's own attachments.</summary>
    private const string AttachmentPath = "/v1/attachments/";

    /// <param name="raw">As it came: any part may be null.</param>
    public static Result Check(Content raw)
    {
        var faults = new Faults();
        var answer = raw.Answer ?? new AnswerContent();
        var content = new Content
        {
            Question = faults.Line("question", raw.Question, 1, QuestionCharactersMax),
            Similar = faults.Each("similar", raw.Similar, SimilarMax, one => faults.Line("similar", one, 1, QuestionCharactersMax)),
            Answer = new AnswerContent
            {
                Text = faults.Paragraphs("answer.text", answer.Text, 1, AnswerCharactersMax),
                Links = faults.Each("answer.links", answer.Links, LinksMax, one => LinkOf(one, faults)),
                Images = faults.Each("answer.images", answer.Images, ImagesMax, one => ImageOf(one, faults)),
                Buttons = faults.Each("answer.buttons", answer.Buttons, ButtonsMax, one => ButtonOf(one, faults)),
            },
            Language = raw.Language ?? "",
            Category = NullIfEmpty(faults.Line("category", raw.Category, 0, CategoryCharactersMax)),
            Products = faults.Each("products", raw.Products, ProductsMax, one => faults.Line("products", one, 1, ProductCharactersMax)),
            ValidFrom = Whole(raw.ValidFrom),
            ValidTo = Whole(raw.ValidTo),
        };
        CheckAsAWhole(content, faults);
        return new(content, faults.All);
    }

    /// <summary>What makes two questions the same: their words, whatever the case.</summary>
    public static string KeyOf(string question) => question.ToUpperInvariant();

    private static void CheckAsAWhole(Content content, Faults faults)
    {
        if (content.Language is not (Locales.Chinese or Locales.English))
            faults.Add("language", "只能是 zh-CN 或 en", "must be zh-CN or en");
        if (content.ValidFrom >= content.ValidTo)
            faults.Add("validTo", "结束时间必须晚于开始时间", "must be later than the beginning");

        var seen = new HashSet<string>(StringComparer.Ordinal) { KeyOf(content.Question) };
        foreach (var similar in content.Similar)
        {
            if (similar.Length > 0 && !seen.Add(KeyOf(similar)))
                faults.Add("similar", $"“{similar}”重复了", $"“{similar}” is there twice");
        }
        if (content.Products.Distinct(StringComparer.Ordinal).Count() < content.Products.Count)
            faults.Add("products", "商品重复了", "a product is there twice");
    }

    private static AnswerLink LinkOf(AnswerLink? raw, Faults faults)
    {
        var url = faults.Line("answer.links", raw?.Url, 1, UrlCharactersMax);
        if (url.Length > 0 && !IsWebAddress(url))
            faults.Add("answer.links", "链接必须以 http:// 或 https:// 开头", "a link must be an http:// or https:// address");
        return new(faults.Line("answer.links", raw?.Label, 1, LabelCharactersMax), url);
    }

    private static string ImageOf(string? raw, Faults faults)
    {
        var url = faults.Line("answer.images", raw, 1, UrlCharactersMax);
        var isOurs = url.StartsWith(AttachmentPath, StringComparison.Ordinal) && !url.Contains(' ', StringComparison.Ordinal);
        if (url.Length > 0 && !isOurs && !IsWebAddress(url))
            faults.Add("answer.images", "图片地址必须以 http:// 或 https:// 开头", "an image must have an http:// or https:// address");
        return url;
    }

    private static AnswerButton ButtonOf(AnswerButton? raw, Faults faults) => new(
        faults.Line("answer.buttons", raw?.Label, 1, LabelCharactersMax),
        faults.Line("answer.buttons", raw?.Value, 1, ValueCharactersMax));

    private static bool IsWebAddress(string text) =>
        !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>In UTC and whole milliseconds: that is how instants are stored.</summary>
    private static DateTimeOffset? Whole(DateTimeOffset? at) =>
        at is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()) : null;

    /// <param name="Content">Tidied; good to store only when there are no faults.</param>
    internal sealed record Result(Content Content, IReadOnlyList<ContentFault> Faults);

    /// <summary>What is wrong so far, and the tidying of texts.</summary>
    private sealed class Faults
    {
        private readonly List<ContentFault> _all = [];

        public IReadOnlyList<ContentFault> All => _all;

        public void Add(string field, string zh, string en)
        {
            var fault = new ContentFault(field, new LocalText(zh, en));
            if (!_all.Contains(fault))
                _all.Add(fault);
        }

        public string Line(string field, string? raw, int min, int max) => Text(field, raw, Tidy(raw, keepLines: false), min, max);

        public string Paragraphs(string field, string? raw, int min, int max) => Text(field, raw, Tidy(raw, keepLines: true), min, max);

        public IReadOnlyList<T> Each<TRaw, T>(string field, IReadOnlyList<TRaw>? raw, int max, Func<TRaw, T> tidy)
        {
            if (raw is null)
                return [];
            if (raw.Count > max)
            {
                Add(field, $"最多 {max} 个", $"must not be more than {max}");
                return [];
            }
            return [.. raw.Select(tidy)];
        }

        private string Text(string field, string? raw, string tidy, int min, int max)
        {
            if (Texts.Fault(raw, 0, int.MaxValue) is not null)
                Add(field, "含有不是文字的字符", "has characters that are not text");
            else if (tidy.Length < min)
                Add(field, "不能为空", "must not be empty");
            else if (tidy.Length > max)
                Add(field, $"最多 {max} 个字符，现有 {tidy.Length} 个", $"must have at most {max} characters, has {tidy.Length}");
            return tidy;
        }

        /// <summary>Without what no one sees: control characters go, all kinds of line ends become LF, or a space where one line is meant.</summary>
        private static string Tidy(string? raw, bool keepLines)
        {
            if (raw is null)
                return "";
            var text = new StringBuilder(raw.Length);
            for (var i = 0; i < raw.Length; i++)
            {
                var c = raw[i];
                if (c == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n')
                    continue;
                if (c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
                    text.Append(keepLines ? '\n' : ' ');
                else if (c == '\t')
                    text.Append(keepLines ? '\t' : ' ');
                else if (!char.IsControl(c) && c is not ('\uFEFF' or '\uFFFE' or '\uFFFF'))
                    text.Append(c);
            }
            return text.ToString().Trim();
        }
    }
}

/// <summary>What is wrong with a field of an item.</summary>
/// <param name="Field">Its name as in JSON: <c>question</c>, <c>answer.text</c>…</param>
internal sealed record ContentFault(string Field, LocalText Why);
