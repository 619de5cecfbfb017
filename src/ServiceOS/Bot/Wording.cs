using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>The bot's own words, in both languages.</summary>
internal sealed record Wording
{
    public required string Greeting { get; init; }
    public required string Thanks { get; init; }

    /// <summary>To words that ask for nothing.</summary>
    public required string Acknowledged { get; init; }
    public required string Paid { get; init; }
    public required string WhoIAm { get; init; }

    /// <summary>To a yes after choices.</summary>
    public required string TapOne { get; init; }
    public required string StockUnknown { get; init; }
    public required string AskBack { get; init; }

    /// <summary>Asks back when there is one thing only that may be meant.</summary>
    public required string AskBackOne { get; init; }
    public required string DoNotKnow { get; init; }
    public required string DoNotKnowOfferPerson { get; init; }
    public required string Person { get; init; }
    public required string HandOver { get; init; }
    public required string HandOverUnknown { get; init; }
    public required string HandOverAngry { get; init; }
    public required string GoneItem { get; init; }

    /// <summary>What a button is called that has the bot do something: by <see cref="Skill"/>.</summary>
    public required IReadOnlyDictionary<string, string> Skills { get; init; }

    public static Wording In(string language) => Locales.IsEnglish(language) ? s_english : s_chinese;

    private static readonly Wording s_chinese = new()
    {
        Greeting = "您好！请问有什么可以帮您？商品、订单、物流、售后的问题都可以直接问我。",
        Thanks = "不客气，很高兴能帮到您。还有问题随时告诉我。",
        Acknowledged = "好的，还有问题随时告诉我。",
        Paid = "好的！付款到账后商家会为您备货，想看进度随时问我“我的订单到哪了”。",
        WhoIAm = "我是店铺的智能助手，不是真人。常见问题我可以马上回答；想找人工客服，点下面的按钮就可以。",
        TapOne = "请点一下您想问的那一项；如果都不是，换个说法告诉我就好。",
        StockUnknown = "抱歉，我这里看不到库存，不能随便答您有没有货。可以请人工客服帮您确认。",
        AskBack = "请问您想了解的是下面哪一个？",
        AskBackOne = "您是想问这个吗？",
        DoNotKnow = "抱歉，这个问题我还不太明白。您可以换个说法，或者说得具体一些，比如商品名称、订单或物流。",
        DoNotKnowOfferPerson = "抱歉，还是没能帮到您。要不要为您转接人工客服？",
        Person = "转人工客服",
        HandOver = "好的，马上为您转接人工客服，前面的对话我会一并转交，您不用重复说明。",
        HandOverUnknown = "抱歉没能帮到您，我请人工客服来处理，前面的对话会一并转交。",
        HandOverAngry = "非常抱歉给您带来不好的体验。我马上请人工客服来为您处理，前面的对话会一并转交。",
        GoneItem = "抱歉，这条内容刚刚更新了，请您再问我一次。",
        Skills = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Skill.WhereIsMyOrder] = "我的订单到哪了？",
            [Skill.WhenWillItArrive] = "我的订单什么时候到？",
            [Skill.UrgeShipment] = "帮我催一下订单",
            [Skill.ChangeAddress] = "帮我改收货地址",
            [Skill.CancelOrder] = "帮我取消订单",
            [Skill.ReturnOrder] = "帮我申请退货",
            [Skill.RefundOrder] = "帮我申请退款",
            [Skill.ExchangeOrder] = "帮我申请换货",
            [Skill.PriceProtection] = "帮我申请价保",
            [Skill.RequestInvoice] = "帮我开发票",
        },
    };

    private static readonly Wording s_english = new()
    {
        Greeting = "Hello! What can I do for you? Ask me about products, orders, delivery or returns.",
        Thanks = "You're welcome. I'm here if there is anything else.",
        Acknowledged = "Happy to help. Write to me if there is anything else.",
        Paid = "Thank you! Once the payment is in, the shop prepares your order. Ask me “where is my order” at any time.",
        WhoIAm = "I'm the shop's assistant, a program and not a person. I can answer many questions at once; for a person, use the button below.",
        TapOne = "Please tap the one you mean, or put it another way if it is none of them.",
        StockUnknown = "Sorry, I can't see the stock, so I can't say whether it is there. A person can check it for you.",
        AskBack = "Which of these do you mean?",
        AskBackOne = "Do you mean this?",
        DoNotKnow = "Sorry, I don't understand that yet. Could you put it another way, or tell me the product or order it is about?",
        DoNotKnowOfferPerson = "Sorry, I still couldn't help. Shall I get a person for you?",
        Person = "Talk to a person",
        HandOver = "Of course. I'm getting a person for you; they will see what we said, so you needn't repeat it.",
        HandOverUnknown = "Sorry that I couldn't help. I'm getting a person for you; they will see what we said.",
        HandOverAngry = "I'm very sorry about this. I'm getting a person to put it right; they will see what we said.",
        GoneItem = "Sorry, that was just changed. Please ask me once more.",
        Skills = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Skill.WhereIsMyOrder] = "Where is my order?",
            [Skill.WhenWillItArrive] = "When will my order arrive?",
            [Skill.UrgeShipment] = "Hurry up my order",
            [Skill.ChangeAddress] = "Change the address of my order",
            [Skill.CancelOrder] = "Cancel my order",
            [Skill.ReturnOrder] = "Return my order",
            [Skill.RefundOrder] = "Refund my order",
            [Skill.ExchangeOrder] = "Exchange what I bought",
            [Skill.PriceProtection] = "Ask for the price difference",
            [Skill.RequestInvoice] = "Get an invoice for my order",
        },
    };
}
