using System.Threading.Channels;
using ServiceOS.Conversations.Contracts;

namespace ServiceOS.Bot;

/// <summary>
/// Answers the turns that this node took in. Many lanes run at once, so that their writes share a commit; a conversation
/// always has the same lane, so that its answers come in the order of its questions.
/// </summary>
internal sealed partial class BotWorker(TurnFeed feed, AnswerMessage answer, ILogger<BotWorker> log) : BackgroundService
{
    private const int Lanes = 128;
    private const int LaneMax = 1_000;

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
        try
        {
            await foreach (var turn in turns.ReadAllAsync(stop))
                await AnswerOneAsync(turn, stop);
        }
        catch (OperationCanceledException)
        {
            // the program ends; what was not answered is swept up by whoever runs next
        }
    }

    private async Task AnswerOneAsync(Turn turn, CancellationToken stop)
    {
        try
        {
            await answer.RunAsync(turn, stop);
        }
        catch (Exception e) when (e is NotYetException or ResentException)
        {
            // an earlier message is on another node, or the answer is there already: the sweeper decides which
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAnswerFailed(e, turn.ConversationId, turn.Seq);   // its hold ends, and it is tried again
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Seq} of conversation {Conversation} could not be answered; it is tried again")]
    private partial void LogAnswerFailed(Exception e, ConversationId conversation, long seq);
}
