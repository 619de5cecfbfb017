using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>The words by which requests about an order are heard. <c>a…b</c>: a, and b not far behind it.</summary>
internal static class RequestWords
{
    /// <summary>By kind; the first that is heard counts, so that what says more stands before what says less.</summary>
    public static readonly (string Skill, string[] Words, string[] Not)[] Kinds =
    [
        (Skill.PriceProtection,
        [
            "价保", "保价", "价格保护", "退差价", "差价退", "退…差价", "差价…退", "补差价", "补…差价", "返差价", "买贵", "降价了", "又降价", "就降价", "降了…块", "降了…元", "便宜了…块", "便宜了…元", "刚买就便宜", "买完就便宜",
            "price protection", "price adjustment", "adjust the price", "price match", "price drop", "price has dropped", "price dropped", "price went down", "dropped the price", "dropped in price",
            "refund…difference", "difference back", "the difference", "difference refunded", "price difference", "cheaper now", "now cheaper", "is cheaper", "went on sale", "lower price now", "credit…difference", "got cheaper",
        ], ["快递保价", "运输保价", "物流保价", "保价费", "差价链接", "邮费差价", "会降价", "要降价", "will it be cheaper", "ever cheaper"]),
        (Skill.RequestInvoice,
        [
            "开…发票", "发票…开", "开票", "要发票", "补开", "补…发票", "要…发票", "给我发票", "发票…给我", "发票…发我", "发票…发给我", "申请…发票", "出…发票", "需要…发票",
            "张发票", "张票", "发票抬头", "抬头写", "抬头开", "公司抬头", "个人抬头", "单位抬头", "专票", "普票", "电子票", "票据", "发票…邮箱", "需要发票",
            "issue a bill", "bill for my", "need a receipt", "receipt for my", "receipt for the order", "receipt for order", "proper receipt", "official receipt", "bill it to", "billed to", "make it out to",
            "invoice", "tax receipt", "vat receipt",
        ], ["发票丢", "抬头填错", "抬头写错", "抬头错", "税号…错", "发票…没收到", "没收到…发票", "邮箱填错", "发票…真", "pro forma", "wrong…invoice", "invoice…wrong", "lost…invoice", "hide…invoice", "invoice number", "not received…invoice", "haven't received…invoice"]),
        (Skill.ChangeAddress,
        [
            "改…地址", "地址…改", "换…地址", "地址…换", "地址…填错", "地址…写错", "地址…选错", "地址…输错", "地址…填反", "填错…地址", "写错…地址", "选错…地址", "地址错", "地址不对", "地址有误", "地址…更新", "更新…地址", "更正…地址", "地址…更正",
            "门牌", "收件人…改", "改…收件人", "收货人…改", "收件人…写错", "电话…写错", "电话…留错", "电话…填错", "号码…留错", "号码…写错", "号码…填错", "手机号…改", "改…手机号",
            "先别寄到", "别寄到", "别送到", "改成寄", "寄到我…去", "发到我…去", "送到我…去", "寄到公司", "寄到单位", "寄到家", "发到公司", "寄家里", "寄公司", "送公司", "收货的地方", "收货信息", "收件信息",
            "旧地址", "老地址", "地址…少写", "地址…漏写", "地址…漏了", "地址…补", "补…地址", "地址…不对", "地址…有误",
            "改寄", "改送", "改发", "别往…送", "别往…寄", "不要往…送", "换…收货地", "收货地…换", "收货地…改", "改…收货地", "更正…收货地", "送到新", "送到…新地址", "寄到新", "发到新", "收货信息…改", "改…收货信息", "改…收货人", "收货人…改", "改…收货电话", "收件人…改", "改…收件", "别寄…寄到", "不要寄…寄到", "搬家…寄", "换个地方收",
            "old address", "previous address", "house number", "flat number", "postcode…wrong", "wrong postcode", "postcode…should be", "zip code…wrong", "wrong zip", "post code…wrong",
            "phone number on my", "phone number…order", "number on the order", "wrong phone", "wrong recipient", "recipient name", "recipient…wrong", "name on the parcel", "going to my old", "sent to my old", "going to the wrong",
            "reroute", "re-route", "redirect my", "redirect the", "redirect it", "switch the delivery", "switch delivery", "send it to my", "ship it to my", "send that to my", "have it sent to", "get it sent to",
            "change…address", "address…change", "update…address", "address…updated", "correct…address", "address…wrong", "wrong…address", "fix…address", "edit…address", "different address", "another address", "new address", "typo in…address", "address…typo", "mistake in…address",
            "ship…instead", "send…to…instead", "update where you ship", "change where", "deliver…instead", "have…delivered to", "get…delivered to", "address mix", "deliver it to", "ship it to", "redirect…order", "redirect…parcel", "change…delivery details", "change…shipping details", "change…recipient", "i moved", "i've moved", "have moved",
        ], ["退货地址", "换货地址", "寄回…地址", "退回…地址", "店铺地址", "发票地址", "email", "e-mail", "return address", "billing address", "store address", "your address", "邮箱"]),
        (Skill.ExchangeOrder,
        [
            "换货", "换一个", "换一件", "换一双", "换一台", "换一只", "换一盒", "换一条", "换一副", "换个大", "换个小", "换个尺", "换个码", "换个颜色", "换个色", "换个新", "换大", "换小", "换成", "换尺码", "换码", "换…码", "换颜色", "换个型号", "换型号", "调换", "换新的", "换件", "换个",
            "换小一", "换大一", "换个小", "换个大", "换成小", "换成大", "too small…need", "too big…need", "too large…need", "too tight…need", "wrong size…need",
            "exchange", "swap", "different size", "different colour", "different color", "another size", "another colour", "another color", "bigger size", "smaller size", "larger size", "replace…size", "replace it", "replace this", "replace them", "replace the item",
            "replace my order", "send…replacement", "get a replacement", "want a replacement", "need a replacement", "like a replacement", "swapped for", "for a bigger", "for a smaller", "for a larger",
        ], ["换手机", "换电池", "换滤", "换边刷", "换滚刷", "以旧换新", "多久换", "换算", "换快递", "换绑", "换个话题", "换客服", "换人", "换机", "二维码", "验证码", "密码", "条码", "换轴", "换购", "换表带", "地址", "退换货政策", "兑换", "exchange rate", "trade", "exchange policy", "exchange gifts", "replacement filter", "replacement part", "replacement cuff"]),
        (Skill.CancelOrder,
        [
            "取消…订单", "订单…取消", "取消…这单", "取消…这笔", "取消…那单", "取消…那笔", "取消…下单", "取消…购买", "这单…取消", "这笔…取消", "单子…取消", "取消…单子", "帮我取消", "请取消", "取消一下", "取消下", "取消了吧", "取消吧", "取消了不", "给取消", "买的…取消", "把…取消", "取消掉", "撤了", "撤回订单", "我要取消", "我想取消", "想取消", "要取消", "撤单", "撤销…订单", "订单…撤", "撤掉", "退单", "关闭…订单", "关掉…订单", "订单…关掉", "订单…关闭",
            "别发货了", "别发了", "不用发货", "不用发了", "先别发", "不要发货", "停止发货",
            "撤掉…单", "撤单", "撤销…订单", "订单…撤", "call off", "scrap…order", "stop the order", "stop my order", "kill the order", "drop my order", "pull my order",
            "cancel…order", "order…cancelled", "order…canceled", "cancel the", "cancel my", "cancelled please", "like…cancelled", "want…cancelled", "cancel it", "cancel this", "cancel that", "cancel my purchase", "cancel the purchase", "please cancel", "want to cancel", "like to cancel", "need to cancel", "call off", "call the order off", "stop the order", "stop my order", "don't ship", "do not ship", "cancelled please", "it cancelled", "it canceled",
        ], ["取消关注", "取消会员", "取消…续费", "取消预约", "取消分期", "取消…券", "被取消", "自动取消", "取消了…为", "was cancelled", "was canceled", "been cancelled", "been canceled", "got cancelled", "cancel…subscription", "cancel…membership", "cancel…account", "cancel…newsletter", "cancel…appointment", "cancel the alarm", "noise cancel"]),
        (Skill.ReturnOrder,
        [
            "退货", "退掉", "退回去", "寄回", "退换", "退了吧", "给退了", "退一下", "退件", "想退", "我要退", "要退了", "申请退", "办…退", "把…退了", "退回给", "无理由退",
            "退这个", "退那个", "退这件", "退那件", "想退回", "给退回", "give it back", "hand it back", "take it back",
            "return…order", "return it", "return this", "return them", "return these", "return the", "return my", "return that", "return one", "return an", "return a ", "send…back", "sending…back", "take…back", "a return", "return request", "bring…back", "returning",
        ], ["退款", "退钱", "钱退", "退货退款", "退不了", "退运费", "退税", "退烧", "退出", "退订", "退货退到", "寄回…地址", "退回…地址", "return to sender", "in return", "refund", "money back", "return label", "return window"]),
        (Skill.RefundOrder,
        [
            "退款", "退钱", "退我钱", "钱退", "退…钱", "退给我", "返钱", "返款", "把钱", "还我钱", "款…退", "退全款",
            "refund", "money back", "reimburse", "give me back my money", "get back my money",
        ], ["退货", "refund policy"]),
        (Skill.ReturnOrder, ["退货…退款", "退款…退货", "退货退钱", "退货", "return…refund", "refund…return", "send…back"], []),
        (Skill.CancelOrder,
        [
            "不想买了", "不买了", "不要了", "不想要了", "不需要了…订单", "拍错了", "下错单", "下单错", "买错了", "拍重了", "买重了", "重复下单", "下重了", "多拍了", "多下了", "多买了一",
            "don't want it any", "do not want it any", "no longer want", "no longer need", "don't need it any", "changed my mind", "ordered by mistake", "ordered…by accident", "ordered twice", "ordered it twice", "ordered the wrong", "bought by mistake", "placed…by mistake", "placed…twice",
        ], ["不要了吗", "不要了么"]),
        (Skill.Complain,
        [
            "不满意…服务", "服务…不满意", "客服…不满意", "不满意…客服", "态度…差", "态度…恶劣", "态度…不好", "服务…太差", "服务…很差", "非常不满", "很不满", "对你们…失望", "要个说法", "给个说法",
            "not happy with", "unhappy with", "dissatisfied", "not satisfied with", "was rude", "were rude", "so rude", "very rude", "disappointed with", "disappointed in", "bad service", "poor service", "awful service",
        ], ["如果不满意", "不满意可以", "不满意能", "if i am not", "if i'm not", "if not satisfied"]),
    ];

    /// <summary>What is no request, whatever else is said: it takes one back, or asks after one that was made.</summary>
    public static readonly string[] None =
    [
        "取消退款", "取消退货", "取消售后", "撤销退款", "撤销退货", "撤销售后", "退款进度", "退货进度", "退款到账", "没退款", "没有退款", "没收到退款", "退款没到", "退款失败", "退款成功", "退款还没", "退款申请…通过", "退款状态", "退货收到", "退货…签收", "已经退货", "已退货", "退货了…还没",
        "cancel…refund", "cancel…return", "refund status", "status of my refund", "status of the refund", "refund hasn't", "refund has not", "not received…refund", "haven't received…refund", "haven't got…refund", "still no refund", "refund yet", "returned it", "returned the", "i returned", "have returned", "already sent it back",
    ];

    /// <summary>They ask about a rule, a time, a price or a reason: no order has to be touched for the answer.</summary>
    public static readonly string[] About =
    [
        "多久", "几天", "几号", "个工作日", "多长", "什么时候", "啥时候", "多少", "谁", "哪", "为什么", "为啥", "为何", "规则", "政策", "条件", "期限", "流程", "步骤", "运费", "邮费", "到账", "进度", "如果", "要是", "万一", "有没有过", "是什么意思", "说明", "教程", "什么情况", "什么样", "支持", "是不是", "会…还是", "是…还是",
        "how long", "how many", "how much", "when ", "where is", "where are", "where do", "where does", "where can", "where will", "where should", "where's", "who ", "whom", "why", "policy", "policies", "rules", "which", "do you accept", "do you offer", "do you have", "do you price", "do you do", "do you issue", "do you give", "do i have to", "do i need", "is there", "are there", "what is", "what's", "what are", "what details", "what information", "what documents", "what data", "what if", "what happens", "if i", "allowed", "eligible", "possible",
        "free", "pay for", "pays", "cost", "fee", "charge", "accepted", "does it", "does the", "does a", "is return", "are return", "is a refund", "is it ", "will my refund", "will the refund", "will you refund if", "deadline", "tell me about", "take to",
    ];

    /// <summary>They ask how to, or whether one can.</summary>
    public static readonly string[] Ask =
    [
        "怎么", "如何", "怎样", "咋", "吗", "嘛?", "么?", "能不能", "可不可以", "能否", "可否", "是否", "行不行", "能退不", "能换不", "可以不", "什么", "入口", "在哪", "可以退么", "可以换么",
        "how do", "how can", "how to", "how would", "how should", "how about", "can i", "could i", "may i", "can we", "am i able", "should i", "what do i", "do you", "are you", "is this", "may we",
    ];

    /// <summary>They ask for how, whatever politeness stands before it: "please tell me how to return it".</summary>
    public static readonly string[] How =
        ["怎么", "如何", "怎样", "咋", "入口", "how do", "how can", "how to", "how would", "how should", "tell me", "explain", "do you know", "what do i", "know if", "know whether", "ask if", "ask whether", "问一下", "问下", "想问", "咨询"];

    /// <summary>They ask for the thing to be done for them.</summary>
    public static readonly string[] Please =
    [
        "帮我", "帮忙", "帮下", "帮个忙", "给我退", "给我换", "给我改", "给我取消", "给我开", "给我办", "给我申请", "麻烦", "替我", "劳烦", "拜托", "直接", "请把", "请给", "请帮", "请改", "请取消", "请换", "请开", "请为", "给改", "给换", "给退", "给开", "给取消",
        "please", "pls", "plz", "can you", "could you", "would you", "will you", "can u", "could u", "kindly", "i'd like you to", "help me", "need you to", "want you to", "for me",
    ];

    /// <summary>English words that a request stands on: with two letters changed about they are read all the same.</summary>
    public static readonly string[] Mended =
        ["cancel", "cancelled", "refund", "return", "exchange", "exchanged", "replace", "address", "change", "invoice", "difference", "price", "please", "instead", "adjustment", "protection", "replacement", "money", "update", "deliver", "delivered", "order"];

    /// <summary>They speak of an order that is there.</summary>
    public static readonly string[] Anchors =
    [
        "这单", "这个订单", "这笔", "那单", "那个订单", "那笔", "上一单", "刚下", "刚拍", "刚买", "刚才下", "刚才拍", "刚刚下", "刚刚拍", "昨天", "前天", "今天下", "今天拍", "早上下", "我的订单", "我买的", "我订的", "我下的", "我拍的", "上次", "尾号", "订单号", "收到的", "买的", "拍的",
        "my order", "this order", "that order", "the order", "my last order", "my latest order", "order number", "just ordered", "i bought", "i ordered", "just bought", "just placed", "i placed", "ending in", "ends in", "i got", "i received", "yesterday", "my purchase", "that i have",
    ];
}
