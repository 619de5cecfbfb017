using System.Collections.Frozen;

namespace ServiceOS.Analysis.Safety;

/// <summary>What a part of an address tells.</summary>
internal enum AddressPart
{
    None,

    /// <summary>A known province or city by its bare name.</summary>
    Place,

    /// <summary>Province, city, district, county.</summary>
    Region,

    /// <summary>Town, township, street office, community.</summary>
    Ward,

    /// <summary>A road by name.</summary>
    Road,

    /// <summary>A building, an estate, a village, a site by name.</summary>
    Site,

    /// <summary>A house, floor or room by number.</summary>
    Number,
}

/// <summary>The words by which an address is told from other words.</summary>
internal static class AddressWords
{
    /// <summary>Endings of names, longest first for each first character.</summary>
    private static readonly FrozenDictionary<char, (string Word, AddressPart Part)[]> s_endings = Endings(
        (AddressPart.Region, "省 市 区 县 旗 盟 自治区 自治州 自治县 特别行政区 地区 新区 开发区 高新区 林区"),
        (AddressPart.Ward, "镇 乡 街道 街道办 街道办事处 社区 苏木 团场"),
        (AddressPart.Road, "路 街 大道 大街 道 巷 胡同 弄 公路 高速 国道 省道 环路 辅路 支路 立交 桥"),
        (AddressPart.Site, "村 庄 屯 寨 里 小区 新村 花园 花苑 家园 公寓 大厦 大楼 广场 中心 商场 城 苑 园 府 湾 墅 别墅 "
            + "院 大院 宿舍 学校 大学 学院 中学 小学 幼儿园 医院 酒店 宾馆 工业园 产业园 科技园 软件园 园区 厂 "
            + "写字楼 商务楼 公司 市场 超市 商城 名都 山庄 雅居 豪庭 华庭 名苑 国际 银行 派出所 车站 火车站 地铁站 机场 码头 仓库 驿站 公园 基地 营业厅"));

    /// <summary>What stands after the number of a house, a floor or a room.</summary>
    public static readonly string[] Counters =
        ["号楼", "号院", "号店", "号铺", "号房", "号", "弄", "栋", "幢", "座", "单元", "室", "层", "楼", "巷", "组", "队", "门", "铺", "期", "排", "户", "區", "区", "院", "社", "房", "街坊", "村", "号门", "号仓", "号库"];

    /// <summary>Words that no name of a place holds: where one begins, the address is over.</summary>
    private static readonly string[] s_strangers =
        ["什么", "怎么", "可以", "快递", "已经", "麻烦", "请问", "谢谢", "能不能", "可不可", "这个", "那个", "退货", "退款", "换货", "发货", "收货", "地址", "客服", "电话", "手机", "订单", "售后", "联系", "收件",
         "附近", "现在", "明天", "今天", "需要", "想要", "帮我", "因为", "但是", "还是", "多少", "哪里", "是不是", "有没有", "名字", "姓名", "身份证", "邮箱", "邮编", "门口", "配送", "派送", "送货", "送到", "寄到", "发到",
         "改成", "改到", "改为", "换成", "住在", "之前", "以后", "不要", "不能", "没有", "为啥", "为何", "本人", "先生", "女士", "小姐", "收款", "付款", "方便", "周末", "上午", "下午", "晚上", "物流", "包裹", "签收", "取件", "自提", "区县", "家乡", "下乡", "味道", "城市里"];

    private static readonly FrozenDictionary<char, string[]> s_strangersByFirst =
        s_strangers.GroupBy(word => word[0]).ToFrozenDictionary(words => words.Key, words => words.ToArray());

    /// <summary>Single characters that no name of a place holds.</summary>
    private static readonly FrozenSet<char> s_strangeCharacters = "的了吗呢吧啊我你您他她它们请想能没把给寄送什么怎这那哪谢帮查收也都还就跟很".ToFrozenSet();

    /// <summary>What stands before an address and isn't its beginning.</summary>
    private static readonly FrozenSet<char> s_leaders = "到从在住去往离距至".ToFrozenSet();

    /// <summary>What an address comes after.</summary>
    private static readonly string[] s_cues =
        ["地址", "住址", "住在", "寄到", "送到", "发到", "邮到", "寄往", "送往", "发往", "寄去", "寄回", "改成", "改到", "改为", "换成", "换到", "家在", "位于", "搬到", "搬去", "送去", "派送至", "送至", "寄至", "发至", "收货地", "目的地", "人在", "我在", "就在", "是在", "现居", "住", "地址是", "地址为", "地点", "送货到", "配送到", "派送到", "寄给", "改寄", "转寄", "到", "从", "去", "在", "离", "往"];

    private static readonly FrozenSet<char> s_lastOfCues = s_cues.Select(cue => cue[^1]).ToFrozenSet();

    /// <summary>Whether an address may not go on past here.</summary>
    public static bool IsStrange(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        return s_strangeCharacters.Contains(c)
            || (s_strangersByFirst.TryGetValue(c, out var words) && Characters.LongestAt(text, at, words) > 0);
    }

    /// <summary>Whether the name of a first part can't hold this.</summary>
    public static bool IsLeader(char c) => s_leaders.Contains(c);

    /// <summary>The longest ending that stands here.</summary>
    public static int EndingAt(ReadOnlySpan<char> text, int at, out AddressPart part)
    {
        var longest = 0;
        part = AddressPart.None;
        if (!s_endings.TryGetValue(text[at], out var endings))
            return 0;
        foreach (var ending in endings)
        {
            if (ending.Word.Length > longest && Characters.StartsWith(text, at, ending.Word))
                (longest, part) = (ending.Word.Length, ending.Part);
        }

        return longest;
    }

    /// <summary>Whether words that an address follows end here; "是", a colon and spaces may stand between.</summary>
    public static bool IsCued(ReadOnlySpan<char> text, int at)
    {
        for (var i = 0; i < 4 && at > 0 && Characters.Fold(text[at - 1]) is ':' or ' ' or '是' or '为' or '"' or '“' or '：'; i++)
            at--;
        return at > 0 && s_lastOfCues.Contains(text[at - 1]) && Characters.LongestBefore(text, at, s_cues) > 0;
    }

    private static FrozenDictionary<char, (string Word, AddressPart Part)[]> Endings(
        params (AddressPart Part, string Words)[] kinds) => kinds
        .SelectMany(kind => kind.Words.Split(' ').Select(word => (word, kind.Part)))
        .GroupBy(ending => ending.word[0])
        .ToFrozenDictionary(endings => endings.Key, endings => endings.ToArray());
}
