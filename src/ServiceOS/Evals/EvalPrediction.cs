using System.Globalization;
using ServiceOS.Benches;
using ServiceOS.Bot.Contracts;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Evals;

/// <summary>How often the likely questions hold what a consumer comes for (hit@5), in the demo's shops with consumers made by a seed.</summary>
/// <remarks>
/// What they come for follows a law that the prediction isn't told: some items are asked more than others (Zipf), each state of the
/// newest order draws to some skills and categories, and a product's page to the items about it. The first half of the
/// visits is learned from and not counted. Best is what who knows the law could reach.
/// </remarks>
internal sealed class EvalPrediction(int visits, long seed)
{
    public const int VisitsMax = 1_000_000;

    private const int HeldOut = 5;
    private const int MembersMax = 99;
    private static readonly TimeSpan s_span = TimeSpan.FromDays(28);

    public async Task<object> RunAsync(CancellationToken stop)
    {
        await using var server = await BenchServer.StartAsync(postgres: null, listener: null, stop);
        var tree = server.Get<TenantTree>();
        var tallies = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var shop in BenchTenants.Merchants)
        {
            var merchant = (await tree.FindBySlugAsync(shop, stop))!.Id;
            var snapshot = await server.Get<KnowledgeBase>().SnapshotAsync(merchant, Locales.Chinese, stop);
            tallies[shop] = Try(new(snapshot, english: false), new Law(snapshot, await OrdersAsync(server, merchant, stop), seed), stop);
        }
        var all = Tally.Sum(tallies.Values);
        return new
        {
            eval = "prediction",
            visits = all.Visits,
            seed,
            hit_5 = all.Share(all.Learned),
            hit_1 = all.Share(all.First),
            hit_5_by_rule = all.Share(all.ByRule),
            hit_5_popular = all.Share(all.Popular),
            hit_5_best = Measure.Round(all.Best / all.Visits),
            by_shop = tallies.ToDictionary(pair => pair.Key, pair => pair.Value.Share(pair.Value.Learned), StringComparer.Ordinal),
        };
    }

    private Tally Try(IssueTrial trial, Law law, CancellationToken stop)
    {
        var tally = new Tally();
        var began = TimeProvider.System.GetUtcNow() - s_span;
        for (var i = 0; i < visits; i++)
        {
            stop.ThrowIfCancellationRequested();
            var (visit, best) = law.Next(began + (s_span * i / visits));
            if (i >= visits / 2)
                tally.Add(trial.PlacesOf(visit), best);
            trial.Learn(visit);
        }
        return tally;
    }

    /// <summary>The newest order of each member, and of nobody.</summary>
    private static async Task<IReadOnlyList<OrderCard?>> OrdersAsync(BenchServer server, TenantId merchant, CancellationToken stop)
    {
        var newest = new List<OrderCard?> { null };
        for (var i = 1; i <= MembersMax; i++)
        {
            var member = string.Create(CultureInfo.InvariantCulture, $"m{i:00}");
            newest.AddRange(await server.Get<Database>().ReadAsync(
                async db => await server.Get<OrderBook>().ListForMemberAsync(db, merchant, member, limit: 1, stop), stop));
        }
        return newest;
    }

    private sealed class Tally
    {
        public int Visits { get; private set; }
        public int Learned { get; private set; }
        public int First { get; private set; }
        public int ByRule { get; private set; }
        public int Popular { get; private set; }

        /// <summary>The sum of the chances that the five likeliest have by the law.</summary>
        public double Best { get; private set; }

        public void Add(IssuePlaces places, double best)
        {
            Visits++;
            Learned += places.Learned > 0 ? 1 : 0;
            First += places.Learned == 1 ? 1 : 0;
            ByRule += places.ByRule > 0 ? 1 : 0;
            Popular += places.Popular > 0 ? 1 : 0;
            Best += best;
        }

        public double Share(int hits) => Measure.Round(hits / (double)Visits);

        public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(new Tally(), (sum, one) => new()
        {
            Visits = sum.Visits + one.Visits,
            Learned = sum.Learned + one.Learned,
            First = sum.First + one.First,
            ByRule = sum.ByRule + one.ByRule,
            Popular = sum.Popular + one.Popular,
            Best = sum.Best + one.Best,
        });
    }

    /// <summary>What made-up consumers come for.</summary>
    private sealed class Law
    {
        private const double VisitorShare = 0.4;
        private const double PageShare = 0.3;
        private const double PageDraw = 0.6;
        private const double Tilt = 2;

        private readonly Random _chance;
        private readonly IReadOnlyList<KnowledgeEntry> _items;   // in the order of their words: their ids are others each time
        private readonly IReadOnlyList<OrderCard?> _orders;
        private readonly double[] _popularity;
        private readonly Dictionary<string, double[]> _byState = new(StringComparer.Ordinal);
        private readonly string[] _products;
        private readonly string[] _targets;

        public Law(KnowledgeSnapshot snapshot, IReadOnlyList<OrderCard?> orders, long seed)
        {
            _items = [.. snapshot.Items.OrderBy(item => item.Question, StringComparer.Ordinal)];
            (_orders, _chance) = (orders, new((int)seed));
            _targets = [.. _items.Select(item => IssueTrial.TargetOf(item.Id)), .. Skill.OfOrders.Select(IssueTrial.TargetOf)];
            int[] ranks = [.. Enumerable.Range(1, _items.Count)];
            _chance.Shuffle(ranks);
            _popularity = [.. ranks.Select(rank => 1.0 / rank)];
            _products = [.. _items.SelectMany(item => item.Products).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        /// <summary>The next consumer, and the chance that what they come for is among the five likeliest of all such consumers.</summary>
        public (IssueVisit Visit, double Best) Next(DateTimeOffset at)
        {
            var newest = _chance.NextDouble() < VisitorShare ? null : _orders[_chance.Next(_orders.Count)];
            var product = _products.Length > 0 && _chance.NextDouble() < PageShare ? _products[_chance.Next(_products.Length)] : null;
            var chances = ChancesOf(IssueTrial.OrderStateOf(newest, at), product);
            var dice = _chance.NextDouble() * chances.Sum();
            var target = 0;
            while ((dice -= chances[target]) > 0 && target < chances.Length - 1)
                target++;
            return (new(newest, product, _targets[target], at), chances.OrderDescending().Take(HeldOut).Sum() / chances.Sum());
        }

        private double[] ChancesOf(string state, string? product)
        {
            var chances = (double[])StateOf(state).Clone();
            if (product is null)
                return chances;
            var ofPage = Enumerable.Range(0, _items.Count).Where(at => _items[at].Products.Contains(product, StringComparer.Ordinal)).ToList();
            var sum = chances.Sum();
            for (var at = 0; at < _items.Count; at++)
            {
                if (_items[at].Products.Count > 0 && !ofPage.Contains(at))
                    chances[at] = 0;   // nobody asks about another product on this one's page
            }
            var drawn = ofPage.Sum(at => _popularity[at]);
            foreach (var at in ofPage)
                chances[at] += sum * PageDraw / (1 - PageDraw) * _popularity[at] / drawn;
            return chances;
        }

        /// <summary>Each state draws to some categories more than to others, and to orders' skills when there is an order.</summary>
        private double[] StateOf(string state)
        {
            if (_byState.TryGetValue(state, out var known))
                return known;
            var draws = _items.Select(item => item.Category ?? "").Distinct(StringComparer.Ordinal)
                .ToDictionary(category => category, _ => Math.Exp(Tilt * (_chance.NextDouble() - 0.5) * 2), StringComparer.Ordinal);
            var items = _items.Select((item, at) => _popularity[at] * draws[item.Category ?? ""]).ToList();
            var skills = Skill.OfOrders.Select(_ => state == "none" ? 0 : items.Sum() * _chance.NextDouble() * 0.4);
            return _byState[state] = [.. items, .. skills];
        }
    }
}
