using System.Globalization;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>What is published reaches every server that answers, at once where facts are heard and within five seconds anyhow.</summary>
public sealed class KnowledgeBaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_publication_is_heard_by_a_second_server(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var one = await TestServer.StartAsync(database, new ManualTime());
        await using var other = await TestServer.StartAsync(database, new ManualTime());
        var cast = await Cast.RaiseAsync(one);
        await LoadAsync(one, cast.Lantern.Id, "First?");
        await Eventually.TrueAsync(async () => (await Live.SnapshotAsync(other, cast.Lantern.Id)).Items.Count == 1, "the first is there");

        await LoadAsync(one, cast.Lantern.Id, "Second?");
        await LoadAsync(one, cast.Platform.Id, "Third?");

        // neither server's clock moves: only the facts can tell
        await Eventually.TrueAsync(async () => (await Live.SnapshotAsync(one, cast.Lantern.Id)).Items.Count == 3, "the writer's own server has all");
        await Eventually.TrueAsync(async () => (await Live.SnapshotAsync(other, cast.Lantern.Id)).Items.Count == 3, "the second server has all");
        Assert.Equal((await Live.SnapshotAsync(one, cast.Lantern.Id)).Version, (await Live.SnapshotAsync(other, cast.Lantern.Id)).Version);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_server_that_hears_no_facts_is_right_within_five_seconds(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var deaf = new KnowledgeBase(server.Database, server.Get<TenantTree>(), server.Time);
        await LoadAsync(server, cast.Lantern.Id, "First?");
        Assert.Single((await deaf.SnapshotAsync(cast.Lantern.Id, "en", Stop)).Items);

        await LoadAsync(server, cast.Lantern.Id, "Second?");
        Assert.Single((await deaf.SnapshotAsync(cast.Lantern.Id, "en", Stop)).Items);
        server.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, (await deaf.SnapshotAsync(cast.Lantern.Id, "en", Stop)).Items.Count);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_snapshot_tells_what_changed_since_another(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        var desk = await KnowledgeDesk.OfAsync(cast, "kang");
        var kept = await desk.PublishedAsync(KnowledgeDesk.Words("Kept?"));
        var edited = await desk.PublishedAsync(KnowledgeDesk.Words("Edited?"));
        var gone = await desk.PublishedAsync(KnowledgeDesk.Words("Gone?"));
        await Live.QuestionsAsync(server, cast.Lantern.Id);
        var before = await Live.SnapshotAsync(server, cast.Lantern.Id);

        await desk.SaveAsync(KnowledgeDesk.Words("Edited again?"), edited);
        await desk.Http.DropAsync($"/v1/knowledge/items/{gone}");
        await desk.PublishAsync();
        await Live.QuestionsAsync(server, cast.Lantern.Id);
        var after = await Live.SnapshotAsync(server, cast.Lantern.Id);

        var changes = after.Changed(before);
        Assert.Equal("Edited again?", Assert.Single(changes.Changed).Question);
        Assert.Equal(2, changes.Changed[0].Version);
        Assert.Equal(gone, Assert.Single(changes.Gone));
        Assert.Same(before.Find(kept), after.Find(kept));
        Assert.Same(after, await Live.SnapshotAsync(server, cast.Lantern.Id));
        Assert.Empty(after.Changed(after).Changed);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Publishing_writes_one_fact_that_names_at_most_a_hundred_items(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);
        await LoadAsync(server, cast.Lantern.Id, [.. Enumerable.Range(1, 120).Select(i => i.ToString("Question 0", CultureInfo.InvariantCulture))]);

        var fact = Assert.Single(await server.FactsAsync(KnowledgePublished.Topic)).Read<KnowledgePublished>();
        Assert.Equal((120, 100, 1L, cast.Lantern.Id), (fact.Count, fact.Items.Count, fact.Version, fact.Tenant));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Loading_content_that_breaks_a_rule_stores_nothing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var cast = await Cast.RaiseAsync(server);

        await Assert.ThrowsAsync<ArgumentException>(() => LoadAsync(server, cast.Lantern.Id, "Good?", ""));

        Assert.Empty((await Live.SnapshotAsync(server, cast.Lantern.Id)).Items);
    }

    private static Task<IReadOnlyList<ItemId>> LoadAsync(TestServer server, TenantId tenant, params string[] questions) =>
        server.Get<KnowledgeAdmin>().LoadAsync(
            tenant, [.. questions.Select(question => new LoadedItem { Content = KnowledgeDesk.ContentOf(question) })], Stop);
}
