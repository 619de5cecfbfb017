using System.Threading.Channels;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>
/// Answers the turns that this node took in. Many lanes run at once, so that their writes share a commit; a conversation
/// always has the same lane, so that its answers come in the order of its questions.
/// </summary>
internal sealed partial class BotWorker(TurnFeed feed, AnswerMessage answer, ILogger<BotWorker> log) : BackgroundService
{
    private const int Lanes = 128;
    private const int LaneMax = 1_000;
    private const int EarlyMax = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = Enumerable.Range(0, Lanes)
            .Select(_ => Channel.CreateBounded<Turn>(new BoundedChannelOptions(LaneMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite }))
            .ToArray();
        var running = lanes.Select(lane => AnswerAllAsync(lane.Reader, stoppingToken)).ToList();
        try
        {
            await foreach (var turn in feed.Turns.ReadAllAsync(stoppingToken))
                lanes[(uint)turn.ConversationId.GetHashCode() % Lanes].Writer.TryWrite(turn);   // full: it is swept up later
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task AnswerAllAsync(ChannelReader<Turn> turns, CancellationToken stop)
    {
        // two commits on PostgreSQL can be told of in the other order: a turn that came too early follows the one before it
        var early = new List<Turn>();
        try
        {
            await foreach (var turn in turns.ReadAllAsync(stop))
            {
                var next = turn;
                while (next is not null && await AnswerOneAsync(next, stop))
                {
                    next = early.Where(waiting => waiting.ConversationId == turn.ConversationId).MinBy(waiting => waiting.Seq);
                    if (next is not null)
                        early.Remove(next);
                }
                if (next is not null && early.Count < EarlyMax)   // else it is swept up when its hold ends
                    early.Add(next);
            }
        }
        catch (OperationCanceledException)
        {
            // the program ends; what was not answered is swept up by whoever runs next
        }
    }

    /// <returns>False when an earlier message of the conversation is still to be answered.</returns>
    private async Task<bool> AnswerOneAsync(Turn turn, CancellationToken stop)
    {
        try
        {
            await answer.RunAsync(turn, stop);
        }
        catch (NotYetException)
        {
            return false;
        }
        catch (ResentException)
        {
            // the answer is there already
        }
        catch (StorageException e)
        {
            LogAnswerFailed(e, turn.ConversationId, turn.Seq);   // its hold ends, and it is tried again
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAnswerImpossible(e, turn.ConversationId, turn.Seq);
            await LeaveToPersonAsync(turn, stop);
        }
        return true;
    }

    /// <summary>What failed for a reason in the program would fail again: the consumer must not wait for that.</summary>
    private async Task LeaveToPersonAsync(Turn turn, CancellationToken stop)
    {
        try
        {
            await answer.LeaveToPersonAsync(turn, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAnswerFailed(e, turn.ConversationId, turn.Seq);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Seq} of conversation {Conversation} could not be answered; a person is asked to")]
    private partial void LogAnswerImpossible(Exception e, ConversationId conversation, long seq);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Seq} of conversation {Conversation} could not be answered; it is tried again")]
    private partial void LogAnswerFailed(Exception e, ConversationId conversation, long seq);
}
