using System.Text.RegularExpressions;
using ServiceOS.Analysis.Text;
using ServiceOS.Bot.Skills.Requests;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot.Skills.Catalogue;

/// <summary>Answers from what the shop reported of its products and offers, where no knowledge is sure enough to.</summary>
/// <remarks>It speaks only when it has the very thing that was asked for; else the bot goes on as if there were no catalogue.</remarks>
internal sealed partial class CatalogueSkill(Database database, TimeProvider time)
{
    private const int ChoicesMax = 3;
    private const string Measures = "measures";
    private const string ProductSlot = "product";

    private static readonly string[] s_sizes =
    [
        "什么码", "哪个码", "多大码", "几码", "穿多大", "选多大", "选什么尺码", "哪个尺码", "尺码推荐", "推荐尺码", "选哪个号", "什么尺码", "选什么号", "买多大",
        "what size", "which size", "size should", "size do i", "size would", "size fits", "size for", "my size", "right size",
    ];

    /// <summary>Null when the catalogue has nothing to say.</summary>
    /// <param name="isLost">Nothing near was found in the knowledge either: then it may ask back as well.</param>
    public Task<CatalogueThought?> ThinkAsync(Question question, Reading reading, Settings settings, bool isLost, CancellationToken stop) => database.ReadAsync(async db =>
    {
        var tapped = TappedChoice.Read(question.Choice);
        var language = reading.Language;
        if (tapped is TappedChoice.Attribute { Key: var key, ProductId: var id })
            return await ProductCatalog.FindAsync(db, question.Merchant, id, stop) is { } one && ProductAttributes.Find(key) is { } asked ? Told(one, asked, language) : null;
        if (tapped is TappedChoice.Size { ProductId: var sized })
            return await ProductCatalog.FindAsync(db, question.Merchant, sized, stop) is { } one ? Advise(one, "", language) : null;
        if (tapped is not null)
            return null;
        if (question.Pending is { Skill: Skill.ProductSize, Asked: Measures } pending && reading.Text.Any(char.IsAsciiDigit)
            && await ProductCatalog.FindAsync(db, question.Merchant, pending.Find(ProductSlot) ?? "", stop) is { } known)
            return Advise(known, question.Text, language);
        return await SizeAsync(db, question, reading, isLost, stop)
            ?? await AttributeAsync(db, question, reading, isLost, stop)
            ?? await CampaignsAsync(db, question, reading, settings, isLost, stop);
    }, stop);

    private static async Task<CatalogueThought?> SizeAsync(Session db, Question question, Reading reading, bool isLost, CancellationToken stop)
    {
        if (!s_sizes.Any(word => reading.Text.Contains(word, StringComparison.Ordinal)) && !SizeChart.TellsMeasure(reading.Text))
            return null;
        var name = s_sizes.OrderByDescending(word => word.Length).Aggregate(Figures().Replace(reading.Text, " "), (left, word) => left.Replace(word, " ", StringComparison.Ordinal));
        var found = (await ProductsAsync(db, question, name, reading.Language, stop)).Where(product => ChartOf(product, reading.Language) is not null).ToList();
        return found switch
        {
            [var one] => Advise(one, question.Text, reading.Language),
            { Count: > 1 } when isLost => new(Skill.ProductSize, new(CatalogueText.WhichProduct(reading.Language),
                [Part.OfChoices([.. found.Take(ChoicesMax).Select(product => new Choice(product.Name.In(reading.Language), TappedChoice.SizeOf(product.Id)))])]), State: null),
            _ => null,
        };
    }

    private static async Task<CatalogueThought?> AttributeAsync(Session db, Question question, Reading reading, bool isLost, CancellationToken stop)
    {
        if (ProductAttributes.In(reading.Text, reading.Language) is not { } asked)
            return null;
        var name = ProductAttributes.Without(reading.Text, asked, reading.Language);
        var found = (await ProductsAsync(db, question, name, reading.Language, stop)).Where(product => ProductAttributes.ValueOf(product, asked, reading.Language) is not null).ToList();
        return found switch
        {
            [var one] => Told(one, asked, reading.Language),
            { Count: > 1 } when isLost => new(Skill.ProductAttribute, new(CatalogueText.WhichProduct(reading.Language),
                [Part.OfChoices([.. found.Take(ChoicesMax).Select(product => new Choice(product.Name.In(reading.Language), TappedChoice.AttributeOf(product.Id, asked.Keys[0])))])]), State: null),
            _ => null,
        };
    }

    private async Task<CatalogueThought?> CampaignsAsync(Session db, Question question, Reading reading, Settings settings, bool isLost, CancellationToken stop)
    {
        if (!CampaignChoice.Asks(reading.Text) || await ProductCatalog.CampaignsAsync(db, question.Merchant, stop) is not { Count: > 0 } campaigns)
            return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var now = time.GetUtcNow();
        var outcome = CampaignChoice.Of(question.Text, campaigns, now, DayIn(question.Text, now, zone));
        if (!isLost && outcome is not CampaignChoice.Outcome.One)
            return null;   // what is near in the knowledge is likelier meant than all that runs
        return new(Skill.Campaigns, new(CatalogueText.Campaigns(outcome, reading.Language, zone), IsAnswer: true), State: null);
    }

    private static (DateTimeOffset From, DateTimeOffset To)? DayIn(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var named = Slots.Find(text, today).FirstOrDefault(slot => slot.Kind == SlotKind.Date);
        if (named.Value is null)
            return null;
        var day = DateOnly.Parse(named.Value, System.Globalization.CultureInfo.InvariantCulture);
        return (At(day), At(day.AddDays(1)));

        DateTimeOffset At(DateOnly of)
        {
            var local = of.ToDateTime(TimeOnly.MinValue);
            return new(local, zone.GetUtcOffset(local));
        }
    }

    /// <summary>Those that are named, or the page's one; empty when nothing tells which.</summary>
    private static async Task<IReadOnlyList<Product>> ProductsAsync(Session db, Question question, string name, string language, CancellationToken stop) =>
        await ProductChoice.FindAsync(db, question.Merchant, new(Tapped: null, name, question.Product, language), stop) switch
        {
            ProductChoice.Outcome.One one => [one.Product],
            ProductChoice.Outcome.Several several => several.Products,
            _ => [],
        };

    private static CatalogueThought? Told(Product product, ProductAttributes.Known asked, string language) =>
        ProductAttributes.ValueOf(product, asked, language) is { } value
            ? new(Skill.ProductAttribute, new(CatalogueText.Attribute(product, asked.Label(language), value, language), IsAnswer: true), State: null)
            : null;

    private static CatalogueThought? Advise(Product product, string text, string language)
    {
        if (ChartOf(product, language) is not { } chart)
            return null;
        return chart.For(text) is { } advice
            ? new(Skill.ProductSize, new(CatalogueText.Size(product, advice, language), advice.Size is null ? [OrderSkills.PersonButton(language)] : null, IsAnswer: advice.Size is not null), State: null)
            : new(Skill.ProductSize, new(CatalogueText.AskMeasures(product, chart, language)),
                new() { Skill = Skill.ProductSize, Asked = Measures, Slots = [new(ProductSlot, product.Id)] });
    }

    private static SizeChart? ChartOf(Product product, string language) => SizeChart.Read(product.Attributes.GetValueOrDefault(SizeChart.Attribute)?.In(language));

    /// <summary>Measures of a body, which name no product.</summary>
    [GeneratedRegex(@"(身高|体重|腰围|胸围|臀围|大腿围|腿围|膝围|臂围|腕围|脚长|头围|height|weight|waist|chest|thigh|knee circumference|wrist|tall|weigh)|\d+(\.\d+)?\s*(cm|厘米|公分|kg|公斤|千克|斤|米\d*|m\b)?|适合|应该|穿|戴|选|\b(my|am|wear|fit|fits|and|around|about)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figures();
}

/// <summary>What the catalogue has to say.</summary>
/// <param name="Skill">By which skill.</param>
/// <param name="State">What is asked for with it; null when nothing is.</param>
internal sealed record CatalogueThought(string Skill, Said Said, RequestState? State);
