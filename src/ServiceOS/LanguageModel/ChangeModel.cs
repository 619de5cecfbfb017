using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.LanguageModel;

/// <summary>Sets what a node says itself about its language model. The change must have passed <see cref="ModelChange.Faults"/>.</summary>
internal sealed class ChangeModel(Database database, ModelsInForce models, ModelKeys keys, TimeProvider time)
{
    public async Task<ModelView> RunAsync(Tenant node, ModelChange change, CancellationToken stop)
    {
        var sealedKey = change.Key is { Length: > 0 } key ? await keys.SealAsync(node.Id, key, stop) : null;
        var view = await database.InTransactionAsync(async db =>
        {
            var now = time.GetUtcNow();
            var lineage = (await ModelStore.LineageAsync(db, [.. node.Lineage()], stop)).ToList();
            var before = lineage[0].Own;
            // a key is for the address that it was given for: sent elsewhere, it would be given away
            var kept = change.Key is null && change.Endpoint is not null && change.Endpoint == before.Endpoint ? before.SealedKey : null;
            lineage[0] = (node.Id, new()
            {
                Endpoint = change.Endpoint,
                Model = change.Model,
                SealedKey = sealedKey ?? kept,
                Drafts = change.Drafts,
                Answers = change.Answers,
                Summaries = change.Summaries,
                TokensPerMonth = change.TokensPerMonth,
                TimeoutMs = change.TimeoutMs,
                KeepTexts = change.KeepTexts,
                Persona = string.IsNullOrWhiteSpace(change.Persona) ? null : change.Persona.Trim(),
            });
            await ModelStore.SetAsync(db, node.Id, lineage[0].Own, now, stop);
            return ModelView.Of(lineage, await ModelStore.UsedAsync(db, node.Id, now, stop));
        }, stop);
        models.Forget();
        return view;
    }
}
