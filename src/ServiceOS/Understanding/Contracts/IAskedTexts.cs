namespace ServiceOS.Understanding.Contracts;

/// <summary>What consumers asked of a merchant lately, in words that nobody has labelled. Who keeps them lies below.</summary>
internal interface IAskedTexts
{
    /// <summary>Those in a language that the knowledge seemed to know, each once, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> ListAsync(TenantId merchant, string language, int limit, CancellationToken stop);
}
