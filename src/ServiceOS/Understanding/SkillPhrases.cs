using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>How people ask for what the bot can do by itself. They are matched beside the merchant's own questions, on equal terms.</summary>
internal static class SkillPhrases
{
    private static readonly (string Skill, string[] Phrases)[] s_chinese =
    [
        (Skill.Greeting, ["你好", "您好", "在吗", "在不在", "有人吗", "哈喽", "早上好", "下午好", "晚上好", "嗨", "亲在吗", "客服在吗", "你好在吗"]),
        (Skill.Thanks, ["谢谢", "多谢", "感谢", "好的谢谢", "知道了谢谢", "谢谢你", "没有了谢谢", "好的", "再见", "拜拜", "明白了", "没事了"]),
        (Skill.WhereIsMyOrder,
        [
            "我的快递到哪了", "我的包裹在哪里", "快递到哪里了", "物流到哪了", "查一下物流", "查快递", "查询订单物流", "帮我查一下订单", "我的订单到哪了",
            "看看我的快递", "包裹现在在什么地方", "东西到哪了", "物流信息怎么没更新", "物流好几天没动了", "快递怎么一直不动", "我买的东西发货了吗", "订单发货了没有",
            "我的订单状态", "查物流", "快递单号是多少", "帮我看下物流", "货到哪儿了", "订单现在什么情况",
            "我的快递呢", "我的包裹呢", "我的货呢", "我的东西在哪", "我的订单在哪里", "快递呢", "到哪了", "到哪儿了", "怎么还没到", "怎么还没收到",
            "我还没收到货", "发货了吗", "帮我查快递", "我的包裹在哪", "订单查询", "物流查询", "查订单", "快递查询", "快递停着不动了",
        ]),
        (Skill.WhenWillItArrive,
        [
            "什么时候能到", "多久能到", "几天能到", "预计什么时候送达", "我的快递什么时候到", "今天能到吗", "明天能送到吗", "大概什么时候能收到", "还要多久才到",
            "订单什么时候到货", "包裹几号能到", "快递还要几天", "什么时候能收到货", "还要多久",
            "什么时候到", "啥时候到", "今天到吗", "几点到", "什么时候送来", "何时送达", "我的货什么时候到", "快递什么时候来", "我的订单几号到",
        ]),
        (Skill.UrgeShipment,
        [
            "催一下发货", "帮我催一下", "怎么还不发货", "能不能快点发货", "麻烦尽快发货", "催发货", "催一下快递", "催物流", "帮忙催下物流", "怎么还没发货",
            "快点给我发货", "等了好几天还没发货", "什么时候给我发货", "加急发货", "催单", "能快点送吗",
            "快点发", "快发货", "催一催", "赶紧发货", "怎么这么慢", "能快点吗", "急用请快点发", "怎么还不发", "还没发货帮我催催",
        ]),
    ];

    private static readonly (string Skill, string[] Phrases)[] s_english =
    [
        (Skill.Greeting, ["hello", "hi", "hey", "good morning", "good afternoon", "good evening", "hi there", "hello there", "how are you doing", "is anyone there", "anybody there"]),
        (Skill.Thanks, ["thanks", "thank you", "thank you very much", "ok thanks", "great thanks", "that is all thanks", "bye", "goodbye", "got it", "ok", "no thanks that is all"]),
        (Skill.WhereIsMyOrder,
        [
            "where is my order", "where is my parcel", "where is my package", "track my order", "track my parcel", "track my package",
            "what is the status of my order", "order status", "can you check my order", "has my order shipped", "has my order been shipped yet",
            "my tracking has not updated", "tracking has not moved for days", "where is my delivery", "check my shipment", "where's my stuff",
            "find my package", "tracking number of my order", "my parcel is stuck",
            "where's my order", "where's my parcel", "where is it", "where is my item", "i haven't received my order", "my order has not arrived", "my parcel hasn't arrived yet",
            "still not received", "tracking", "track it", "order tracking", "check order status", "still waiting for my parcel", "where are my things",
            "do you know where my order is", "tell me where my parcel is",
        ]),
        (Skill.WhenWillItArrive,
        [
            "when will it arrive", "when will my order arrive", "when will my package be delivered", "how long until it arrives",
            "what is the estimated delivery date of my order", "will it arrive today", "will it come tomorrow", "how many more days for my order",
            "when can i expect my parcel", "when do i get my order", "when is my delivery coming", "how much longer will my order take",
            "when will it come", "when does it arrive", "when is it coming", "when will i receive it", "when is my order arriving",
            "will it be here soon", "when does my parcel get here", "what day will my order come", "when will it get here", "arrival date of my order",
            "when is my parcel coming",
        ]),
        (Skill.UrgeShipment,
        [
            "please ship my order faster", "hurry up with my order", "can you speed up my order", "why has my order not shipped yet",
            "please send it soon", "can you rush my order", "please expedite my shipment", "urge the seller to ship", "please hurry the delivery",
            "chase up my order", "chase the courier", "push my order", "i have been waiting for days for it to ship", "can it be delivered faster",
            "ship it now", "hurry up", "please be quick", "ship faster", "why is it taking so long", "send it quickly", "rush my order", "please hurry",
        ]),
    ];

    /// <summary>Skills and how they are asked for, in a language.</summary>
    public static IReadOnlyList<(string Skill, string[] Phrases)> In(string language) =>
        Locales.IsEnglish(language) ? s_english : s_chinese;
}
