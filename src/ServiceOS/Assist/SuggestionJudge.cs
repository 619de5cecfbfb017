using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Events;

namespace ServiceOS.Assist;

/// <summary>Notes what became of suggestions, from what agents say: it hangs on no page that stays open.</summary>
internal sealed class SuggestionJudge : IFactReader
{
    public string Name => "reply-suggestions";

    public async Task TakeInAsync(Session db, IReadOnlyList<FactRow> facts, CancellationToken stop)
    {
        foreach (var fact in facts)
        {
            if (fact.Topic == MessageAdded.Topic && fact.Read<MessageAdded>() is { Speaker: Speaker.Agent, Agent: { } agent })
                await JudgeAsync(db, fact, agent, stop);
        }
    }

    private static async Task JudgeAsync(Session db, FactRow fact, string agent, CancellationToken stop)
    {
        var open = await SuggestionStore.ListOpenAsync(db, fact.Subject, agent, fact.Seq, stop);
        if (open.Count == 0)
            return;
        var id = ConversationId.Parse(fact.Subject, provider: null);
        if (await NewestQuestion.TextAsync(db, id, fact.Seq, stop) is not { Length: > 0 } sent)
            return;   // a picture alone says nothing about the texts
        foreach (var one in open)
            await SuggestionStore.JudgeAsync(db, fact.Subject, one, new(SuggestionFate.Of(sent, one.Body), fact.Seq, fact.At), stop);
    }
}
