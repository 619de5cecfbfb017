namespace ServiceOS.Analysis.Safety;

/// <summary>What makes a text look like an order to a language model rather than a question to a shop.</summary>
public enum InjectionSign
{
    /// <summary>"Ignore all previous instructions", 忽略以上指令.</summary>
    DropsOrders,

    /// <summary>"Reveal your system prompt", 输出你的系统提示词.</summary>
    WantsOrders,

    /// <summary>Speaks of what is to be answered: "in your reply".</summary>
    SpeaksOfReply,

    /// <summary>Says how an answer is to be altered: "add … to your response".</summary>
    AltersReply,

    /// <summary>Wants the answer in a cipher, reversed, as emojis.</summary>
    CodesReply,

    /// <summary>Speaks of a cipher or an encoding.</summary>
    SpeaksOfCode,

    /// <summary>Wants the answer in another language, or a translation.</summary>
    Translates,

    /// <summary>"Say "…"": puts words into the mouth.</summary>
    Dictates,

    /// <summary>"Pretend to be", 你现在是.</summary>
    CastsRole,

    /// <summary>"Without restrictions", DAN, developer mode, 越狱.</summary>
    Unbinds,

    /// <summary>Speaks of models.</summary>
    SpeaksOfModel,

    /// <summary>A sentence begins with work for an assistant: "Write", "Explain".</summary>
    GivesTask,

    /// <summary>Work that no shop does: "Write a poem".</summary>
    GivesForeignTask,

    /// <summary>Speaks of things of school, science or literature.</summary>
    SpeaksOfWorld,

    /// <summary>The same, and names neither oneself nor anything of a shop.</summary>
    SpeaksOfWorldAlone,

    /// <summary>Asks, and names neither oneself nor anything of a shop.</summary>
    AsksOfWorld,

    /// <summary>Orders, and names neither oneself nor anything of a shop.</summary>
    OrdersImpersonally,

    /// <summary>Wants a web address in the answer.</summary>
    PlantsLink,

    /// <summary>Wants falsehood or harm.</summary>
    WantsHarm,

    /// <summary>Holds characters that nobody sees.</summary>
    HidesCharacters,

    /// <summary>Holds the marks between a model's turns: &lt;|im_start|&gt;, [INST], a code fence.</summary>
    HasTurnMarks,

    /// <summary>Holds a long run that could be base64 or hexadecimal.</summary>
    HasEncodedRun,

    /// <summary>Writes a telling word with digits: 1gn0re.</summary>
    DisguisesWords,

    /// <summary>Is longer than people write to a shop.</summary>
    IsLong,
}

/// <summary>A set of signs.</summary>
/// <param name="Bits">One bit a sign.</param>
public readonly record struct InjectionSigns(ulong Bits)
{
    public bool Has(InjectionSign sign) => (Bits & (1UL << (int)sign)) != 0;

    public InjectionSigns With(InjectionSign sign, bool holds = true) => holds ? new(Bits | (1UL << (int)sign)) : this;

    public InjectionSigns Without(InjectionSign sign) => new(Bits & ~(1UL << (int)sign));

    /// <summary>Those that it holds, in the order of the enumeration.</summary>
    public IReadOnlyList<InjectionSign> ToList() => [.. Enum.GetValues<InjectionSign>().Where(Has)];
}
