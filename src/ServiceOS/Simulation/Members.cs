using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceOS.Simulation;

/// <summary>The people who buy in the demo's shops, and how a shop's site would vouch for them.</summary>
internal static class Members
{
    private static readonly string[] s_tiers = ["standard", "standard", "standard", "silver", "silver", "gold", "black"];

    /// <summary>Shorter than the hour that is allowed, so that clocks may differ.</summary>
    private static readonly TimeSpan s_tokenLifetime = TimeSpan.FromMinutes(50);

    /// <summary>Numbers of the members that visitors of a shop page may be; the last digit is the fate of one of their orders.</summary>
    /// <remarks>Simulated shoppers are never these: they would write into a visitor's conversation.</remarks>
    public static readonly IReadOnlyList<int> Shown = [3, 4, 6, 1, 5, 0, 7, 43, 44, 46];

    /// <summary>All members, in the order of their numbers.</summary>
    public static IReadOnlyList<Member> Of(WorldShoppers shoppers, long seed)
    {
        var dice = Dice.For(seed, "members");
        return [.. shoppers.Names.Select((name, i) => new Member
        {
            Number = i,
            Id = string.Create(CultureInfo.InvariantCulture, $"m{i + 1:00}"),
            Name = name.Name,
            Locale = name.Locale,
            Tier = dice.OneOf(s_tiers),
        })];
    }

    /// <summary>A JWT (RFC 7519) as the shop's site would make it.</summary>
    public static string TokenOf(Member member, string memberKey, DateTimeOffset now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Subject = new ClaimsIdentity([new("sub", member.Id), new("name", member.Name), new("tier", member.Tier)]),
            IssuedAt = now.UtcDateTime,
            Expires = (now + s_tokenLifetime).UtcDateTime,
            SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(memberKey)), SecurityAlgorithms.HmacSha256),
        });
}

/// <summary>A member of the demo's shops: the same person, with the same id, in each.</summary>
internal sealed record Member
{
    public required int Number { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Locale { get; init; }
    public required string Tier { get; init; }
}
