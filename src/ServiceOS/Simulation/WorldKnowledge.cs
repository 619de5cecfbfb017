using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Simulation;

/// <summary>What the demo's bot knows: written for the platform, its units and its shops, in two languages.</summary>
internal sealed class WorldKnowledge(KnowledgeAdmin admin)
{
    private readonly IReadOnlyDictionary<string, LocalText> _categories = WorldContent.Categories();

    /// <summary>Loads parents first, so that what stands in for an item of theirs finds it.</summary>
    public async Task TeachAsync(IReadOnlyDictionary<string, Tenant> tree, DateTimeOffset now, CancellationToken stop)
    {
        var world = WorldContent.Tree();
        var known = new Dictionary<(string Key, string Language), ItemId>();
        await TeachAsync(tree[world.Platform.Slug], "platform", known, now, stop);
        foreach (var unit in world.Units)
        {
            var ofUnit = new Dictionary<(string, string), ItemId>(known);
            await TeachAsync(tree[unit.Slug], $"unit-{unit.Slug}", ofUnit, now, stop);
            foreach (var shop in world.Merchants.Where(shop => shop.Unit == unit.Slug))
                await TeachAsync(tree[shop.Slug], shop.Slug, new(ofUnit), now, stop);
        }
    }

    private async Task TeachAsync(
        Tenant node, string name, Dictionary<(string Key, string Language), ItemId> known, DateTimeOffset now, CancellationToken stop)
    {
        var items = WorldContent.Knowledge(name);
        if (items.Count == 0)
            return;
        var both = items.SelectMany(item => new[]
        {
            (item.Key, Item: Load(item, item.Zh, Locales.Chinese)),
            (item.Key, Item: Load(item, item.En, Locales.English)),
        }).ToList();
        var ids = await admin.LoadAsync(node.Id, [.. both.Select(pair => pair.Item)], stop);
        foreach (var ((key, item), id) in both.Zip(ids))
            known[(key, item.Content.Language)] = id;

        LoadedItem Load(WorldItem item, WorldWords words, string language) => new()
        {
            Overrides = item.Overrides is null ? null : known[(item.Overrides, language)],
            Content = ContentOf(item, words, language, now),
        };
    }

    private Content ContentOf(WorldItem item, WorldWords words, string language, DateTimeOffset now) => new()
    {
        Question = words.Question,
        Similar = words.Similar,
        Language = language,
        Category = item.Category is null ? null : _categories[item.Category].In(language),
        Products = item.Products,
        ValidFrom = item.ValidFrom is { } from ? Seasons.Move(from, now) : null,
        ValidTo = item.ValidTo is { } to ? Seasons.Move(to, now) : null,
        Answer = new()
        {
            Text = words.Answer,
            Links = [.. words.Links.Select(link => new AnswerLink(link.Label, link.Url))],
            Buttons = [.. words.Buttons.Select(button => new AnswerButton(button.Label, button.Value))],
        },
    };
}
