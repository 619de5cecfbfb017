namespace ServiceOS.Analysis.Safety;

/// <summary>The words around a Chinese name.</summary>
internal static class NameCues
{
    /// <summary>Words that a name follows, and hardly anything else.</summary>
    private static readonly string[] s_strong =
        ["收件人", "收货人", "收货方", "寄件人", "发件人", "联系人", "签收人", "取件人", "代收人", "姓名", "名字", "我叫", "人叫", "本人叫", "名叫", "叫做", "抬头", "户名", "持卡人", "开户人", "开户名", "真名", "收款人", "付款人",
         "申请人", "投保人", "被保人", "被保险人", "经办人", "受益人", "法人", "署名", "落款"];

    /// <summary>Words that a name may follow, and many others.</summary>
    private static readonly string[] s_medium =
        ["本人", "我是", "人是", "客户", "会员", "买家", "乘客", "负责人", "购买人", "下单人", "称呼", "实名", "老公", "老婆", "妈妈", "爸爸", "朋友", "同事", "儿子", "女儿", "室友", "妹妹", "姐姐", "哥哥", "弟弟", "爱人", "收件", "收货", "联系", "转给", "寄给", "交给", "呼叫", "找"];

    private static readonly string[] s_glue =
        ["改成", "改为", "换成", "变成", "更改为", "修改为", "变更为", "写成", "写的是", "写的", "填的是", "填成", "填", "写", "应该是", "是", "为", "叫", "成", "的名字", "姓名", "名", "的", "改", "换", "开", "抬头", "给", "用"];

    /// <summary>Words a name may follow that don't announce one.</summary>
    private static readonly string[] s_weak =
        ["联系", "找", "给", "叫", "由", "让", "请", "和", "跟", "帮", "查", "是", "到", "以", "为", "成", "写", "填", "转给", "寄给", "交给", "通知", "查下", "查询", "呼叫", "麻烦", "您好", "你好", "对", "把", "将", "的"];

    private static readonly string[] s_titles =
        ["先生", "女士", "小姐", "同学", "老师", "经理", "师傅", "阿姨", "大哥", "大姐", "医生"];

    /// <summary>Words after a name that only come after one.</summary>
    private static readonly string[] s_after = ["名下", "本人", "(收)", "收件", "代收", "签收"];

    /// <summary>What a sentence goes on with after a name.</summary>
    private static readonly string[] s_follow =
        ["的", "电话", "手机", "地址", "住", "收", "邮箱", "身份证", "在", "和", "是", "想", "要", "可以", "能", "请", "麻烦", "已", "为", "了", "吗", "吧", "呢", "，", "你", "我", "他", "联系", "号码", "订单", "卡号", "怎么", "什么", "买", "退", "这", "那", "就", "也", "不", "没", "有", "与", "跟", "或", "来", "去", "下", "给", "帮", "查", "名下", "谢谢", "您好", "你好", "说", "会", "把", "对", "到", "尾号", "开户", "工商", "建设", "农业", "招商", "银行", "微信", "支付宝", "京东", "用", "发", "寄", "送"];

    /// <summary>Words between a name and a number or address of the same person.</summary>
    private static readonly string[] s_links =
        ["电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "身份证", "身份证号", "身份证号码", "号码", "邮箱", "的", "是", "收", "卡号", "银行卡", "银行卡号", "号", "地址", "住址", "收货地址", "住在", "住", "家住", "先生", "女士", "小姐", "tel", "phone", "email", "微信", "我的", "在", "在线", "寄到", "送到"];

    /// <summary>How surely the words that end here announce a name: 2 surely, 1 perhaps, 0 not at all.</summary>
    public static int Announcement(ReadOnlySpan<char> text, int at)
    {
        var sureness = 0;
        for (var turns = 0; turns < 4; turns++)
        {
            at = SkipMarks(text, at);
            if (Characters.LongestBefore(text, at, s_strong) > 0)
                return 2;
            if (Characters.LongestBefore(text, at, s_medium) > 0)
                sureness = 1;   // 人是 may be the end of 签收人是
            var glue = Characters.LongestBefore(text, at, s_glue);
            if (glue == 0)
                break;
            at -= glue;
        }

        return sureness;
    }

    /// <summary>Whether a place lies inside one of the words themselves, as the 成 of 改成.</summary>
    public static bool IsInside(ReadOnlySpan<char> text, int at) =>
        IsInside(text, at, s_glue) || IsInside(text, at, s_strong) || IsInside(text, at, s_medium) || IsInside(text, at, s_weak);

    public static bool IsWeaklyAnnounced(ReadOnlySpan<char> text, int at) =>
        Characters.LongestBefore(text, at, s_weak) > 0;

    public static bool HasTitle(ReadOnlySpan<char> text, int at) => Characters.LongestAt(text, at, s_titles) > 0;

    public static bool OnlyAfterNames(ReadOnlySpan<char> text, int at) =>
        Characters.LongestAt(text, at, s_after) > 0
        || (Characters.StartsWith(text, at, "收") && (at + 1 == text.Length || !char.IsLetter(text[at + 1])));

    public static bool Follows(ReadOnlySpan<char> text, int at) => Characters.LongestAt(text, at, s_follow) > 0;

    /// <summary>Whether at most a few such words and marks stand between two places.</summary>
    public static bool IsLink(ReadOnlySpan<char> text, int from, int to)
    {
        for (var turns = 0; turns < 8 && from < to; turns++)
        {
            var length = Characters.LongestAt(text, from, s_links);
            if (length == 0 && !char.IsLetterOrDigit(text[from]) && text[from] is not ('。' or '!' or '?' or '！' or '？'))
                length = 1;
            if (length == 0)
                return false;
            from += length;
        }

        return from == to;
    }

    private static bool IsInside(ReadOnlySpan<char> text, int at, string[] words)
    {
        foreach (var word in words)
        {
            for (var before = 1; before < word.Length; before++)
            {
                if (word[before] == text[at] && Characters.StartsWith(text, at - before, word))
                    return true;
            }
        }

        return false;
    }

    private static int SkipMarks(ReadOnlySpan<char> text, int at)
    {
        for (var i = 0; i < 3 && at > 0 && Characters.Fold(text[at - 1]) is ':' or ' ' or '"' or '“' or '「' or '\'' or '=' or '【' or '['; i++)
            at--;
        return at;
    }
}
