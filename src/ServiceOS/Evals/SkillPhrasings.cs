namespace ServiceOS.Evals;

/// <summary>How made-up consumers put what they want done. None of it is what the bot was taught.</summary>
/// <remarks><c>{o}</c>: which order, as the task lets them say it, or nothing; <c>{r}</c>: why; <c>{a}</c>: the new address; <c>{s}</c>: the size.</remarks>
internal static class SkillPhrasings
{
    public static readonly (string Skill, string[] Chinese, string[] English)[] All =
    [
        ("change-address",
        [
            "收件地址弄错了{o}，能改到{a}不？帮帮忙", "{o}别往原来的地方送了，改成{a}", "麻烦把{o}收货地方换成{a}", "我搬了，{o}请改送{a}", "{o}地址帮忙更正一下：{a}", "刚发现{o}填错地址，给我改成{a}",
        ],
        [
            "Hi, {o} would go to my old flat, please change the address to {a}", "I typed the wrong address{o}, could you change it to {a}", "please update where you ship {o}, new address: {a}",
            "can you have {o} delivered to {a} instead", "I need you to correct the delivery address{o}, it should be {a}", "address mix-up{o}, pls change it to {a}",
        ]),
        ("cancel-order",
        [
            "{o}我不打算要了，帮忙取消下", "麻烦撤了{o}，谢谢", "{o}给我取消掉，暂时用不着", "手滑下的单，{o}请取消", "能帮我把{o}取消了不，家里已经有了", "{o}停一下别发了，取消",
        ],
        [
            "could you cancel {o} please, bought it elsewhere", "I'd like {o} cancelled, thanks", "pls cancel {o}", "hey, I need to cancel {o}, wrong item", "please stop {o} before it ships and cancel it", "not needed after all: cancel {o} for me",
        ]),
        ("return-order",
        [
            "{o}我要退，{r}", "{r}，麻烦帮我办{o}的退货", "帮我退一下{o}，{r}", "{o}想退回去，{r}", "请安排{o}退货，原因是{r}", "{r}，{o}给退了吧",
        ],
        [
            "I want to send {o} back, {r}", "{r}, so please arrange a return{o}", "please take {o} back: {r}", "could you start a return{o}, {r}", "I'd like to return {o} because {r}", "{r}. return {o} please",
        ]),
        ("refund-order",
        [
            "{o}请把款退我，{r}", "{r}，{o}我要求退款", "麻烦给{o}退款，{r}", "帮我申请{o}退钱，{r}", "{o}直接给我退款吧，{r}", "{r}，请把{o}的钱退回",
        ],
        [
            "please refund {o}, {r}", "{r}, I want my money back{o} please", "could you refund me{o}, {r}", "I'm asking for a refund{o} because {r}", "kindly issue a refund{o}: {r}", "{r}. please give me a refund{o}",
        ]),
        ("exchange-order",
        [
            "{o}换成{s}码，麻烦了", "{o}穿着不行，想换{s}码的，帮我换一下", "帮忙把{o}换个{s}码", "请给{o}调换成{s}码", "{o}买错码了，麻烦换货，要{s}码", "给我换{s}码吧，{o}",
        ],
        [
            "please exchange {o} for size {s}", "could you swap {o} for a size {s}", "I'd like to exchange {o}, size {s} instead", "it doesn't fit, please exchange {o} for size {s}", "can you replace {o} with size {s} please", "need {o} exchanged to size {s}, please",
        ]),
        ("price-protection",
        [
            "{o}刚到手就便宜了，帮我退差价", "麻烦给{o}做价保", "{o}买完就降价，差价补给我呗，麻烦了", "帮申请一下{o}的价格保护", "{o}现在页面便宜了，请把差价退我", "我{o}买贵了，帮我补下差价",
        ],
        [
            "{o} is cheaper now, please refund the difference", "could you give me a price adjustment{o}", "please apply price protection{o}", "the price dropped right after I bought {o}, can you refund the difference", "I want the price difference{o} back please", "can you price match {o} please, it got cheaper",
        ]),
        ("request-invoice",
        [
            "{o}给我开张发票，个人的", "麻烦{o}开下发票，个人抬头", "帮我把{o}的发票开出来，开个人", "报销要用，{o}请开公司发票", "{o}需要开票，企业抬头，麻烦了", "请给{o}补开发票，个人就行",
        ],
        [
            "please send me an invoice{o}, personal is fine", "could I have you make out an invoice{o} for my company please", "I need an invoice{o} in my own name, please", "can you issue a company invoice{o}", "kindly email a personal invoice{o}", "for my taxes: please give me a business invoice{o}",
        ]),
    ];

    /// <summary>What is only asked about: nothing may be done, nobody called.</summary>
    public static readonly (string Chinese, string English)[] OnlyAsked =
    [
        ("付完钱还来得及改地址不，怎么改", "is there a way to change the address after paying, and how do I do it"), ("订单取消要怎么弄", "how would one go about cancelling an order"),
        ("退货的话邮费算谁的", "who covers the postage when something is returned"), ("退款一般几个工作日到", "how many days until refunds reach my bank"),
        ("换码怎么操作", "how does an exchange for another size work"), ("降价了多少天内能退差价", "within how many days can I claim a price drop"),
        ("发票一般什么时候给", "when are invoices normally sent out"), ("拆封了还能退不，规则是怎样", "what are the rules for returning opened items"),
    ];

    public static readonly (string Code, string Chinese, string English)[] Reasons =
    [
        ("quality", "用两天就坏了", "it stopped working"), ("damaged", "到手外壳都碎了", "it arrived cracked"), ("wrong-item", "给我发错了", "you sent me the wrong one"), ("changed-mind", "不喜欢", "I don't like it"),
    ];

    public static readonly string[] AddressesChinese = ["南京市鼓楼区中山路18号3栋502", "成都市武侯区天府大道88号A座1203", "广州市天河区体育西路7号2楼"];

    public static readonly string[] AddressesEnglish = ["27 Elm Street, Springfield", "450 Lake Road, Unit 9, Boston", "8 Victoria Avenue, Leeds"];
}
