using ServiceOS.Platform.Data;

namespace ServiceOS.Conversations.Contracts;

/// <summary>Gives a team replies to keep at hand, where there is no desk to write them at.</summary>
internal static class CannedReplies
{
    public static async Task KeepForTeamAsync(
        Session db, TenantId tenant, string shortcut, string title, string body, string language, DateTimeOffset now,
        CancellationToken stop) =>
        await CannedReplyStore.PutAsync(db, new CannedReplyRow
        {
            Id = Guid.CreateVersion7(now).ToString("n"),
            TenantId = tenant,
            Shortcut = shortcut,
            Title = title,
            Body = body,
            Language = language,
        }, staff: "", now, stop);
}
