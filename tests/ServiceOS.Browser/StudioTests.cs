using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>Whoever keeps the knowledge finds what the bot misses and puts it right, from the keyboard.</summary>
public sealed class StudioTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = People.Patience;
    private readonly People _people = new(demo.Url, demo.Passwords, chrome);

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task What_the_bot_missed_becomes_a_similar_question_or_a_new_item(string locale, ColorScheme theme)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, theme, words.Member);
        await People.AskAsync(shop, words.Unknown, words.NotKnown);
        await shop.Context.CloseAsync();

        var desk = await _people.SignInAsync("ruth", locale, theme, "/desk/knowledge");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(知识缺口|Gaps)$") }).ClickAsync();
        var row = desk.Locator(".gap-row").Filter(new() { HasText = words.Unknown });
        await row.ClickAsync(new() { Timeout = Patience });
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = words.Unknown })).ToBeVisibleAsync();

        await desk.Keyboard.PressAsync("i");
        await Expect(row).ToBeHiddenAsync(new() { Timeout = Patience });
        await desk.Keyboard.PressAsync("u");
        await row.ClickAsync(new() { Timeout = Patience });

        await desk.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^(查找知识点|Find an item)$") }).FillAsync(locale == "en" ? "invoice" : "发票");
        await desk.Locator(".ant-select-item-option").First.ClickAsync(new() { Timeout = Patience });
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(加为相似问|Similar question)") }).ClickAsync();
        await Expect(row).ToBeHiddenAsync(new() { Timeout = Patience });
        await Expect(desk.GetByText(new Regex("已把 1 条问法加到|1 question added to"))).ToBeVisibleAsync();
        await desk.Keyboard.PressAsync("u");
        await row.ClickAsync(new() { Timeout = Patience });

        await desk.Keyboard.PressAsync("n");
        await Expect(desk.Locator("#kn-question")).ToHaveValueAsync(words.Unknown, new() { Timeout = Patience });
        await Expect(desk.GetByText(new Regex("写好问题和答案|问题和答案都写了|Both a question|question and an answer", RegexOptions.IgnoreCase)).First).ToBeVisibleAsync();

        // the shop answers this already: whoever writes it again is told, with the other item to go to
        await desk.Locator("#kn-question").FillAsync(locale == "en" ? words.Question : "怎么开发票");
        await desk.Locator("#kn-answer").FillAsync(locale == "en" ? "Only within 3 days." : "只在 3 天内可以申请。");
        await Expect(desk.Locator(".kn-conflicts")).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-conflict-{locale}");
        await desk.Context.CloseAsync();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task What_a_change_does_to_real_questions_is_seen_before_it_is_live(string locale, ColorScheme theme)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, theme, words.Member);
        await People.AskAsync(shop, words.Question, words.Answer);
        await shop.Context.CloseAsync();

        var desk = await _people.SignInAsync("kang", locale, theme, $"/desk/knowledge?state=published&q={Uri.EscapeDataString(locale == "en" ? "How do I get an invoice" : "怎么开发票")}");
        await desk.Locator(".kn-row").First.ClickAsync(new() { Timeout = Patience });
        await desk.Locator("#kn-answer").FillAsync($"{locale}: 180");
        await Expect(desk.GetByText(new Regex("草稿已保存|Draft saved"))).ToBeVisibleAsync(new() { Timeout = Patience });
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(回放|Replay)$") }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(开始回放|重新回放|Ask them again)$") }).First.ClickAsync();
        var flip = desk.Locator(".replay-flip").Filter(new() { HasText = $"{locale}: 180" }).First;
        await Expect(flip).ToBeVisibleAsync(new() { Timeout = Patience });
        await desk.Keyboard.PressAsync("w");
        await Expect(desk.Locator(".replay-verdicts .ant-btn-primary").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-replay-{locale}");
        await desk.Context.CloseAsync();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task What_was_agreed_on_holds_a_publication_up_until_somebody_says_why(string locale, ColorScheme theme)
    {
        var english = locale == "en";
        // words that nothing else is near, so that what others do to the demo's knowledge meanwhile changes nothing
        var question = english ? "Do you engrave tortoise brooches?" : "琥珀胸针能刻字吗";
        var desk = await _people.SignInAsync("kang", locale, theme, "/desk/knowledge");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(新建知识点|New item)") }).First.ClickAsync(new() { Timeout = Patience });
        await desk.Locator("#kn-question").FillAsync(question);
        await desk.Locator("#kn-answer").FillAsync(english ? "Yes, free of charge." : "可以，免费。");
        await Expect(desk.GetByText(s_saved)).ToBeVisibleAsync(new() { Timeout = Patience });
        await PublishThisAsync(desk);
        await Expect(desk.Locator(".kn-head .kn-state.published")).ToBeVisibleAsync(new() { Timeout = Patience });

        await desk.GetByLabel(new Regex("^(要试的问题|Question to try)$")).FillAsync(question);
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(提 ?问|Ask)$") }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(保留为黄金用例|Keep as golden question)") }).ClickAsync(new() { Timeout = Patience });
        await Expect(desk.GetByText(new Regex("已保留为黄金用例|is a golden question now"))).ToBeVisibleAsync(new() { Timeout = Patience });

        await desk.Locator("#kn-question").FillAsync(english ? "Which lacquer is on the drawers?" : "抽屉刷的是什么漆");
        await Expect(desk.GetByText(s_saved)).ToBeVisibleAsync(new() { Timeout = Patience });
        await PublishThisAsync(desk);
        await Expect(desk.Locator(".gate-broken").Filter(new() { HasText = question })).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-gate-{locale}");
        var allTheSame = desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(仍然发布|Publish all the same)$") });
        await Expect(allTheSame).ToBeDisabledAsync();
        await desk.Locator(".gate textarea").First.FillAsync(english ? "We engrave no more." : "不再提供刻字。");
        await allTheSame.ClickAsync();
        await Expect(desk.Locator(".gate-broken")).ToBeHiddenAsync(new() { Timeout = Patience });

        await desk.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex("^(版本|Versions)") }).ClickAsync();
        await Expect(desk.Locator(".kn-despite")).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-despite-{locale}");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(黄金用例|Golden questions)$") }).ClickAsync();
        var row = desk.Locator(".golden-row").Filter(new() { HasText = question });
        await Expect(row.Locator(".golden-standing.fails")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".golden-overrulings")).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-golden-{locale}");
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(修改|Change)") }).ClickAsync();
        await Expect(desk.Locator(".golden-form")).ToBeVisibleAsync();
        await People.ShootAsync(desk, $"studio-golden-form-{locale}");
        await desk.SetViewportSizeAsync(320, 720);
        Assert.True(await desk.EvaluateAsync<bool>("document.querySelector('.golden-form').getBoundingClientRect().right <= 320"), "the form is wider than 320 px");
        await People.ShootAsync(desk, $"studio-golden-form-320-{locale}");
        await desk.SetViewportSizeAsync(1366, 768);
        await desk.Locator(".golden-form").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(取 ?消|Cancel)$") }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(删除|Delete)") }).ClickAsync();
        await Expect(row).ToBeHiddenAsync(new() { Timeout = Patience });
        await desk.Context.CloseAsync();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task What_is_published_in_stages_is_watched_on_its_way_and_taken_back_with_one_click(string locale, ColorScheme theme)
    {
        var english = locale == "en";
        var question = english ? "Do you repair carved seals?" : "篆刻印章能修吗";
        var desk = await _people.SignInAsync("kang", locale, theme, "/desk/knowledge");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(灰度发布|Roll-outs)$") }).ClickAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".rollout")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".empty, .rollout-steps").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-rollout-before-{locale}");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(返回知识库|Back to the knowledge)$") }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(新建知识点|New item)") }).First.ClickAsync(new() { Timeout = Patience });
        await desk.Locator("#kn-question").FillAsync(question);
        await desk.Locator("#kn-answer").FillAsync(english ? "Yes, within a week." : "可以，一周内修好。");
        await Expect(desk.GetByText(s_saved)).ToBeVisibleAsync(new() { Timeout = Patience });

        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(查看并发布|Review and publish)$") }).ClickAsync(new() { Timeout = Patience });
        await desk.GetByText(new Regex("^(分阶段灰度|In stages)")).ClickAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".rollout-settings")).ToBeVisibleAsync();
        await People.ShootAsync(desk, $"studio-rollout-begin-{locale}");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(开始灰度|Begin with)") }).ClickAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".rollout-steps [aria-current=step]")).ToBeVisibleAsync(new() { Timeout = Patience });

        // a consumer asks: answered from what is live, and then asked in the shadow
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, theme, words.Member);
        await People.SayAsync(shop, question);
        await Expect(desk.Locator(".replay-flip").Filter(new() { HasText = question })).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-rollout-shadow-{locale}");
        foreach (var stage in new[] { "1%", "10%", "50%" })
        {
            await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^(下一阶段：|Next: ){stage}$") }).ClickAsync(new() { Timeout = Patience });
            await Expect(desk.Locator(".rollout-steps [aria-current=step]").Filter(new() { HasText = stage })).ToBeVisibleAsync(new() { Timeout = Patience });
        }
        await People.SayAsync(shop, question);
        await shop.Context.CloseAsync();
        await Expect(desk.Locator(".rollout-arms")).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-rollout-half-{locale}");
        await desk.SetViewportSizeAsync(320, 720);
        await People.ShootAsync(desk, $"studio-rollout-320-{locale}");
        await desk.SetViewportSizeAsync(1366, 768);

        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(撤 ?回|Roll back)$") }).ClickAsync();
        await Expect(desk.Locator(".rollout-ended")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(desk.Locator(".rollout-acts")).ToBeHiddenAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"studio-rollout-back-{locale}");
        await desk.Context.CloseAsync();
    }

    private static readonly Regex s_saved = new("草稿已保存|Draft saved");

    private static Task PublishThisAsync(IPage desk) =>
        desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(发布这一个|Publish this)$") }).ClickAsync(new() { Timeout = Patience });
}
