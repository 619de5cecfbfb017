using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.People;

/// <summary>How a person gets at the program: through any node, again and again until there is an answer.</summary>
internal sealed class Phone(City city, Actor who, Dice dice)
{
    private static readonly TimeSpan s_pauseMax = TimeSpan.FromSeconds(2);

    private readonly SimulatedTime _time = new(city.Scheduler, who);

    public Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time);

    /// <summary>Asks until it is answered. Whatever is asked must bear to be done twice.</summary>
    public async Task<T> AskAsync<T>(Func<Node, Task<T>> act)
    {
        while (true)
        {
            try
            {
                return await city.Network.AskAsync(dice.OneOf(city.Nodes), act);
            }
            catch (NoAnswerException)
            {
                city.Trace.Count(Happening.NoAnswer);
                await Task.Delay(dice.Between(TimeSpan.Zero, s_pauseMax), _time);
            }
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>What was answered; the type's default when there was no answer.</returns>
    public async Task<T?> AskOnceAsync<T>(Func<Node, Task<T>> act)
    {
        try
        {
            return await city.Network.AskAsync(dice.OneOf(city.Nodes), act);
        }
        catch (NoAnswerException)
        {
            return default;
        }
    }
}
