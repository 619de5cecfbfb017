using System.Globalization;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Simulation;

/// <summary>Makes a shop's orders, as they stand at an instant: everything is placed back from it, so the world is alive on any day.</summary>
/// <remarks>Pure: the same shop, seed and instant give the same orders.</remarks>
internal sealed class OrderMaker(WorldParcels world, WorldMerchant shop, IReadOnlyList<WorldProduct> products, long seed, DateTimeOffset now)
{
    private static readonly TimeSpan s_shanghai = TimeSpan.FromHours(8);

    private static readonly Dictionary<string, string> s_warehouses = new(StringComparer.Ordinal)
    {
        ["healthy-home"] = "suzhou",
        ["good-harvest"] = "ganzhou",
        ["bright-volt"] = "shenzhen",
    };

    private readonly Dice _dice = Dice.For(seed, $"orders of {shop.Slug}");
    private readonly WorldNode _home = world.Cities.First(city => city.Slug == s_warehouses.GetValueOrDefault(shop.Slug, "shanghai"));

    /// <summary>
    /// First one order of each member, so that each fate is there; then by weight. Members that visitors may be have only
    /// old ones beside it, so that their newest is the one that shows something.
    /// </summary>
    public IEnumerable<OrderReport> Make(IReadOnlyList<Member> members, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var isFirst = i < members.Count;
            var member = isFirst ? members[i] : _dice.OneOf(members);
            var fate = isFirst ? Fate.All[member.Number % Fate.All.Count] : Fate.By(_dice);
            yield return Make(i, member, isFirst || !Members.Shown.Contains(member.Number) ? fate : Fate.Past);
        }
    }

    private OrderReport Make(int index, Member member, Fate fate)
    {
        var last = now - _dice.Between(TimeSpan.FromHours(fate.HoursAgoMin), TimeSpan.FromHours(fate.HoursAgoMax));
        var journey = Journey(fate, last);
        var placed = journey.Count == 0 ? last : journey[0].At - _dice.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(14));
        var id = string.Create(CultureInfo.InvariantCulture,
            $"{Initials(shop.Slug)}{placed.ToOffset(s_shanghai):yyMMdd}{index + 1:0000}");
        var bought = Basket();
        return new()
        {
            Id = id,
            MemberId = member.Id,
            State = fate.State,
            PlacedAt = placed,
            ChangedAt = fate.State == OrderState.Shipped ? journey[0].At : last,
            Total = new(bought.Sum(line => line.Product.PriceFen * line.Quantity), "CNY"),
            Items = [.. bought.Select(line => new ItemReport(line.Product.Id, line.Product.Name.In(member.Locale), line.Quantity, ImageUrl: null))],
            Parcels = journey.Count == 0 ? [] : [ParcelOf(id, member, fate, placed, journey, bought[0].Product)],
        };
    }

    private ParcelReport ParcelOf(
        string orderId, Member member, Fate fate, DateTimeOffset placed, List<(string State, DateTimeOffset At)> journey,
        WorldProduct product)
    {
        var (there, between) = (_dice.OneOf(world.Cities), _dice.OneOf(world.Cities));
        var id = orderId + "-1";
        var carrier = CarrierOf(product);
        return new()
        {
            Id = id,
            Carrier = carrier.Name.In(member.Locale),
            TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"{carrier.Slug[..2].ToUpperInvariant()}{_dice.Below(1_000_000_000):000000000}"),
            PromisedAt = EveningOf(placed + _dice.Between(TimeSpan.FromDays(4), TimeSpan.FromDays(6))),
            ChangedAt = journey[0].At,
            Checkpoints = [.. journey.Select((step, i) =>
            {
                var city = i <= 2 ? _home : i == 3 ? between : there;
                var text = _dice.OneOf(world.Checkpoints[fate.IsStalled && i == journey.Count - 1 ? ParcelState.Stalled : SayingOf(step.State, i)]);
                return new CheckpointReport
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}"),
                    At = step.At,
                    State = step.State,
                    Place = city.Name.In(member.Locale),
                    Text = text.In(member.Locale).Replace("{city}", city.Name.In(member.Locale), StringComparison.Ordinal),
                };
            })],
        };
    }

    /// <summary>What is said on the way tells the start from the middle: nothing arrives before it sets out.</summary>
    private static string SayingOf(string state, int step) => state != ParcelState.InTransit ? state : step == 2 ? "setting-out" : "passing";

    /// <summary>From the last report back to the first, hours apart; couriers come by day.</summary>
    private List<(string State, DateTimeOffset At)> Journey(Fate fate, DateTimeOffset last)
    {
        var steps = new List<(string, DateTimeOffset)>(fate.Journey.Count);
        var at = fate.State == OrderState.Refunded ? last - TimeSpan.FromHours(20) : last;
        for (var i = fate.Journey.Count - 1; i >= 0; i--)
        {
            if (fate.Journey[i] is not ParcelState.InTransit)
                at = ByDay(at);
            steps.Insert(0, (fate.Journey[i], at));
            at -= _dice.Between(TimeSpan.FromHours(3), TimeSpan.FromHours(13));
        }
        return steps;
    }

    /// <summary>The same instant, or the evening before it when people sleep.</summary>
    private static DateTimeOffset ByDay(DateTimeOffset at)
    {
        var local = at.ToOffset(s_shanghai);
        return local.Hour switch
        {
            < 8 => EveningOf(at) - TimeSpan.FromDays(1) + TimeSpan.FromMinutes(local.Minute),
            >= 21 => EveningOf(at) + TimeSpan.FromMinutes(local.Minute),
            _ => at,
        };
    }

    /// <summary>Eight in the evening of that day.</summary>
    private static DateTimeOffset EveningOf(DateTimeOffset at)
    {
        var local = at.ToOffset(s_shanghai);
        return new DateTimeOffset(local.Date, s_shanghai).AddHours(20);
    }

    private List<(WorldProduct Product, int Quantity)> Basket()
    {
        var lines = new List<(WorldProduct, int)>();
        for (var i = 1 + _dice.Below(3); i > 0; i--)
        {
            var product = _dice.OneOf(products);
            if (lines.TrueForAll(line => line.Item1.Id != product.Id))
                lines.Add((product, product.PriceFen < 10_000 ? 1 + _dice.Below(3) : 1));
        }
        return lines;
    }

    private WorldNode CarrierOf(WorldProduct product)
    {
        var slug = product.Category switch
        {
            "fresh-fruit" => "frostline",
            "mobility" or "home-robots" or "display" => "bigcart",
            _ => _dice.OneOf(["swiftcrane", "redlamp", "northpost"]),
        };
        return world.Carriers.First(carrier => carrier.Slug == slug);
    }

    private static string Initials(string slug) =>
        string.Concat(slug.Split('-').Select(word => word[0])).ToUpperInvariant();
}
