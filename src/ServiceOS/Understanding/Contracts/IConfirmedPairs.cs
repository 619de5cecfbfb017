using ServiceOS.Analysis.Text;

namespace ServiceOS.Understanding.Contracts;

/// <summary>What people said about which texts ask for the same. Who hears them lies below.</summary>
internal interface IConfirmedPairs
{
    /// <summary>A merchant's pairs in a language, newest first, at most some thousand.</summary>
    Task<IReadOnlyList<JudgedPair>> ListAsync(TenantId merchant, string language, CancellationToken stop);
}
