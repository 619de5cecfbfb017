using ServiceOS.Knowledge.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Contracts;

/// <summary>Hears what was answered while a roll-out is in the shadow. Who compares it lies below.</summary>
internal interface IShadow
{
    /// <summary>Returns at once, and never fails: the next turn waits.</summary>
    void Offer(ShadowQuestion question);
}

/// <summary>A question that was answered from what is live, while something is rolled out that nobody gets yet.</summary>
/// <param name="Seq">The bot's message.</param>
/// <param name="Text">The consumer's words.</param>
/// <param name="Reading">What was understood of them.</param>
/// <param name="Knowledge">What it was answered from.</param>
internal sealed record ShadowQuestion(
    Arm Arm, TenantId Merchant, ConversationId Conversation, long Seq, string Text, string Locale, string? Product, Reading Reading,
    KnowledgeSnapshot Knowledge);
