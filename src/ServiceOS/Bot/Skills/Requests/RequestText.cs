using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>What the bot says of a request, in both languages. Pure. It promises nothing: neither money nor that it is granted.</summary>
internal static class RequestText
{
    public static string Of(RequestOutcome outcome, RequestState state, string language)
    {
        var english = Locales.IsEnglish(language);
        return outcome switch
        {
            RequestOutcome.Identify => english
                ? "I need to know whose order it is: please sign in to the shop and ask me again, or write the order number here. A person can help as well."
                : "这需要先确认是您的订单：请登录店铺账号后再来找我，或者直接把订单号发在这里。也可以为您转接人工客服。",
            RequestOutcome.NoOrder => english ? "I find no order of yours in this shop." : "没有查到您在本店的订单。",
            RequestOutcome.AskOrder { IsNotTheirs: true } other => OrderWords.NotTheirs(other.Number, language),
            RequestOutcome.AskOrder => english ? $"Which order is it that you {Verb(state.Skill)}?" : $"请问是哪一笔订单要{Deed(state.Skill)}？",
            RequestOutcome.AskSlot ask => english ? AskEnglish(ask, state) : AskChinese(ask, state),
            RequestOutcome.Told told => english ? ToldEnglish(state.Skill, told) : ToldChinese(state.Skill, told),
            RequestOutcome.PassOn when state.Skill == Skill.Complain => Wording.In(language).HandOverAngry,
            RequestOutcome.PassOn pass => english ? PassedEnglish(pass, state) : PassedChinese(pass, state),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };
    }

    /// <summary>What an option is called on its button.</summary>
    public static string Label(string option, string language) => (option, Locales.IsEnglish(language)) switch
    {
        ("quality", true) => "It is faulty",
        ("quality", false) => "质量问题",
        ("damaged", true) => "It arrived damaged",
        ("damaged", false) => "收到时破损",
        ("wrong-item", true) => "Wrong or missing item",
        ("wrong-item", false) => "发错货或少件",
        ("not-as-described", true) => "Not as described",
        ("not-as-described", false) => "与描述不符",
        ("size", true) => "The size doesn't fit",
        ("size", false) => "大小不合适",
        ("changed-mind", true) => "I don't want it any more",
        ("changed-mind", false) => "不喜欢或不想要了",
        ("late", true) => "It took too long",
        ("late", false) => "到货太慢",
        ("other", true) => "Another reason",
        ("other", false) => "其他原因",
        ("personal", true) => "For a person",
        ("personal", false) => "个人",
        ("company", true) => "For a company",
        ("company", false) => "企业",
        _ => option,
    };

    private static string AskChinese(RequestOutcome.AskSlot ask, RequestState state) => ask.Slot switch
    {
        RequestState.Address when RequestRule.StageOf(ask.Order) != OrderStage.Paid => $"订单 {ask.Order.Number} 已经发货，不过物流有异常，能不能改地址要由客服联系快递确认。请先把新的收货地址完整地发给我（收货人和电话有变的话也一起写上）。",
        RequestState.Address => $"订单 {ask.Order.Number} 还没有发货，可以申请改地址。请把新的收货地址完整地发给我（收货人和电话有变的话也一起写上）。",
        RequestState.Title => $"订单 {ask.Order.Number} 的发票，抬头开个人还是企业？",
        RequestState.Size => $"订单 {ask.Order.Number} 想换成哪个尺码？",
        _ => $"订单 {ask.Order.Number} 要{Deed(state.Skill)}，请问是什么原因？",
    };

    private static string AskEnglish(RequestOutcome.AskSlot ask, RequestState state) => ask.Slot switch
    {
        RequestState.Address when RequestRule.StageOf(ask.Order) != OrderStage.Paid => $"Order {ask.Order.Number} has been shipped, but something is wrong on its way, so a person has to ask the carrier whether the address can be changed. Please write the whole new address first (and the name and phone number, if they change).",
        RequestState.Address => $"Order {ask.Order.Number} has not been shipped yet, so a change of address can be asked for. Please write the whole new address (and the name and phone number, if they change).",
        RequestState.Title => $"Is the invoice for order {ask.Order.Number} for a person or for a company?",
        RequestState.Size => $"Which size would you like instead for order {ask.Order.Number}?",
        _ => $"Order {ask.Order.Number}: what is the reason?",
    };

    private static string PassedChinese(RequestOutcome.PassOn pass, RequestState state)
    {
        var order = pass.Order is { } known ? $"订单 {known.Number} 的" : "您的";
        var missing = pass.Missing switch
        {
            RequestState.Order when state.Find("named") is not null => "订单由客服为您核实。",
            RequestState.Order => "是哪一笔订单，请直接发在这里。",
            RequestState.Address => "新的收货地址请直接发在这里，客服接入后就能看到。",
            _ => "",
        };
        var shipped = IsShipped(pass) ? $"订单 {pass.Order!.Number} 已经发货，目前物流有异常。" : "";
        return $"好的，{order}{Deed(state.Skill)}申请已转给人工客服，{shipped}我知道的信息都一并转交了，您不用重复说明。{missing}能否办理、如何办理，以客服的回复为准。";
    }

    /// <summary>It is on its way, and stuck: whoever wants it cancelled must know that.</summary>
    private static bool IsShipped(RequestOutcome.PassOn pass) => pass.Order is { } order && RequestRule.StageOf(order) == OrderStage.Troubled;

    private static string PassedEnglish(RequestOutcome.PassOn pass, RequestState state)
    {
        var order = pass.Order is { } known ? $" for order {known.Number}" : "";
        var missing = pass.Missing switch
        {
            RequestState.Order when state.Find("named") is not null => " They will look the order up.",
            RequestState.Order => " Please write here which order it is.",
            RequestState.Address => " Please write the new address here; they will see it.",
            _ => "",
        };
        var shipped = IsShipped(pass) ? " It has been shipped, and something is wrong on its way." : "";
        return $"I have passed {Noun(state.Skill)}{order} on to a person, with everything I know, so you needn't repeat it.{shipped}{missing} They will tell you what can be done.";
    }

    private static string ToldChinese(string skill, RequestOutcome.Told told)
    {
        var order = $"订单 {told.Order.Number} ";
        return (told.Stage, skill) switch
        {
            (OrderStage.Unpaid, Skill.ChangeAddress) => order + "还没有付款。不付这一笔、用新地址重新下单就可以。",
            (OrderStage.Unpaid, Skill.CancelOrder) => order + "还没有付款，没有扣过款。不想要的话不付款就可以，它会自己关闭，也可以在订单页关闭。",
            (OrderStage.Unpaid, Skill.PriceProtection) => order + "还没有付款，付款时按当时的价格计算，不需要价保。",
            (OrderStage.Unpaid, Skill.RequestInvoice) => order + "还没有付款，付款之后就可以申请发票。",
            (OrderStage.Unpaid, _) => order + $"还没有付款，没有扣过款，所以没有可以{Deed(skill)}的。不想要的话不付款就可以。",
            (OrderStage.Cancelled, _) => order + "已经取消了，不用再操作。如果还有疑问，可以请人工客服帮您核实。",
            (OrderStage.Refunded, _) => order + "已经退款了，不用再操作。如果还有疑问，可以请人工客服帮您核实。",
            (OrderStage.Paid, _) => order + "还没有发货，不用退货。不想要的话，可以申请取消订单。",
            (OrderStage.Delivered, Skill.ChangeAddress) => order + "已经送达，地址改不了了。如果您没有收到，可以请人工客服帮您核实。",
            (OrderStage.Delivered, _) => order + "已经送达，不能取消了。需要的话，可以申请退货或者换货。",
            (OrderStage.OutForDelivery, Skill.ChangeAddress) => order + "正在派送，地址改不了了。可以请人工客服联系快递问问能否改派。",
            (OrderStage.OutForDelivery, _) => order + $"正在派送，现在还不能{Deed(skill)}。不想要的话可以当面拒收，或者收到后再申请退货、换货。",
            (_, Skill.ChangeAddress) => order + "已经发货，地址改不了了。可以请人工客服联系快递问问能否改派。",
            _ => order + $"已经发货，现在不能{Deed(skill)}了。不想要的话可以在派送时拒收，或者收到后再申请退货、换货。",
        };
    }

    private static string ToldEnglish(string skill, RequestOutcome.Told told)
    {
        var order = $"Order {told.Order.Number} ";
        return (told.Stage, skill) switch
        {
            (OrderStage.Unpaid, Skill.ChangeAddress) => order + "is not paid yet. Leave it unpaid and order again with the new address.",
            (OrderStage.Unpaid, Skill.CancelOrder) => order + "is not paid yet, so nothing was charged. If you don't want it, just leave it unpaid: it closes by itself, or you can close it on your order page.",
            (OrderStage.Unpaid, Skill.PriceProtection) => order + "is not paid yet; you pay the price of the moment, so there is nothing to make up for.",
            (OrderStage.Unpaid, Skill.RequestInvoice) => order + "is not paid yet. An invoice can be asked for after payment.",
            (OrderStage.Unpaid, _) => order + "is not paid yet: nothing was charged and nothing was sent. If you don't want it, just leave it unpaid.",
            (OrderStage.Cancelled, _) => order + "has been cancelled already, so there is nothing left to do. If something is unclear, a person can check it.",
            (OrderStage.Refunded, _) => order + "has been refunded already, so there is nothing left to do. If something is unclear, a person can check it.",
            (OrderStage.Paid, _) => order + "has not been shipped yet, so there is nothing to send back. If you don't want it, it can be asked to be cancelled.",
            (OrderStage.Delivered, Skill.ChangeAddress) => order + "was delivered, so its address can't be changed any more. If you did not get it, a person can look into it.",
            (OrderStage.Delivered, _) => order + "was delivered, so it can't be cancelled any more. You can ask for a return or an exchange instead.",
            (OrderStage.OutForDelivery, Skill.ChangeAddress) => order + "is out for delivery, so its address can't be changed any more. A person can ask the carrier whether it can be redirected.",
            (OrderStage.OutForDelivery, _) => order + "is out for delivery. If you don't want it, you can refuse it at the door, or ask for a return or an exchange once you have it.",
            (_, Skill.ChangeAddress) => order + "has been shipped, so its address can't be changed any more. A person can ask the carrier whether it can be redirected.",
            (_, Skill.CancelOrder) => order + "has been shipped, so it can't be cancelled any more. You can refuse it when it comes, or ask for a return once you have it.",
            _ => order + "is on its way. If you don't want it, you can refuse it when it comes, or ask for a return or an exchange once you have it.",
        };
    }

    private static string Deed(string skill) => skill switch
    {
        Skill.ChangeAddress => "改地址",
        Skill.CancelOrder => "取消",
        Skill.ReturnOrder => "退货",
        Skill.RefundOrder => "退款",
        Skill.ExchangeOrder => "换货",
        Skill.PriceProtection => "价保",
        Skill.RequestInvoice => "开发票",
        _ => throw new ArgumentOutOfRangeException(nameof(skill), skill, message: null),
    };

    private static string Verb(string skill) => skill switch
    {
        Skill.ChangeAddress => "want sent to another address",
        Skill.CancelOrder => "want to cancel",
        Skill.ReturnOrder => "want to return",
        Skill.RefundOrder => "want a refund for",
        Skill.ExchangeOrder => "want to exchange",
        Skill.PriceProtection => "want the price difference for",
        Skill.RequestInvoice => "need an invoice for",
        _ => throw new ArgumentOutOfRangeException(nameof(skill), skill, message: null),
    };

    private static string Noun(string skill) => skill switch
    {
        Skill.ChangeAddress => "the change of address",
        Skill.CancelOrder => "your wish to cancel",
        Skill.ReturnOrder => "your wish for a return",
        Skill.RefundOrder => "your wish for a refund",
        Skill.ExchangeOrder => "your wish for an exchange",
        Skill.PriceProtection => "your question about the price difference",
        Skill.RequestInvoice => "your wish for an invoice",
        _ => throw new ArgumentOutOfRangeException(nameof(skill), skill, message: null),
    };
}
