using System.Globalization;
using ServiceOS.Bot.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Evals;

/// <summary>What a made-up member wants, of which of their orders, and how it must end. Made by a seed.</summary>
internal sealed record SkillTask
{
    private const string Named = "named";
    private const string Spoken = "spoken of";
    private const string Unsaid = "unsaid";
    private const string Only = "only one";
    private const string TooLate = "too late";

    private static readonly string[] s_kinds = [Only, Named, Spoken, Unsaid, TooLate];

    private static readonly (string Id, string Chinese, string English)[] s_goods =
        [("knee-support", "护膝（单只装）", "Knee Support, single"), ("oximeter", "指夹式血氧仪", "Fingertip Pulse Oximeter"), ("walker", "四脚助行器", "Four-leg Walking Frame")];

    public required string Member { get; init; }
    public required string Locale { get; init; }

    /// <summary>Null: it is only asked about, and nothing may be done.</summary>
    public string? Skill { get; init; }
    public string Goal { get; init; } = "";
    public required int Number { get; init; }
    public (string Code, string Chinese, string English) Reason { get; init; }

    private bool IsEnglish => Locales.IsEnglish(Locale);

    private string Wanted => OrderId(0);

    /// <summary>Seven skills, five ways of an order being meant, two languages; and questions that only ask.</summary>
    public static IReadOnlyList<SkillTask> Make(long seed)
    {
        var chance = new Random((int)seed);
        var tasks = new List<SkillTask>();
        foreach (var locale in new[] { Locales.Chinese, Locales.English })
        {
            foreach (var (skill, _, _) in SkillPhrasings.All)
            {
                // what the shop can always look into is never too late
                foreach (var goal in s_kinds.Where(goal => goal != TooLate || skill is not ("price-protection" or "request-invoice")))
                    tasks.Add(Of(tasks.Count, locale) with { Skill = skill, Goal = goal, Reason = SkillPhrasings.Reasons[chance.Next(SkillPhrasings.Reasons.Length)] });
            }
            foreach (var at in Enumerable.Range(0, SkillPhrasings.OnlyAsked.Length))
                tasks.Add(Of(tasks.Count, locale) with { Goal = at.ToString(CultureInfo.InvariantCulture) });
        }
        return tasks;

        static SkillTask Of(int number, string locale) => new() { Number = number, Locale = locale, Member = string.Create(CultureInfo.InvariantCulture, $"trial-{number}") };
    }

    /// <summary>The wanted one and, unless it is the only one, two others that it could be for, and one that it can't.</summary>
    public IEnumerable<OrderReport> Orders(DateTimeOffset now)
    {
        var open = Skill is "change-address" or "cancel-order" ? OrderState.Paid : OrderState.Delivered;
        var count = Goal is Named or Spoken or Unsaid ? 3 : 1;
        for (var i = 0; i < count; i++)
            yield return Order(i, Goal == TooLate ? OrderState.Shipped : open);
        if (Goal != TooLate)
            yield return Order(count, OrderState.Cancelled);

        OrderReport Order(int i, string state) => new()
        {
            Id = OrderId(i),
            Number = OrderId(i).ToUpperInvariant(),
            MemberId = Member,
            State = state,
            PlacedAt = now.AddDays(-6 - i),
            ChangedAt = now.AddDays(-1),
            Total = new(9_900, "CNY"),
            Items = [new(s_goods[i % 3].Id, IsEnglish ? s_goods[i % 3].English : s_goods[i % 3].Chinese, 1, ImageUrl: null)],
        };
    }

    /// <summary>What the member says first, other words each time, with a slip of the finger each second time.</summary>
    public string Words(int attempt, long seed)
    {
        var chance = new Random(HashCode(seed, attempt));
        if (Skill is null)
        {
            var (chinese, english) = SkillPhrasings.OnlyAsked[int.Parse(Goal, CultureInfo.InvariantCulture)];
            return Slipped(IsEnglish ? english : chinese, attempt, chance);
        }
        var (_, phrasesChinese, phrasesEnglish) = SkillPhrasings.All.First(one => one.Skill == Skill);
        var phrases = IsEnglish ? phrasesEnglish : phrasesChinese;
        var phrase = phrases[(Number + attempt) % phrases.Length];
        var text = phrase
            .Replace("{r}", IsEnglish ? Reason.English : Reason.Chinese, StringComparison.Ordinal)
            .Replace("{s}", "XL", StringComparison.Ordinal);
        return WithOrder(Slipped(text, attempt, chance)).Replace("{a}", Address, StringComparison.Ordinal);
    }

    /// <summary>After a space it is what is done something to, after a word what it is for.</summary>
    private string WithOrder(string text)
    {
        var at = text.IndexOf("{o}", StringComparison.Ordinal);
        return at < 0 ? text : text[..at] + WhichOf(asObject: !IsEnglish || at == 0 || text[at - 1] == ' ') + text[(at + 3)..];
    }

    /// <summary>What the member answers: by a tap where there is one for it, in words at every other try.</summary>
    public (string Text, string? Choice) AnswerTo(string slot, TrialTurn turn, int attempt)
    {
        if (slot == "order")
        {
            var button = turn.Choices.FirstOrDefault(choice => choice.Value.EndsWith($":{Wanted}", StringComparison.Ordinal));
            return button is not null && attempt % 2 == 0 ? (button.Label, button.Value) : (Wanted.ToUpperInvariant(), null);
        }
        var wanted = slot switch { "reason" => Reason.Code, "title" => "personal", "size" => "XL", _ => null };
        if (wanted is not null && attempt % 2 == 0 && turn.Choices.FirstOrDefault(choice => choice.Value.EndsWith($":{wanted}", StringComparison.Ordinal)) is { } option)
            return (option.Label, option.Value);
        return (slot switch
        {
            "reason" => IsEnglish ? Reason.English : Reason.Chinese,
            "title" => IsEnglish ? "personal" : "个人",
            "size" => "XL",
            _ => Address,
        }, null);
    }

    /// <summary>It ended as it must: the skill, the order, what was said of it, and a person or the truth.</summary>
    public bool IsMet(TrialTurn end)
    {
        if (Skill is null)
            return end.Outcome != "handover" && (end.Skill is null || !SkillPhrasings.All.Any(one => one.Skill == end.Skill));
        if (end.Skill != Skill || end.OrderId != Wanted || end.Outcome != (Goal == TooLate ? "skill" : "handover"))
            return false;
        return Goal == TooLate || Skill switch
        {
            "change-address" => Value(end, "address")?.Contains(Address, StringComparison.Ordinal) == true,
            "return-order" or "refund-order" => Value(end, "reason") == Reason.Code,
            "exchange-order" => Value(end, "size") == "XL",
            "request-invoice" => Value(end, "title") is not null,
            _ => true,
        };
    }

    private static string? Value(TrialTurn end, string slot) => end.Slots.FirstOrDefault(known => known.Name == slot)?.Value;

    private string Address => IsEnglish ? SkillPhrasings.AddressesEnglish[Number % 3] : SkillPhrasings.AddressesChinese[Number % 3];

    /// <summary>As the goal lets it be said: by number, by its goods, or only that there is one.</summary>
    private string WhichOf(bool asObject) => (Goal, IsEnglish) switch
    {
        (Named, true) => (asObject ? "" : " for ") + $"order {Wanted.ToUpperInvariant()}",
        (Named, false) => $"订单{Wanted.ToUpperInvariant()}",
        (Spoken, true) => (asObject ? "" : " for ") + "the knee support I bought",
        (Spoken, false) => "我买的护膝",
        (_, true) => (asObject ? "" : " for ") + "my order",
        _ => "我的订单",
    };

    private string OrderId(int i) => string.Create(CultureInfo.InvariantCulture, $"tr{Number:0000}{i + 1:0000}");

    private int HashCode(long seed, int attempt) => unchecked((int)((seed * 1_000_003) + (Number * 1_009) + attempt));

    /// <summary>Two letters change places in a word of five or more; in Chinese a filler stands where none is needed.</summary>
    private string Slipped(string text, int attempt, Random chance)
    {
        if (attempt % 2 == 0)
            return text;
        if (!IsEnglish)
            return text + (chance.Next(2) == 0 ? "啊" : "哈");
        var words = text.Split(' ');
        var long5 = Enumerable.Range(0, words.Length).Where(at => words[at].Length >= 5 && words[at].All(char.IsAsciiLetter)).ToList();
        if (long5.Count == 0)
            return text;
        var at = long5[chance.Next(long5.Count)];
        var slip = 1 + chance.Next(words[at].Length - 3);
        words[at] = words[at][..slip] + words[at][slip + 1] + words[at][slip] + words[at][(slip + 2)..];
        return string.Join(' ', words);
    }
}
