using System.Text;
using ServiceOS.Analysis.Text;
using ServiceOS.Orders.Contracts;

namespace ServiceOS.Bot.Skills.Catalogue;

/// <summary>Decides which offers a question is about: the one that is named, those of a day, or those that run now. Pure.</summary>
internal static class CampaignChoice
{
    private static readonly string[] s_asks =
    [
        "活动", "优惠", "满减", "促销", "打折", "折扣", "大促", "特价", "券",
        "offer", "promotion", "discount", "on sale", "sale on", "campaign", "coupon", "deal", "voucher",
    ];

    /// <summary>They ask about using an offer, or about something else that is called so.</summary>
    private static readonly string[] s_not =
    [
        "不能用", "用不了", "叠加", "怎么用", "怎么领", "哪里领", "在哪领", "退", "取消", "没减", "没有减", "没到账", "学生", "会员", "企业", "批量", "便宜点", "优惠点", "客服",
        "combine", "stack", "doesn't work", "not work", "how do i use", "apply", "where do i", "student", "bulk", "company", "refund", "deal with", "big deal", "cancel", "invalid", "expired coupon",
    ];

    /// <summary>Words of names that say nothing about which.</summary>
    private static readonly HashSet<string> s_common = new(["sale", "week", "the", "and", "for", "season", "festival", "gift", "gifts", "offer"], StringComparer.Ordinal);

    /// <summary>True when a text asks for offers.</summary>
    /// <param name="text">Normalised.</param>
    public static bool Asks(string text) => s_asks.Any(word => text.Contains(word, StringComparison.Ordinal)) && !s_not.Any(word => text.Contains(word, StringComparison.Ordinal));

    /// <param name="campaigns">All that were reported.</param>
    /// <param name="day">The day that was named, where the shop is: its first instant and the next day's; null when none was.</param>
    public static Outcome Of(string text, IReadOnlyList<Campaign> campaigns, DateTimeOffset now, (DateTimeOffset From, DateTimeOffset To)? day)
    {
        if (Named(text, campaigns, now) is { } named)
            return new Outcome.One(named, named.ValidTo <= now ? Time.Over : named.ValidFrom > now ? Time.Ahead : Time.Now);
        if (day is { } asked)
            return new Outcome.Some([.. campaigns.Where(one => one.ValidFrom < asked.To && one.ValidTo > asked.From).OrderBy(one => one.ValidTo)], IsNow: false);
        return new Outcome.Some([.. campaigns.Where(one => one.ValidFrom <= now && one.ValidTo > now).OrderBy(one => one.ValidTo)], IsNow: true);
    }

    /// <summary>The one whose name shares most with the text; of equals the one that is nearest in time.</summary>
    private static Campaign? Named(string text, IReadOnlyList<Campaign> campaigns, DateTimeOffset now)
    {
        var said = Bare(text);
        return campaigns.Select(one => (Campaign: one, Shared: WordsOf(one).Count(word => said.Contains(word, StringComparison.Ordinal))))
            .Where(one => one.Shared > 0)
            .OrderByDescending(one => one.Shared)
            .ThenBy(one => one.Campaign.ValidFrom > now ? one.Campaign.ValidFrom - now : one.Campaign.ValidTo > now ? TimeSpan.Zero : now - one.Campaign.ValidTo)
            .Select(one => one.Campaign).FirstOrDefault();
    }

    /// <summary>Of the Chinese name three characters in a row, and of the English words of five letters and more, and numbers of days.</summary>
    private static IEnumerable<string> WordsOf(Campaign campaign)
    {
        var chinese = Bare(campaign.Name.Zh);
        var english = Normaliser.Normalise(campaign.Name.En).Split([' ', ':', ',', '-', '·'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => (word.Length >= 5 || word.Contains('.', StringComparison.Ordinal)) && !s_common.Contains(word)).Select(Bare);
        var threes = Enumerable.Range(0, Math.Max(0, chinese.Length - 2)).Select(at => chinese.Substring(at, 3));
        return threes.Concat(english).Where(word => word.Length > 2).Distinct(StringComparer.Ordinal);
    }

    /// <summary>双十一, 双 11 and 11.11 are one day.</summary>
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in Normaliser.Normalise(text).Where(char.IsLetterOrDigit))
            bare.Append(c);
        return bare.Replace("双十一", "双11").Replace("双十二", "双12").Replace("1111", "双11").Replace("1212", "双12").ToString();
    }

    /// <summary>Where an offer stands.</summary>
    internal enum Time
    {
        Now,
        Ahead,
        Over,
    }

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>One was named.</summary>
        public sealed record One(Campaign Campaign, Time Time) : Outcome;

        /// <summary>Those of a time, the one that ends first first; there may be none.</summary>
        public sealed record Some(IReadOnlyList<Campaign> Campaigns, bool IsNow) : Outcome;
    }
}
