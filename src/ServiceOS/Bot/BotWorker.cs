using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot;

/// <summary>Answers the turns that the bus gives to this node.</summary>
internal sealed partial class BotWorker(IBus bus, AnswerMessage answer, ILogger<BotWorker> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Answers until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => bus.HandleAsync<Turn>(TurnQueue.Name, AnswerOneAsync, stop);

    private async Task<Handled> AnswerOneAsync(Turn turn, CancellationToken stop)
    {
        try
        {
            await answer.RunAsync(turn, stop);
        }
        catch (NotYetException)
        {
            return Handled.NotYet;
        }
        catch (Exception e) when (e is FencedException or ResentException)
        {
            // the answer is there already, or somebody else gives it
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
        return Handled.Done;
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
