namespace ServiceOS.Studio;

/// <summary>A golden question on the wire.</summary>
/// <param name="Product">The product of the page that it is asked on; null: none.</param>
/// <param name="Locale">The asker's; null: the node's own.</param>
/// <param name="Expects"><c>item</c>, <c>skill</c>, <c>handover</c> or <c>out-of-scope</c>.</param>
/// <param name="Item">The item's id; null when none is expected.</param>
/// <param name="What">The item's question when it was chosen; null when none is expected.</param>
/// <param name="Inherited">It comes from above, and is changed there.</param>
/// <param name="Origin">The name of the node that it is of.</param>
internal sealed record GoldenView(
    string Id, string Question, string? Product, string? Locale, string Expects, ItemId? Item, string? Skill, string? What, bool Inherited, string Origin,
    string By, DateTimeOffset At)
{
    public static GoldenView Of(GoldenRow row, TenantId node, string origin) => new(
        row.Id, row.Question, row.Product, row.Locale, row.Expects, row.ItemId, row.Skill, row.What, row.TenantId != node, origin, row.ByName, row.At);
}

/// <summary>How golden questions come out, on the wire.</summary>
internal sealed record GoldenRunView(IReadOnlyList<GoldenResultView> Items)
{
    public static GoldenRunView Of(GoldenRun run) => new([.. run.Results.Select(GoldenResultView.Of)]);
}

/// <summary>How one comes out, on the wire.</summary>
/// <param name="Standing"><c>passes</c>; <c>breaks</c>: as agreed now, but not then; <c>fails</c>: not as agreed now or then; <c>mends</c>: not now, but then.</param>
/// <param name="Expects"><c>item</c>, <c>skill</c>, <c>handover</c> or <c>out-of-scope</c>.</param>
/// <param name="What">The item's question, or the skill's name; null when neither is expected.</param>
/// <param name="Before">What the bot does.</param>
/// <param name="After">What it would do.</param>
internal sealed record GoldenResultView(string Id, string Question, string Standing, string Expects, string? What, Side Before, Side After)
{
    public static GoldenResultView Of(GoldenResult result) => new(
        result.Golden.Id, result.Golden.Question, result.Standing, result.Golden.Expects, result.Golden.What ?? result.Golden.Skill,
        Side.Of(result.Before), Side.Of(result.After));
}
