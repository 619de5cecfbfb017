using ServiceOS.Knowledge.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>What a merchant's bot would answer from at this moment.</summary>
internal static class Live
{
    public static async Task<KnowledgeSnapshot> SnapshotAsync(TestServer server, TenantId merchant, string language = "en") =>
        await server.Get<KnowledgeBase>().SnapshotAsync(merchant, language, TestContext.Current.CancellationToken);

    /// <summary>As <see cref="SnapshotAsync"/>, once this server has heard of all that was published: seen with fresh eyes.</summary>
    public static async Task<IReadOnlyList<string>> QuestionsAsync(TestServer server, TenantId merchant, string language = "en")
    {
        server.Time.Advance(TimeSpan.FromSeconds(5));   // longer than what is kept is trusted for
        return [.. (await SnapshotAsync(server, merchant, language)).Items.Select(item => item.Question)];
    }
}
