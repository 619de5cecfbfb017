using System.Diagnostics;
using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>What is put right at the top answers at every merchant below in 5 s, and is taken back in 10 s, by the machine's clock.</summary>
public sealed class HotFixTests
{
    private const int MerchantsMax = 100;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_hot_fix_and_its_rollback_reach_every_merchant_on_every_server_in_time(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var one = await TestServer.StartAsync(database, new ManualTime());   // its clock stands still: only facts can tell
        await using var other = await TestServer.StartAsync(database, new ManualTime());
        var cast = await Cast.RaiseAsync(one);
        var merchants = new List<TenantId> { cast.Lantern.Id, cast.Harbour.Id };
        while (merchants.Count < MerchantsMax)
            merchants.Add((await one.Get<CreateTenant>().RunAsync(
                merchants.Count % 2 == 0 ? cast.Market : cast.Port, TenantKind.Merchant, $"shop-{merchants.Count}", new() { Name = new("店", "Shop") }, CancellationToken.None)).Id);
        var lin = await KnowledgeDesk.OfAsync(cast, "lin");
        var item = await lin.PublishedAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Yes."));
        await ReachAsync([one, other], merchants, "Yes.");

        var clock = Stopwatch.StartNew();
        await lin.SaveAsync(KnowledgeDesk.Words("Is the paper lantern safe?", "Stop using it."), item);
        await lin.PublishAsync();
        await ReachAsync([one, other], merchants, "Stop using it.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"the hot-fix took {clock.Elapsed}");

        clock.Restart();
        (await lin.Http.PostAsync($"/v1/knowledge/items/{item}/rollback", new { version = 1 })).Expect(HttpStatusCode.OK);
        await ReachAsync([one, other], merchants, "Yes.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"the rollback took {clock.Elapsed}");
    }

    /// <summary>Waits until every merchant answers so, on every server.</summary>
    private static async Task ReachAsync(IReadOnlyList<TestServer> servers, IReadOnlyList<TenantId> merchants, string answer)
    {
        foreach (var server in servers)
        {
            foreach (var merchant in merchants)
                await Eventually.TrueAsync(
                    async () => (await Live.SnapshotAsync(server, merchant)).Items is [{ Answer.Text: var text }] && text == answer, $"{merchant} answers “{answer}”");
        }
    }
}
