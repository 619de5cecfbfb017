using ServiceOS.Consumers.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Consumers;

/// <summary>Lets a consumer in: as the member its site vouches for, as the visitor it was before, or as a new visitor.</summary>
internal sealed class OpenVisitorSession(
    Database database, TenantTree tree, VisitorCredential credential, IEnumerable<IVisitorFollower> followers, TimeProvider time)
{
    /// <param name="slug">The merchant.</param>
    /// <param name="memberToken">What the merchant's site signed; null for a visitor.</param>
    /// <param name="before">The token that the visitor had; null at the first visit. A member who was this visitor keeps its open conversation.</param>
    /// <param name="locale">The language that the page is in; null when it isn't known.</param>
    /// <param name="origin">The other site whose page asks; null when none does.</param>
    public async Task<Outcome> RunAsync(
        string slug, string? memberToken, VisitorToken? before, string? locale, string? origin, CancellationToken stop)
    {
        if (await tree.FindBySlugAsync(slug, stop) is not { IsMerchant: true } merchant)
            return new Outcome.NoSuchMerchant();
        var settings = await tree.SettingsAsync(merchant.Id, stop);
        if (!AllowedOrigins.Allow(settings, origin))
            return new Outcome.ForeignSite();
        var now = time.GetUtcNow();
        var spoken = Locales.Nearest(locale, settings.Locale);

        if (memberToken is not null)
        {
            var key = await database.ReadAsync(async db => await MemberKeys.FindAsync(db, merchant.Id, stop), stop);
            if (key is null || await MemberToken.ReadAsync(memberToken, key, now) is not { } member)
                return new Outcome.NotVouchedFor();
            // only an anonymous visitor of this merchant leaves anything to a member: what is a member's stays that member's
            ConsumerId? visitor = before is { IsVerified: false } && before.Merchant == merchant.Id ? before.Consumer : null;
            var id = await database.InTransactionAsync(async db =>
            {
                var known = await ConsumerStore.UpsertMemberAsync(db, merchant.Id, ConsumerId.New(now), member, spoken, now, stop);
                foreach (var follower in visitor is null ? [] : followers)
                    await follower.FollowAsync(db, visitor!.Value, known, stop);
                return known;
            }, stop);
            return await LetInAsync(new(id, merchant.Id, now + VisitorCredential.VerifiedLifetime, IsVerified: true), member.Name, stop);
        }

        if (before is { IsVerified: false } && before.Merchant == merchant.Id
            && await database.InTransactionAsync(db => ConsumerStore.SeeAsync(db, merchant.Id, before.Consumer, locale, now, stop), stop))
            return await LetInAsync(before with { ExpiresAt = now + VisitorCredential.Lifetime }, name: null, stop);

        var fresh = ConsumerId.New(now);
        await database.InTransactionAsync(db => ConsumerStore.InsertVisitorAsync(db, merchant.Id, fresh, spoken, now, stop), stop);
        return await LetInAsync(new(fresh, merchant.Id, now + VisitorCredential.Lifetime, IsVerified: false), name: null, stop);
    }

    private async Task<Outcome> LetInAsync(VisitorToken token, string? name, CancellationToken stop) =>
        new Outcome.LetIn(await credential.SignAsync(token, stop), token, name);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record LetIn(string Token, VisitorToken Content, string? Name) : Outcome;

        public sealed record NoSuchMerchant : Outcome;

        /// <summary>The page is of a site that the merchant doesn't allow.</summary>
        public sealed record ForeignSite : Outcome;

        public sealed record NotVouchedFor : Outcome;
    }
}
