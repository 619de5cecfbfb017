using ServiceOS.Orders.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Requests;

/// <summary>Decides the next step of a request: told at once, asked for one thing, or passed on with all that is known. Pure.</summary>
/// <remarks>At most one question is asked: what is still open after it is a person's to clear up, not the consumer's to be examined about.</remarks>
internal static class RequestPlan
{
    private static readonly string[] s_plainReasons = ["quality", "damaged", "wrong-item", "not-as-described"];

    public static RequestOutcome Decide(RequestCase one)
    {
        if (one.Skill == Skill.Complain)
            return new RequestOutcome.PassOn((one.Order as OrderChoice.Outcome.One)?.Order, Missing: null);
        if (!one.IsMember)
            return one.HasAsked ? new RequestOutcome.PassOn(Order: null, RequestState.Order) : new RequestOutcome.Identify();
        return one.Order switch
        {
            OrderChoice.Outcome.None => new RequestOutcome.NoOrder(),
            OrderChoice.Outcome.NotTheirs when one.HasAsked => new RequestOutcome.PassOn(Order: null, RequestState.Order),
            OrderChoice.Outcome.NotTheirs other => new RequestOutcome.AskOrder(OfferedFor(one.Skill, other.Orders), IsNotTheirs: true, other.Number),
            OrderChoice.Outcome.Ask when one.HasAsked => new RequestOutcome.PassOn(Order: null, RequestState.Order),
            OrderChoice.Outcome.Ask ask => new RequestOutcome.AskOrder(ask.Orders, IsNotTheirs: false, Number: null),
            OrderChoice.Outcome.One { Order: var order } => About(one, order),
            _ => throw new InvalidOperationException("unhandled choice of an order"),
        };
    }

    private static RequestOutcome About(RequestCase one, OrderCard order)
    {
        var stage = RequestRule.StageOf(order);
        if (!RequestRule.IsOpen(one.Skill, stage))
            return new RequestOutcome.Told(order, stage);
        var missing = MissingOf(one, stage);
        return missing is null || one.HasAsked
            ? new RequestOutcome.PassOn(order, missing)
            : new RequestOutcome.AskSlot(order, missing, OptionsOf(missing, one.Sizes));
    }

    /// <summary>What a person would have to ask first; null when nothing.</summary>
    private static string? MissingOf(RequestCase one, OrderStage stage)
    {
        var reason = one.Find(RequestState.Reason);
        switch (one.Skill)
        {
            case Skill.ChangeAddress:
                return one.Find(RequestState.Address) is null ? RequestState.Address : null;
            case Skill.RequestInvoice:
                return one.Find(RequestState.Title) is null && one.Find("name") is null ? RequestState.Title : null;
            case Skill.ReturnOrder or Skill.RefundOrder:
                return stage == OrderStage.Delivered && reason is null ? RequestState.Reason : null;
            case Skill.ExchangeOrder when one.Find(RequestState.Size) is not null || s_plainReasons.Contains(reason, StringComparer.Ordinal):
                return null;
            case Skill.ExchangeOrder when one.Sizes.Count > 0:
                return RequestState.Size;
            case Skill.ExchangeOrder:
                return reason is null ? RequestState.Reason : null;
            default:
                return null;
        }
    }

    private static IReadOnlyList<string> OptionsOf(string slot, IReadOnlyList<string> sizes) => slot switch
    {
        RequestState.Reason => RequestSlots.Reasons,
        RequestState.Title => RequestSlots.Titles,
        RequestState.Size => sizes,
        _ => [],
    };

    private static IReadOnlyList<OrderCard> OfferedFor(string skill, IReadOnlyList<OrderCard> orders) =>
        RequestOrder.OpenFor(skill, orders) is { Count: > 0 } open ? open : orders;
}

/// <summary>All that a request is decided by.</summary>
/// <param name="HasAsked">The one question has been asked.</param>
/// <param name="Sizes">That the product is sold in; empty when it has none, or nobody knows.</param>
internal sealed record RequestCase(
    string Skill, bool IsMember, OrderChoice.Outcome Order, RequestState State, bool HasAsked, IReadOnlyList<string> Sizes)
{
    public string? Find(string slot) => State.Find(slot);
}

/// <summary>What is done about a request.</summary>
internal abstract record RequestOutcome
{
    private RequestOutcome() { }

    /// <summary>Nobody knows who asks: it says what is needed.</summary>
    public sealed record Identify : RequestOutcome;

    /// <summary>A member who has bought nothing here.</summary>
    public sealed record NoOrder : RequestOutcome;

    /// <summary>It asks which order.</summary>
    /// <param name="Orders">Those that it can be for.</param>
    /// <param name="IsNotTheirs">What was named is none of theirs.</param>
    /// <param name="Number">That number, as it was written; null when a button or the page named it.</param>
    public sealed record AskOrder(IReadOnlyList<OrderCard> Orders, bool IsNotTheirs, string? Number) : RequestOutcome;

    /// <summary>It asks for one thing about it.</summary>
    /// <param name="Options">To be tapped; empty: to be written.</param>
    public sealed record AskSlot(OrderCard Order, string Slot, IReadOnlyList<string> Options) : RequestOutcome;

    /// <summary>It can't be met, and what can be done instead is said.</summary>
    public sealed record Told(OrderCard Order, OrderStage Stage) : RequestOutcome;

    /// <summary>A person takes it up, with all that is known.</summary>
    /// <param name="Missing">What is not known; null when nothing is missing.</param>
    public sealed record PassOn(OrderCard? Order, string? Missing) : RequestOutcome;
}
