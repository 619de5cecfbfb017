using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge.Sheets;

/// <summary>The fields that a sheet may hold: their names in a mapping, their headers in an export, the headers they are known by.</summary>
internal static class KnowledgeColumns
{
    public const string Id = "id";
    public const string Question = "question";
    public const string Similar = "similar";
    public const string Answer = "answer";
    public const string Language = "language";
    public const string Category = "category";
    public const string Products = "products";
    public const string ValidFrom = "validFrom";
    public const string ValidTo = "validTo";
    public const string Links = "links";
    public const string Images = "images";
    public const string Buttons = "buttons";

    /// <summary>In the order of an export.</summary>
    public static readonly IReadOnlyList<KnowledgeColumn> All =
    [
        new(Question, new("问题", "Question"), [
            "question", "standardquestion", "mainquestion", "title", "faq", "q",
            "问题", "标准问题", "标准问", "标准问法", "主问题", "主问", "知识标题", "标题", "知识点", "提问"]),
        new(Similar, new("相似问法", "Similar questions"), [
            "similar", "similarquestions", "similarquestion", "variants", "otherwordings", "alternatives", "alternativequestions",
            "相似问法", "相似问题", "相似问", "扩展问", "扩展问法", "扩展问题", "其他问法", "同义问", "同义问法"]),
        new(Answer, new("答案", "Answer"), [
            "answer", "answers", "standardanswer", "reply", "response", "a",
            "答案", "回答", "回答内容", "答案内容", "标准答案", "答复", "回复", "回复内容", "内容"]),
        new(Language, new("语言", "Language"), ["language", "lang", "locale", "语言", "语种"]),
        new(Category, new("分类", "Category"), [
            "category", "categories", "topic", "group", "分类", "类别", "类目", "目录", "知识分类", "所属分类", "问题分类"]),
        new(Products, new("适用商品", "Products"), [
            "products", "product", "productids", "productid", "sku", "skus",
            "适用商品", "商品", "关联商品", "商品id", "商品编号", "商品编码"]),
        new(ValidFrom, new("生效时间", "Valid from"), [
            "validfrom", "effectivefrom", "start", "startdate", "starttime", "from",
            "有效期从", "生效时间", "生效日期", "开始时间", "开始日期", "起始时间", "有效期开始", "有效期起"]),
        new(ValidTo, new("失效时间", "Valid to"), [
            "validto", "validuntil", "expires", "expiry", "end", "enddate", "endtime", "to", "until",
            "有效期到", "有效期至", "失效时间", "失效日期", "结束时间", "结束日期", "截止时间", "截止日期", "到期时间", "有效期结束", "有效期止"]),
        new(Links, new("链接", "Links"), ["links", "link", "链接"]),
        new(Images, new("图片", "Images"), ["images", "image", "图片"]),
        new(Buttons, new("按钮", "Buttons"), ["buttons", "button", "按钮"]),
        new(Id, new("编号", "Id"), ["id", "编号", "知识编号"]),
    ];

    /// <summary>Which column holds which field, as far as the headers tell.</summary>
    public static IReadOnlyDictionary<string, string> Guess(IReadOnlyList<string> columns)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in All)
        {
            foreach (var header in field.Headers)
            {
                if (columns.FirstOrDefault(column => Plain(column) == header) is { } found && !mapping.ContainsValue(found))
                {
                    mapping[field.Field] = found;
                    break;
                }
            }
        }
        return mapping;
    }

    /// <summary>A header without what people put around its words: spaces, stars, remarks in brackets.</summary>
    private static string Plain(string header)
    {
        var bracket = header.AsSpan(1..).IndexOfAny("(（[【");
        var words = bracket < 0 ? header : header[..(bracket + 1)];
        return string.Concat(words.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }
}

/// <summary>One field of a sheet.</summary>
/// <param name="Field">Its name in a mapping.</param>
/// <param name="Header">Its header in an export.</param>
/// <param name="Headers">Headers it is known by: lower case, letters and digits only, best first.</param>
internal sealed record KnowledgeColumn(string Field, LocalText Header, IReadOnlyList<string> Headers);
