using ServiceOS.Platform.Events;
using ServiceOS.Simulated.Running;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;

namespace ServiceOS.Simulated.People;

/// <summary>A program that follows the log by its own cursor, through whichever node is there.</summary>
internal sealed class Follower
{
    private const double PauseSecondsMax = 12;
    private const int PageMax = 100;

    private readonly Actor _actor;
    private readonly Dice _dice;
    private readonly Phone _phone;
    private readonly List<FactRow> _read = [];

    public Follower(City city, int number)
    {
        _actor = city.NewActor(FormattableString.Invariant($"follower {number}"));
        _dice = city.DiceFor(_actor.Name);
        _phone = new(city, _actor, _dice);
    }

    /// <summary>What it has read, as it read it.</summary>
    public IReadOnlyList<FactRow> Read => _read;

    public void Start() => _actor.Start("following", async () =>
    {
        while (true)
        {
            await _phone.WaitAsync(_dice.Share() * PauseSecondsMax);
            var after = _read.Count > 0 ? _read[^1].Cursor : FactCursor.Start;
            var page = await _phone.AskOnceAsync(node => node.Database.ReadAsync(
                async db => await FactLog.ListAfterAsync(db, after, PageMax, CancellationToken.None), CancellationToken.None));
            _read.AddRange(page ?? []);
        }
    });
}
