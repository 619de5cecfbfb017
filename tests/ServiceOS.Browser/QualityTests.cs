using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>A manager sees how the bot does, draws a sample and judges it from the keyboard.</summary>
public sealed class QualityTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = People.Patience;
    private readonly People _people = new(demo.Url, demo.Passwords, chrome);

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task What_the_bot_decided_is_drawn_judged_and_shown_with_its_interval(string locale, ColorScheme theme)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, theme, words.Member);
        await People.AskAsync(shop, words.Question, words.Answer);
        await People.AskAsync(shop, words.Unknown, words.NotKnown);
        await shop.Context.CloseAsync();

        var desk = await _people.SignInAsync("hua", locale, theme, "/desk/board");
        await desk.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^(机器人质量|Bot quality)$") }).ClickAsync(new() { Timeout = Patience });
        await Expect(desk.Locator("[data-figure='automation']")).ToBeVisibleAsync(new() { Timeout = Patience });
        await desk.GetByText(new Regex("^(近 30 天|30 days)$")).ClickAsync();
        await People.ShootAsync(desk, $"quality-empty-{locale}");

        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(从近 30 天抽一批|Draw from the last 30 days)$") }).ClickAsync(new() { Timeout = Patience });
        var question = desk.Locator(".quality-review .quality-question");
        await Expect(question).ToBeVisibleAsync(new() { Timeout = Patience });
        var first = await question.InnerTextAsync();
        await People.ShootAsync(desk, $"quality-review-{locale}");

        // one key a verdict, and Z takes the last one back
        var left = desk.Locator(".quality-review h2 [role='status']");
        var many = await NumberAsync(left);
        await desk.Keyboard.PressAsync("w");
        await Expect(left).Not.ToHaveTextAsync(new Regex($"(?:^|\\D){many}\\D"), new() { Timeout = Patience });
        await desk.Keyboard.PressAsync("z");
        await Expect(left).ToHaveTextAsync(new Regex($"(?:^|\\D){many}\\D"), new() { Timeout = Patience });
        await Expect(question).ToHaveTextAsync(first, new() { Timeout = Patience });
        for (var i = many; i > 0; i--)
        {
            await desk.Keyboard.PressAsync(i % 5 == 0 ? "w" : "r");
            if (i > 1)
                await Expect(left).ToHaveTextAsync(new Regex($"(?:^|\\D){i - 1}\\D"), new() { Timeout = Patience });
        }
        await Expect(left).ToBeHiddenAsync(new() { Timeout = Patience });
        await Expect(desk.Locator("[data-figure='precision']")).ToContainTextAsync(new Regex("[0-9.]+%.*(?:区间|interval)", RegexOptions.Singleline), new() { Timeout = Patience });
        // what was just said of the last ones no longer lies over the page
        await Expect(desk.Locator(".toast")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await desk.Locator("#quality-layers").ScrollIntoViewIfNeededAsync();
        await People.ShootAsync(desk, $"quality-layers-{locale}");

        await desk.Locator(".quality-layers .quality-open").First.ClickAsync();
        await Expect(desk.Locator(".quality-judged li").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"quality-judged-{locale}");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Locator("[data-figure='botShare']").ClickAsync();
        await Expect(desk.Locator(".quality-rows li").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"quality-rows-{locale}");
        await desk.Keyboard.PressAsync("Escape");
        await desk.Locator("[data-figure='predictions']").ClickAsync();
        await Expect(desk.Locator(".ant-drawer .quality-table, .ant-drawer .empty").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(desk, $"quality-predictions-{locale}");
        await desk.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_looks_at_several_shops_sees_them_side_by_side_and_opens_one()
    {
        var words = People.Words.In("en");
        foreach (var slug in (string[])["healthy-home", "good-harvest"])
        {
            var shop = await chrome.WindowAsync("en", ColorScheme.Light, 1366, 768);
            await shop.GotoAsync(new Uri(demo.Url, $"/shop/{slug}").ToString());
            await People.OpenChatAsync(shop);
            await People.AskAsync(shop, words.Unknown, words.NotKnown);
            await shop.Context.CloseAsync();
        }
        var desk = await _people.SignInAsync("lin", "en", ColorScheme.Light, "/desk/board/quality");
        var shops = desk.GetByRole(AriaRole.Region, new() { Name = "Shops" });
        await Expect(shops.GetByRole(AriaRole.Row)).ToHaveCountAsync(3, new() { Timeout = Patience });
        await desk.GetByRole(AriaRole.Button, new() { Name = "As a table" }).ClickAsync();
        await Expect(desk.GetByRole(AriaRole.Columnheader, new() { Name = "Hour" })).ToBeVisibleAsync();
        await People.ShootAsync(desk, "quality-shops");
        var name = await shops.GetByRole(AriaRole.Rowheader).First.InnerTextAsync();
        await shops.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Expect(shops).ToBeHiddenAsync(new() { Timeout = Patience });
        await Expect(desk.Locator("[data-figure='botShare'] .quality-tile-words")).ToHaveTextAsync("1 of 1", new() { Timeout = Patience });
        await desk.Context.CloseAsync();
    }

    private static async Task<int> NumberAsync(ILocator text) =>
        int.Parse(Regex.Match(await text.InnerTextAsync(), "[0-9]+").Value, System.Globalization.CultureInfo.InvariantCulture);
}
