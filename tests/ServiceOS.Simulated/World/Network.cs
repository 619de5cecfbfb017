using ServiceOS.Platform.Data;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.World;

/// <summary>The way from people to nodes and back, on which both the question and the answer may be lost.</summary>
internal sealed class Network(Scheduler scheduler, Dice dice, Actor wires)
{
    private static readonly TimeSpan s_wayMax = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    /// <summary>How much is lost each way, 0–1.</summary>
    public double Losses { get; set; }

    /// <summary>Asks a node to do something.</summary>
    /// <exception cref="NoAnswerException">Nobody knows whether it was done: the node was not there, died, was slow, or could not say.</exception>
    public Task<T> AskAsync<T>(Node? node, Func<Node, Task<T>> act)
    {
        var answer = new TaskCompletionSource<T>();
        var patience = scheduler.After(s_patience, () => wires.Soon(() => answer.TrySetException(new NoAnswerException("no answer in time"))));
        Carry(() =>
        {
            if (node is null || node.Actor.IsDead)
                Carry(() => Give(() => answer.TrySetException(new NoAnswerException("nobody there"))));
            else
                node.Actor.Soon(() => _ = ServeAsync(node));
        });
        return answer.Task;

        void Give(Action give)
        {
            patience.PutOff();
            give();
        }

        async Task ServeAsync(Node there)
        {
            try
            {
                var result = await act(there);
                Carry(() => Give(() => answer.TrySetResult(result)));
            }
            catch (StorageException e)
            {
                Carry(() => Give(() => answer.TrySetException(new NoAnswerException(e.Message))));
            }
            catch (Exception e)
            {
                Carry(() => Give(() => answer.TrySetException(new ServerErrorException(e.ToString()))));
            }
        }
    }

    private void Carry(Action bring)
    {
        if (!dice.Happens(Losses))
            scheduler.After(dice.Between(TimeSpan.Zero, s_wayMax), () => wires.Soon(bring));
    }
}

/// <summary>There was no answer, or one that doesn't tell whether it was done.</summary>
internal sealed class NoAnswerException(string message) : Exception(message);

/// <summary>The program broke: what a client sees as 500.</summary>
internal sealed class ServerErrorException(string message) : Exception(message);
