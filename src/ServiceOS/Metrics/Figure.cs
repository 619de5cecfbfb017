using ServiceOS.Conversations.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Metrics;

/// <summary>The figures of the board: key, unit, and what each says, once for every screen.</summary>
/// <param name="Rows">The conversations behind it; null when it is about people.</param>
/// <param name="Whole">For a share: the conversations that it is a share of.</param>
internal sealed record Figure(string Key, string Unit, LocalText Definition, ConversationFigure? Rows, ConversationFigure? Whole = null)
{
    public const string AgentsOnline = "agentsOnline";
    public const string MessagesPerMinute = "messagesPerMinute";

    public static readonly IReadOnlyList<Figure> All =
    [
        new("waiting", "count", new("此刻正在等人工回复的会话数：在排队的，加上已接入、但客服还没回复消费者的。", "Conversations whose consumer waits for a person's words, now: those in the queue, and those with an agent who has yet to answer."), ConversationFigure.Waiting),
        new("longestWait", "seconds", new("此刻等得最久的消费者已经等了多久，包括排队和等客服回复；每次从没有得到回复的那句话（或进入排队）起算。", "How long the consumer who has waited longest for a person's words has waited, now, in the queue or with an agent: from entering the queue, or from the first words left unanswered."), ConversationFigure.Waiting),
        new("inService", "count", new("正由人工客服接待的会话数（此刻）。", "Conversations with an agent, now."), ConversationFigure.InService),
        new("withBot", "count", new("正由机器人接待的会话数（此刻）。", "Conversations with the bot, now."), ConversationFigure.WithBot),
        new("botShare", "share", new("今天开始的会话中，没有进入人工的占比。", "Of the conversations opened today, the share that never went to a person."), ConversationFigure.BotOnly, ConversationFigure.Opened),
        new("resolved", "count", new("今天结束的会话中已解决的：人工接待过的，以客服小结为准；全程由机器人接待的，要求机器人确实答上了问题，并且最后没有留下没答上的问题。消费者没说过话的不算。", "Of the conversations closed today, those resolved: with a person, as wrapped up; with the bot alone, if it answered the consumer and left no question open at the end. Without a word of the consumer's it is none."), ConversationFigure.Resolved),
        new("automation", "share", new("自动化率：今天结束的会话中，机器人独立解决（口径同“今日已解决”）、且经小结确认或消费者 72 小时内没有再来的占比。", "Automation: of the conversations closed today, the share that the bot alone resolved (as in 'resolved today'), confirmed by the wrap-up or whose consumer did not come back within 72 hours."), ConversationFigure.Automated, ConversationFigure.Closed),
        new("firstResponse", "seconds", new("今天首次人工回复的平均等待时间，从进入排队起算。", "Mean time today from entering the queue to a person's first words."), ConversationFigure.FirstResponse),
        new(MessagesPerMinute, "per-minute", new("上一个整分钟内消费者发来的消息数。", "Consumers' messages in the last whole minute."), ConversationFigure.Spoken),
        new(AgentsOnline, "count", new("此刻在线的客服人数。", "Agents who are online now."), Rows: null),
    ];

    /// <summary>The bot's shares over a time of one's choice. They count what the board's count, by the same conditions.</summary>
    public static readonly IReadOnlyList<Figure> OfBot =
    [
        new("botShare", "share", new("机器人占比：这段时间开始的会话中，没有进入人工的占比。", "Bot share: of the conversations opened in this time, the share that never went to a person."), ConversationFigure.BotOnly, ConversationFigure.Opened),
        new("botResolution", "share", new("机器人解决率：这段时间结束、全程由机器人接待的会话中，真正解决了的占比。小结确认已解决的算解决；没有小结的，要求机器人答上了问题、最后没有留下没答上的，并且消费者 72 小时内没有再来。消费者没说过话的不算解决。", "Resolution by the bot: of the conversations closed in this time that the bot alone had, the share that it resolved. The wrap-up says so; or, without one, the bot answered, left no question open at the end, and the consumer did not come back within 72 hours. Without a word of the consumer's it is none."), ConversationFigure.Automated, ConversationFigure.BotClosed),
        new("automation", "share", new("自动化率 = 机器人独立接待的占比 × 机器人解决率。两个因数和乘积都按这段时间结束的会话计算，所以相乘正好相等。", "Automation = the share that the bot alone had × its resolution. Both factors and the product are taken from the conversations closed in this time, so that they multiply exactly."), ConversationFigure.Automated, ConversationFigure.Closed),
    ];

    /// <summary>The figure with a key; null when there is none.</summary>
    public static Figure? Find(string? key) => All.FirstOrDefault(figure => string.Equals(figure.Key, key, StringComparison.Ordinal));
}
