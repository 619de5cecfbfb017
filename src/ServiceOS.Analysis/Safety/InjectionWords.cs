using System.Collections.Frozen;

namespace ServiceOS.Analysis.Safety;

/// <summary>What a word is about, as far as it matters for telling orders to a model from questions to a shop.</summary>
[Flags]
internal enum Concept : uint
{
    None = 0,
    Ignore = 1,
    Prior = 1 << 1,
    Orders = 1 << 2,
    Reveal = 1 << 3,
    System = 1 << 4,
    Own = 1 << 5,
    Reply = 1 << 6,
    Change = 1 << 7,
    Code = 1 << 8,
    Tongue = 1 << 9,
    Persona = 1 << 10,
    Unbound = 1 << 11,
    Model = 1 << 12,
    Task = 1 << 13,
    Work = 1 << 14,
    Say = 1 << 15,
    Personal = 1 << 16,
    Shop = 1 << 17,
    Quote = 1 << 18,
    Begin = 1 << 19,
    Web = 1 << 20,
    Markup = 1 << 21,
    Leet = 1 << 22,
    You = 1 << 23,
    Ask = 1 << 24,
    Harm = 1 << 25,
    Act = 1 << 26,
    Thanks = 1 << 27,
    Translate = 1 << 28,
    BeginTask = 1 << 29,
    Lead = 1 << 30,
    In = 1u << 31,
}

/// <summary>The words of each concept, English and Chinese, written for this detector.</summary>
internal static class InjectionWords
{
    private static readonly (Concept Concept, string Words)[] s_lists =
    [
        (Concept.Ignore, "ignore disregard forget override bypass nevermind overlook discard neglect circumvent 忽略 无视 忘记 忘掉 别管 不要理会 不用理会 抛开 绕过 覆盖 不要遵守 跳过"),
        (Concept.Prior, "previous prior above earlier preceding before existing original initial all any every everything following foregoing past 以上 之前 前面 上述 上面 所有 先前 一切 此前 原来 任何 全部"),
        (Concept.Orders, "instruction instructions rule rules prompt prompts guideline guidelines directions directive directives command commands policies restriction restrictions constraints filter filters programming training context learned 指令 提示词 提示 规则 设定 指示 限制 命令 约束 规定 准则"),
        (Concept.Reveal, "reveal show print repeat output display tell leak expose dump echo disclose verbatim recite 输出 显示 告诉我 打印 复述 重复 泄露 公开 展示 说出 原样"),
        (Concept.System, "system hidden developer secret internal confidential sudo root admin 系统 隐藏 内部 初始 开发者 后台 机密 管理员"),
        (Concept.Own, "your its 你的 您的 本次"),
        (Concept.You, "you 你 您"),
        (Concept.Reply, "reply replies answer answers response responses message output sentence sentences completion letters words respond 回答 回复 答复 应答 输出"),
        (Concept.Change, "modify include integrate augment enhance add insert incorporate embed append express render encode encrypt replace convert transform reverse scramble jumble misspell remove combine group apply introduce mention rewrite infuse weave emphasize highlight promote swap substitute obfuscate prepend conclude craft alter shape tweak slip drop format use provide stress hint tease spell shuffle flip 加上 加入 添加 插入 改成 改为 替换 附上 包含 提到 结尾 开头 夹带 推荐 宣传 嵌入"),
        (Concept.Code, "base64 base16 base32 base58 base85 hexadecimal rot13 morse binary cipher ciphers caesar vigenere anagram anagrams anagrammed emoji emojis leetspeak leet substitution alphanumeric homophonic ascii unicode backwards reverse reversed backward typos misspelled vowels consonants encryption encrypted encoding braille symbols uppercase lowercase palindrome acrostic characters spaces spacing scrambled letters obfuscated 编码 加密 十六进制 二进制 摩斯 倒序 反转 倒着 表情 谐音 拼音 凯撒 密文 暗号 火星文"),
        (Concept.Tongue, "german portuguese french spanish japanese russian italian korean hindi arabic latin mandarin swahili polish turkish dutch swedish greek hebrew translation english 英语 英文 日语 日文 德语 德文 法语 法文 西班牙语 葡萄牙语 俄语 韩语 中文 拉丁文 文言文"),
        (Concept.Persona, "pretend roleplay impersonate persona immerse 扮演 假装 假设你 你现在是 你是一个 从现在起 从现在开始 你将作为 充当 角色"),
        (Concept.Lead, "please pls kindly can could would will you just now then and hey hi hello so ok help me us to need want 请 麻烦 帮我 给我 能不能 可以 你 您 能"),
        (Concept.In, "in into inside within 在"),
        (Concept.Act, "act acting role simulate imagine character behave"),
        (Concept.Thanks, "thank thanks thx appreciate appreciated waiting awaiting await received forward 谢谢 感谢 等待"),
        (Concept.Translate, "translate translated translator 翻译 译成"),
        (Concept.Unbound, "dan jailbreak jailbroken unrestricted unfiltered uncensored confines unlimited amoral unethical anything 不受限制 没有限制 没有任何限制 无限制 越狱 开发者模式 无审查 解除限制 不受约束 上帝模式"),
        (Concept.Model, "openai chatgpt gpt gpt4 llm ai al chatbot assistant anthropic claude gemini llama model 大模型 语言模型 人工智能 模型"),
        (Concept.Task, "explain describe write draft compose develop create generate analyze analyse summarize summarise determine classify recommend design outline discuss compare define calculate solve prove list identify evaluate brainstorm paraphrase proofread edit break elaborate predict research simulate plan teach illustrate imagine compute derive debug implement 写一 写个 写首 写篇 解释 描述 分析 总结 概括 编写 创作 设计一 列出 证明 计算 润色 介绍一下 讲一个 讲个 作一首"),
        (Concept.Work, "essay poem stories story speech song lyrics blog recipe code python java javascript sql function script algorithm theory equation equations sentiment tweet plot novel book books movie film lifecycle history historical climate trend trends statistics nobel physics chemistry biology mathematics math author homework thesis studies study linux computer processes recursion gravity relativity evolution philosophy economy economics population president war century decade haiku riddle synonym grammar paragraph dialogue screenplay planet species photosynthesis quantum galaxy democracy culture implications advancements principles solar atom atoms molecule cells dna ocean volcano volcanoes earthquake revolution empire religion painting musician guitar piano composer poet philosopher scientist discovered invented wrote painted composed skills investing inflation marketing folder folders desktop macos spreadsheet encyclopedia vegetarian recipes 诗 作文 小说 故事 代码 程序 论文 文章 演讲稿 食谱 方程 定理 历史 电影 笑话 散文 剧本 算法 首都 总统 物理 化学 菜谱 作业 题目 歌词 对联"),
        (Concept.Say, "say print write output repeat type scream shout respond 说 输出 打印 回复"),
        (Concept.Personal, "i my me mine we our us im ive id ill u ur 我 我们 咱"),
        (Concept.Shop, "order orders ordered delivery deliver delivered refund refunds cancel cancelling payment pay paid invoice invoices bill account address price cost product products item items ship shipping shipment return exchange store shop stock size discount coupon warranty customer service support agent human track tracking purchase purchases buy complaint review feedback newsletter subscription password profile register registration wallet points team match available cod emi mattress expert store stores call contact 订单 退款 快递 发货 退货 换货 客服 商品 价格 优惠 发票 地址 物流 借呗 花呗 还款 银行 账户 额度 支付 微众 贷款 微粒贷 电话"),
        (Concept.Ask, "what who how why when where which 什么 怎么 为什么 如何 谁 哪"),
        (Concept.Harm, "rumor rumors misinformation false fake malware virus phishing scam misleading baseless cracked hate kill humans illegal bomb weapon hack propaganda conspiracy fabricated deceptive 谣言 虚假 木马 病毒 钓鱼 炸弹 非法 诈骗"),
    ];

    private static readonly FrozenDictionary<string, Concept> s_words = s_lists
        .SelectMany(list => list.Words.Split(' ').Where(word => char.IsAsciiLetter(word[0])).Select(word => (word, list.Concept)))
        .GroupBy(pair => pair.word, StringComparer.Ordinal)
        .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.Aggregate(Concept.None, (all, one) => all | one.Concept), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Concept>.AlternateLookup<ReadOnlySpan<char>> s_bySpan =
        s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<char, (string Phrase, Concept Concept)[]> s_phrases = s_lists
        .SelectMany(list => list.Words.Split(' ').Where(word => !char.IsAsciiLetter(word[0])).Select(word => (word, list.Concept)))
        .GroupBy(pair => pair.word, StringComparer.Ordinal)
        .Select(pairs => (pairs.Key, pairs.Aggregate(Concept.None, (all, one) => all | one.Concept)))
        .GroupBy(pair => pair.Key[0])
        .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.OrderByDescending(pair => pair.Key.Length).ToArray());

    /// <summary>Of a Latin word in small letters.</summary>
    public static Concept OfWord(ReadOnlySpan<char> word) => s_bySpan.TryGetValue(word, out var concept) ? concept : Concept.None;

    /// <summary>Of the longest Chinese phrase that begins here.</summary>
    /// <param name="length">Its length; 1 when there is none.</param>
    public static Concept OfPhrase(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        if (!s_phrases.TryGetValue(text[at], out var phrases))
            return Concept.None;
        foreach (var (phrase, concept) in phrases)
        {
            if (!Characters.StartsWith(text, at, phrase))
                continue;
            length = phrase.Length;
            return concept;
        }

        return Concept.None;
    }
}
