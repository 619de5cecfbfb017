using ServiceOS.Analysis.Text;

namespace ServiceOS.Benches;

/// <summary>Questions made from a seed: each item has words of its own, and shares most others with its neighbours.</summary>
internal sealed class MadeQuestions(bool chinese, int seed)
{
    private const int OwnWords = 3;

    private static readonly string[] s_english =
    [
        "how do i", "can you", "please", "i want to", "why did", "when will", "where is", "what is", "is it possible to", "tell me how to",
        "for the", "with my", "about the", "on the", "before the", "after my", "without a", "instead of",
    ];

    private static readonly string[] s_chinese =
        ["怎么", "请问", "可以", "为什么", "什么时候", "在哪里", "是不是", "能不能", "我想", "帮我", "一下", "吗", "呢", "的话", "了没有", "怎么办"];

    /// <summary>Items from 0, with so many phrasings each.</summary>
    public IReadOnlyList<Question> Of(int items, int phrasings) =>
    [
        .. from item in Enumerable.Range(0, items)
           from phrasing in Enumerable.Range(0, phrasings)
           select new Question(item, Text(item, phrasing), phrasing == 0),
    ];

    /// <summary>Texts that ask for these items, in phrasings that nobody wrote down.</summary>
    public string[] Asked(int items, int count) => [.. Enumerable.Range(0, count).Select(i => Text(i * 7919 % items, 1_000 + i))];

    private string Text(int item, int phrasing)
    {
        var chance = new Random(HashCode(item, phrasing));
        var glue = chinese ? s_chinese : s_english;
        var parts = new List<string> { glue[chance.Next(glue.Length)] };
        var own = Enumerable.Range(0, OwnWords).OrderBy(_ => chance.Next()).Take(2);
        foreach (var at in own)
        {
            parts.Add(Word((item * OwnWords) + at));
            parts.Add(glue[chance.Next(glue.Length)]);
        }
        parts.Add(Word(chance.Next(400)));   // words that many items share
        return string.Join(chinese ? "" : " ", parts);
    }

    /// <summary>A word that can be said: syllables, or characters of daily use.</summary>
    private string Word(int number)
    {
        if (chinese)
            return new([(char)(0x4E00 + (number * 37 % 3_000)), (char)(0x4E00 + (number * 91 % 3_000))]);
        const string Consonants = "bcdfglmnprst";
        const string Vowels = "aeiou";
        var chars = new char[6];
        for (var i = 0; i < chars.Length; i++)
        {
            var set = i % 2 == 0 ? Consonants : Vowels;
            chars[i] = set[number % set.Length];
            number = (number / set.Length) + (number * 31 % 7);
        }
        return new(chars);
    }

    /// <summary>The same on every machine.</summary>
    private int HashCode(int item, int phrasing) => unchecked((seed * 1_000_003) + (item * 92_821) + (phrasing * 68_917));
}
