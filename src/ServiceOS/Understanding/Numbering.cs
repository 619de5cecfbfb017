using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Understanding;

/// <summary>The numbers that a matcher knows items and skills by; an item keeps its number from version to version. Never changes.</summary>
internal sealed class Numbering
{
    private readonly string[] _skills;          // numbers from 0
    private readonly List<ItemId> _items;       // numbers after the skills'
    private readonly Dictionary<ItemId, int> _numbers;

    private Numbering(string[] skills, List<ItemId> items)
    {
        _skills = skills;
        _items = items;
        _numbers = new(items.Count);
        foreach (var (place, item) in items.Index())
            _numbers[item] = skills.Length + place;
    }

    public static Numbering Of(KnowledgeSnapshot knowledge, string language) =>
        new([.. SkillPhrases.In(language).Select(skill => skill.Skill)], [.. knowledge.Items.Select(item => item.Id)]);

    /// <summary>The same with numbers for items that have none.</summary>
    public Numbering With(IReadOnlyList<KnowledgeEntry> items) =>
        new(_skills, [.. _items, .. items.Select(item => item.Id).Where(item => !_numbers.ContainsKey(item))]);

    public int? Find(ItemId item) => _numbers.TryGetValue(item, out var number) ? number : null;

    public ItemId? ItemAt(int number) => number < _skills.Length ? null : _items[number - _skills.Length];

    public string? SkillAt(int number) => number < _skills.Length ? _skills[number] : null;
}
