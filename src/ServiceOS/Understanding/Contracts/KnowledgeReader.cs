using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Understanding.Contracts;

/// <summary>Reads texts in the light of some knowledge that need not be live. Never changes; any number of threads.</summary>
internal sealed class KnowledgeReader
{
    private readonly (MerchantModel Model, KnowledgeSnapshot Knowledge) _chinese;
    private readonly (MerchantModel Model, KnowledgeSnapshot Knowledge) _english;

    private KnowledgeReader((MerchantModel, KnowledgeSnapshot) chinese, (MerchantModel, KnowledgeSnapshot) english)
    {
        _chinese = chinese;
        _english = english;
    }

    /// <summary>Learns it whole, as what is live is learned: up to seconds.</summary>
    /// <param name="known">Another, whose learning is taken over in a language in which both know the same.</param>
    public static KnowledgeReader Of(KnowledgeSnapshot chinese, KnowledgeSnapshot english, KnowledgeReader known, CancellationToken stop) =>
        new(Learn(chinese, Locales.Chinese, known._chinese, stop), Learn(english, Locales.English, known._english, stop));

    /// <inheritdoc cref="Understander.ReadAsync"/>
    public (Reading Reading, KnowledgeSnapshot Knowledge) Read(string locale, string text, string? product)
    {
        var (normalised, language) = Understander.Normalised(text, locale);
        var (model, knowledge) = Locales.IsEnglish(language) ? _english : _chinese;
        return (Understander.Read(model, knowledge, new(text, normalised, language, product)), knowledge);
    }

    private static (MerchantModel, KnowledgeSnapshot) Learn(
        KnowledgeSnapshot knowledge, string language, (MerchantModel Model, KnowledgeSnapshot Knowledge) known, CancellationToken stop) =>
        known.Knowledge.Version == knowledge.Version ? known : (MerchantModel.Build(knowledge, language).Trained(known.Model.Lessons, stop), knowledge);

    /// <summary>What is live, learned: as the shelf has it, if it has learned it whole already.</summary>
    internal static async Task<KnowledgeReader> OfShelfAsync(ModelShelf shelf, TenantId merchant, CancellationToken stop)
    {
        var chinese = await shelf.FindAsync(merchant, Locales.Chinese, stop);
        var english = await shelf.FindAsync(merchant, Locales.English, stop);
        return await Task.Run(() => new KnowledgeReader(Whole(chinese, stop), Whole(english, stop)), stop);
    }

    private static (MerchantModel, KnowledgeSnapshot) Whole((MerchantModel Model, KnowledgeSnapshot Knowledge) known, CancellationToken stop) =>
        known.Model.IsWhole || !known.Model.CanBeTrained ? known : (known.Model.Trained(known.Model.Lessons, stop), known.Knowledge);
}

/// <summary>Readers of what is live.</summary>
internal sealed class LiveReaders
{
    private readonly ModelShelf _shelf;

    internal LiveReaders(ModelShelf shelf) => _shelf = shelf;

    /// <summary>One that goes on reading what is live now, whatever is published meanwhile.</summary>
    public Task<KnowledgeReader> OfAsync(TenantId merchant, CancellationToken stop) => KnowledgeReader.OfShelfAsync(_shelf, merchant, stop);
}
