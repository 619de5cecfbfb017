using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;

namespace ServiceOS.Bot.Skills;

/// <summary>Finds the product whose price is asked for, in the shop's catalogue.</summary>
internal static class ProductChoice
{
    /// <summary>Reads those that share most words with the question, and decides.</summary>
    public static async Task<Outcome> FindAsync(Session db, TenantId merchant, ProductQuestion question, CancellationToken stop)
    {
        if (question.Tapped is { } tapped)
            return await ProductCatalog.FindAsync(db, merchant, tapped, stop) is { } one ? new Outcome.One(one) : new Outcome.Unknown();
        var terms = ProductTerms.In(question.Text, question.Language);
        var ofPage = question.OfPage is { } page ? await ProductCatalog.FindAsync(db, merchant, page, stop) : null;
        return Of(terms, terms.Count == 0 ? [] : await ProductCatalog.NearAsync(db, merchant, terms, stop), ofPage);
    }

    /// <summary>Pure: the product that has most of the words in its name, at least half of them; the page's one where no name tells.</summary>
    public static Outcome Of(IReadOnlyList<string> terms, IReadOnlyList<Product> products, Product? ofPage)
    {
        if (terms.Count == 0)
            return ofPage is null ? new Outcome.WhichOne() : new Outcome.One(ofPage);
        var counted = products.Select(product => (Product: product, Count: CountOf(terms, product))).Where(one => one.Count > 0).ToList();
        var most = counted.Count == 0 ? 0 : counted.Max(one => one.Count);
        if (most * 2 < terms.Count)
            return new Outcome.Unknown();
        var best = counted.Where(one => one.Count == most).Select(one => one.Product).ToList();
        if (best.Count == 1)
            return new Outcome.One(best[0]);
        return ofPage is not null && best.Exists(product => product.Id == ofPage.Id) ? new Outcome.One(ofPage) : new Outcome.Several(best);
    }

    private static int CountOf(IReadOnlyList<string> terms, Product product)
    {
        var name = ProductTerms.NameOf(product);
        return terms.Count(term => ProductTerms.IsIn(term, name));
    }

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record One(Product Product) : Outcome;

        /// <summary>The words fit more than one.</summary>
        public sealed record Several(IReadOnlyList<Product> Products) : Outcome;

        /// <summary>No product was named.</summary>
        public sealed record WhichOne : Outcome;

        /// <summary>What was named is not in the catalogue.</summary>
        public sealed record Unknown : Outcome;
    }
}

/// <summary>What points to a product, the surest first.</summary>
/// <param name="Tapped">The id that a tapped button has; null for typed words.</param>
/// <param name="Text">What was said, normalised.</param>
/// <param name="OfPage">The product whose page the consumer is on; null when it is on none.</param>
internal sealed record ProductQuestion(string? Tapped, string Text, string? OfPage, string Language);
