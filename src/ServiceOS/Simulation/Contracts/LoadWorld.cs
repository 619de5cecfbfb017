
namespace ServiceOS.Simulation.Contracts;

/// <summary>Makes the demo world in an empty database: a market with two units and three shops, as alive as on any day.</summary>
internal sealed class LoadWorld(
    WorldTenants tenants, WorldPeople people, WorldKnowledge knowledge, WorldOrders orders, TimeProvider time)
{
    public const int OrdersUsual = 2_000;

    /// <param name="folder">The data folder, in which the demo's secrets are kept.</param>
    /// <param name="seed">The same seed makes the same world, but for ids and secrets.</param>
    /// <param name="orderCount">Over all shops.</param>
    /// <param name="progress">Told how much is done, 0–1, and what is being made.</param>
    public async Task<DemoFile> RunAsync(
        string folder, long seed, int orderCount, Action<double, string> progress, CancellationToken stop)
    {
        // first of all: should this be cut short, the next start sees that the world is not whole
        var file = new DemoFile { Seed = seed };
        await file.WriteAsync(folder, stop);
        var now = time.GetUtcNow();

        progress(0, "the market and its shops");
        var tree = await tenants.PlantAsync(stop);
        var merchants = await tenants.GiveKeysAsync(tree, stop);
        progress(0.05, "the people who work there");
        var users = await people.EngageAsync(tree, stop);
        progress(0.3, "what the bot knows");
        await knowledge.TeachAsync(tree, now, stop);
        progress(0.5, "products, orders and parcels");
        await orders.FillAsync(tree, seed, orderCount, now, share => progress(0.5 + (share / 2), "products, orders and parcels"), stop);

        file = file with { LoadedAt = now, Merchants = merchants, Users = users };
        await file.WriteAsync(folder, stop);
        progress(1, "done");
        return file;
    }

    /// <summary>True when nobody has put anything in yet.</summary>
    public Task<bool> IsEmptyAsync(CancellationToken stop) => tenants.AreNoneAsync(stop);
}
