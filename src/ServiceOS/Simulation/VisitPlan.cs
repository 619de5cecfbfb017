namespace ServiceOS.Simulation;

/// <summary>What one simulated shopper is going to do. Made by dice before the visit, so that a seed gives the same crowd.</summary>
internal sealed record VisitPlan
{
    public required string Shop { get; init; }
    public required WorldScript Script { get; init; }

    /// <summary>Who it is; null: a visitor whom nobody vouches for.</summary>
    public Member? Member { get; init; }

    /// <summary>Before each line, to read and to type.</summary>
    public required IReadOnlyList<TimeSpan> Pauses { get; init; }

    /// <summary>How long the shopper waits for a person before giving up.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>1–5 given at the end; null: none.</summary>
    public int? Rating { get; init; }

    public bool WantsPerson => EndsWithPerson(Script);

    /// <param name="shop">Where.</param>
    /// <param name="wantsPerson">False: only such as the bot can serve, because enough wait already; null: as it comes.</param>
    /// <param name="pace">1: as people type; less: faster.</param>
    public static VisitPlan By(
        Dice dice, string shop, WorldShoppers world, IReadOnlyList<Member> members, bool? wantsPerson, double pace)
    {
        var scripts = world.Openers[shop];
        // three throws always: the crowd must not depend on who waits
        var byChance = dice.OneOf(scripts);
        var forBot = dice.OneOf([.. scripts.Where(script => !EndsWithPerson(script))]);
        var forPerson = dice.OneOf([.. scripts.Where(EndsWithPerson)]);
        var script = wantsPerson switch { true => forPerson, false when EndsWithPerson(byChance) => forBot, _ => byChance };
        var same = members.Where(member => member.Locale == script.Locale).ToList();
        var member = dice.OneOf(same);
        return new()
        {
            Shop = shop,
            Script = script,
            Member = dice.Happens(0.7) ? member : null,
            Pauses = [.. script.Lines.Select(line => dice.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6 + (line.Length / 3.0))) * pace)],
            Patience = dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)) * Math.Max(pace, 0.2),
            Rating = dice.Happens(0.4) ? script.Ends == "angry" ? 1 + dice.Below(3) : 3 + dice.Below(3) : null,
        };
    }

    private static bool EndsWithPerson(WorldScript script) => script.Ends is "asks-human" or "angry";
}
