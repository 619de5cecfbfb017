using System.Collections.Concurrent;
using System.Text;
using ServiceOS.Platform.Live;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations.Contracts;

/// <summary>
/// Tells desks what changed, at most four times a second a node of the tree, whatever the storm: the desk then reads the
/// changes by its own cursor.
/// </summary>
internal sealed class DeskLive(LiveFeed live, TenantTree tree, TimeProvider time) : BackgroundService
{
    private const int IdsMax = 50;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Changes> _changes = new(StringComparer.Ordinal);

    public static string TopicOf(string tenant) => $"desk:{tenant}";

    /// <summary>A conversation of the merchant changed.</summary>
    public void Changed(string tenant, string conversation) => Of(tenant).Add(conversation);

    /// <summary>An agent of the node came, went, or changed state.</summary>
    public void PresenceChanged(string tenant) => Of(tenant).AddPresence();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await FlushAsync(stoppingToken);
    }

    /// <summary>Sends what has gathered to the desks of each node and of those above it.</summary>
    public async Task FlushAsync(CancellationToken stop)
    {
        if (_changes.IsEmpty)
            return;
        var byNode = new Dictionary<string, Changes>(StringComparer.Ordinal);
        foreach (var tenant in _changes.Keys)
        {
            if (!_changes.TryRemove(tenant, out var changes) || await tree.FindAsync(TenantId.Parse(tenant, provider: null), stop) is not { } node)
                continue;
            foreach (var above in node.Lineage())
            {
                var id = above.ToString();
                if (!live.IsHeard(TopicOf(id)))
                    continue;
                if (!byNode.TryGetValue(id, out var sum))
                    byNode[id] = sum = new();
                sum.Add(changes);
            }
        }
        foreach (var (node, changes) in byNode)
            live.Put(TopicOf(node), "changed", changes.ToJson(), insteadOfUnread: changes.ToJson(many: true));
    }

    private Changes Of(string tenant) => _changes.GetOrAdd(tenant, static _ => new());

    private sealed class Changes
    {
        private readonly Lock _lock = new();
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private bool _many;
        private bool _presence;

        public void Add(string conversation)
        {
            lock (_lock)
            {
                if (_ids.Count < IdsMax)
                    _ids.Add(conversation);
                else
                    _many |= !_ids.Contains(conversation);
            }
        }

        public void AddPresence()
        {
            lock (_lock)
                _presence = true;
        }

        public void Add(Changes other)
        {
            string[] ids;
            lock (other._lock)
            {
                ids = [.. other._ids];
                _many |= other._many;
                _presence |= other._presence;
            }
            foreach (var id in ids)
                Add(id);
        }

        public string ToJson(bool many = false)
        {
            lock (_lock)
            {
                var json = new StringBuilder("{\"conversations\":[");
                foreach (var id in _ids)
                    json.Append(json[^1] == '[' ? "\"" : ",\"").Append(id).Append('"');
                var any = _ids.Count > 0 ? "true" : "false";
                return json.Append("],\"many\":").Append(_many || many ? "true" : "false")
                    .Append(",\"list\":").Append(any).Append(",\"board\":").Append(any)
                    .Append(",\"presence\":").Append(_presence ? "true" : "false").Append('}').ToString();
            }
        }
    }
}
