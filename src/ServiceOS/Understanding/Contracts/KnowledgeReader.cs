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
    public static KnowledgeReader Of(KnowledgeSnapshot chinese, KnowledgeSnapshot english, CancellationToken stop) =>
        new((MerchantModel.Build(chinese, Locales.Chinese).Trained(stop), chinese), (MerchantModel.Build(english, Locales.English).Trained(stop), english));

    /// <inheritdoc cref="Understander.ReadAsync"/>
    public (Reading Reading, KnowledgeSnapshot Knowledge) Read(string locale, string text, string? product)
    {
        var (normalised, language) = Understander.Normalised(text, locale);
        var (model, knowledge) = Locales.IsEnglish(language) ? _english : _chinese;
        return (Understander.Read(model, knowledge, new(text, normalised, language, product)), knowledge);
    }
}
