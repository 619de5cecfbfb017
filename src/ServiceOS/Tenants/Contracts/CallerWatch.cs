using System.Collections.Frozen;

namespace ServiceOS.Tenants.Contracts;

/// <summary>Whether a caller who was let in a while ago would be let in now: for what outlasts a request's beginning, the live streams.</summary>
internal sealed class CallerWatch(IEnumerable<ICredentialReader> readers) : IDisposable
{
    /// <summary>All streams of a node ask at the same beat: they take turns, so that the database has places left for requests.</summary>
    private const int AtOnceMax = 8;

    private readonly FrozenDictionary<CallerKind, ICredentialReader> _readers = readers.ToFrozenDictionary(reader => reader.Kind);
    private readonly SemaphoreSlim _places = new(AtOnceMax);

    /// <summary>True while the credential holds and still allows the route.</summary>
    /// <param name="context">The request; its route requires a credential.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<bool> StillMayAsync(HttpContext context, CancellationToken stop)
    {
        var now = await ReadAgainAsync(context.Caller(), stop);
        return now is not null && context.GetEndpoint()!.Metadata.GetMetadata<AccessRule>()!.AnyOf.Any(now.May);
    }

    public void Dispose() => _places.Dispose();

    private async ValueTask<Caller?> ReadAgainAsync(Caller caller, CancellationToken stop)
    {
        if (caller.Kind == CallerKind.Consumer)   // by far the most, and their tokens hold until they end: no database is asked
            return await _readers[caller.Kind].ReadAgainAsync(caller, stop);
        await _places.WaitAsync(stop);
        try
        {
            return await _readers[caller.Kind].ReadAgainAsync(caller, stop);
        }
        finally
        {
            _places.Release();
        }
    }
}
