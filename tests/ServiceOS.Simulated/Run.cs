using System.Globalization;
using System.Text;
using ServiceOS.Simulated.Checks;
using ServiceOS.Simulated.People;
using ServiceOS.Simulated.World;
using ServiceOS.Simulation;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulated;

/// <summary>One run of the core from one seed: people and breakages for a minute, then all heals and settles, then the verdict.</summary>
internal sealed class Run
{
    private const int ActsPerShopper = 12;
    private const int ActsPerAgent = 16;
    private const int FollowersMax = 2;
    private const int EventsShown = 50;

    /// <summary>The seed to look at alone; all its events are shown. Null: none.</summary>
    public static readonly long? Replayed =
        Environment.GetEnvironmentVariable("SERVICEOS_SIM_SEED") is { Length: > 0 } seed ? long.Parse(seed, CultureInfo.InvariantCulture) : null;

    private static readonly string[] s_receptions =
        [ReceptionMode.BotFirst, ReceptionMode.BotFirst, ReceptionMode.Mixed, ReceptionMode.HumanFirst];
    private static readonly TimeSpan s_trouble = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_finishMax = TimeSpan.FromMinutes(30);   // an agent may fall silent again and again

    /// <summary>Longer than it takes to find out that an agent is silent, and that a node has given up a turn.</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(100);

    private Run(long seed, City city) => (Seed, City) = (seed, city);

    public long Seed { get; }

    public City City { get; }

    public IReadOnlyList<string> Violations => City.Trace.Violations;

    /// <summary>How many facts were written.</summary>
    public int Facts { get; private set; }

    /// <summary>How many messages there were.</summary>
    public int Messages { get; private set; }

    /// <summary>Runs a seed to its end.</summary>
    /// <param name="seed">What all chance in it follows from.</param>
    /// <param name="file">The database, which nobody else uses meanwhile.</param>
    /// <param name="mutant">What is broken on purpose; null: nothing.</param>
    public static Run Of(long seed, DiskFile file, Mutant? mutant)
    {
        file.Clear(Dice.For(seed, "reception").OneOf(s_receptions));
        using var city = new City(seed, file, mutant, seed == Replayed ? int.MaxValue : EventsShown);
        var run = new Run(seed, city);
        try
        {
            run.Live(file);
        }
        catch (Exception e)
        {
            city.Trace.Broken($"the run broke off: {e}");
        }
        return run;
    }

    /// <summary>Everything that somebody needs to look at a failed run.</summary>
    public string Report()
    {
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed} broke {Violations.Count} promises, the first of them:");
        foreach (var violation in Violations.Take(5))
            report.AppendLine(CultureInfo.InvariantCulture, $"  {violation}");
        report.AppendLine("the last events:");
        foreach (var line in City.Trace.Newest)
            report.AppendLine(line);
        return report.AppendLine(CultureInfo.InvariantCulture, $"again: SERVICEOS_SIM_SEED={Seed} ./test --quick Simulated").ToString();
    }

    private void Live(DiskFile file)
    {
        var ledger = new Ledger(City.Trace);
        var dice = City.DiceFor("people");
        var shoppers = Enumerable.Range(0, 2 + dice.Below(Fixture.ConsumersMax - 1)).Select(number => new Shopper(City, ledger, number)).ToList();
        var agents = Enumerable.Range(0, 1 + dice.Below(Fixture.AgentsMax)).Select(number => new Agent(City, ledger, number)).ToList();
        var followers = Enumerable.Range(0, FollowersMax).Select(number => new Follower(City, number)).ToList();
        var gremlin = new Gremlin(City);
        shoppers.ForEach(shopper => shopper.Start(ActsPerShopper));
        agents.ForEach(agent => agent.Start(ActsPerAgent, stays: dice.Happens(0.7)));
        followers.ForEach(follower => follower.Start());
        gremlin.Start();

        bool AreDone() => shoppers.TrueForAll(shopper => shopper.IsDone) && agents.TrueForAll(agent => agent.IsDone);
        City.Scheduler.RunUntil(AreDone, s_trouble);
        gremlin.Heal();
        if (!City.Scheduler.RunUntil(AreDone, s_finishMax))
            City.Trace.Broken($"people were not done {s_finishMax.TotalMinutes} minutes after all had healed");
        City.Scheduler.RunUntil(() => false, s_settle);

        var remains = Remains.ReadAsync(file.Reader, CancellationToken.None).GetAwaiter().GetResult();
        Facts = remains.Facts.Count;
        new Verdict(remains, ledger, City).Reach(followers);
        Messages = remains.Messages.Count;
        City.Trace.Note($"the end, with {remains.Facts.Count} facts and {remains.Messages.Count} messages");
    }
}
