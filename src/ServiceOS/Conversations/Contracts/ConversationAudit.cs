using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>Looks for what must never be, in a database that nobody trusts yet: a backup that is tried out, a node that was killed.</summary>
internal static class ConversationAudit
{
    private const int PageMax = 1_000;

    /// <summary>How many conversations have messages that are not numbered 1, 2, 3… to their last.</summary>
    public static ValueTask<long> CountWithGapsAsync(Session db, CancellationToken stop) => db.GetAsync<long>("""
        select count(*)
        from conversations c
        left join (
            select conversation_id, count(*) as many, min(seq) as first, max(seq) as last
            from messages group by conversation_id) m on m.conversation_id = c.id
        where c.last_seq <> coalesce(m.last, 0) or coalesce(m.last, 0) <> coalesce(m.many, 0) or coalesce(m.first, 1) <> 1
        """, args: null, stop);

    /// <summary>The hashes of files that messages may show and that are not in a data folder, at most 1,000.</summary>
    public static async Task<IReadOnlyList<string>> MissingFilesAsync(Session db, string dataFolder, CancellationToken stop)
    {
        var missing = new List<string>();
        for (var after = ""; ;)
        {
            var page = await db.ListAsync<string>(
                "select distinct sha256 from attachments where sha256 > @after order by sha256 limit @PageMax", new { after, PageMax }, stop);
            missing.AddRange(page.Where(sha256 => !File.Exists(Attachments.PathOf(dataFolder, sha256))));
            if (page.Count < PageMax || missing.Count >= PageMax)
                return missing;
            after = page[^1];
        }
    }
}
