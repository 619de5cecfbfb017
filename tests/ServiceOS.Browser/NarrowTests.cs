using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>The desk on a phone, and at 200 % on a laptop: one pane at a time, nothing sticks out (WCAG 2.1, 1.4.10).</summary>
public sealed class NarrowTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = People.Patience;
    private static readonly string s_reflow = File.ReadAllText(Beside("reflow.js"));
    private readonly People _people = new(demo.Url, demo.Passwords, chrome);
    private readonly List<string> _faults = [];

    [Theory]
    [InlineData(390, 844, "zh-CN")]
    [InlineData(683, 384, "zh-CN")]
    [InlineData(320, 640, "en")]
    public async Task The_desk_is_used_one_pane_at_a_time(int width, int height, string locale)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, ColorScheme.Light, words.Member);
        await People.AskAsync(shop, words.Unknown, words.NotKnown);
        await People.AskAsync(shop, words.Question, words.Answer);
        await People.SayAsync(shop, words.Person);

        var desk = await _people.SignInAsync("kang", locale, ColorScheme.Light);
        await desk.SetViewportSizeAsync(width, height);
        await desk.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex("^(全部|All)") }).ClickAsync();
        var row = desk.Locator("[data-conversation]").Filter(new() { HasText = words.Member }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = Patience });
        await LookAsync(desk, $"list-{width}");

        await row.ClickAsync();
        await Expect(desk.GetByText(words.Question).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(row).ToBeHiddenAsync();
        var take = desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(接待|Take)$") }).First;
        var reply = desk.GetByRole(AriaRole.Textbox, new() { Name = words.Reply });
        await Expect(take.Or(reply).First).ToBeVisibleAsync(new() { Timeout = Patience });
        if (await take.IsVisibleAsync())
            await take.ClickAsync();
        await Expect(reply).ToBeInViewportAsync(new() { Ratio = 1, Timeout = Patience });
        await LookAsync(desk, $"thread-{width}");

        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("消费者与订单|Consumer and orders") }).ClickAsync();
        await Expect(reply).ToBeHiddenAsync();
        await LookAsync(desk, $"context-{width}");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("返回会话|Back to the conversation") }).ClickAsync();
        await Expect(reply).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("返回列表|Back to the list") }).ClickAsync();
        await Expect(row).ToBeVisibleAsync();

        foreach (var (name, path, ready) in s_pages)
        {
            await desk.GotoAsync(new Uri(demo.Url, path).ToString());
            await Expect(desk.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = Patience });
            await LookAsync(desk, $"{name}-{width}");
            if (string.Equals(name, "knowledge", StringComparison.Ordinal))
            {
                await desk.Locator(".kn-row").First.ClickAsync();
                await Expect(desk.Locator("#kn-question")).ToBeVisibleAsync(new() { Timeout = Patience });
                await LookAsync(desk, $"editor-{width}");
                await desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("返回列表|Back to the list") }).ClickAsync();
                await Expect(desk.Locator(".kn-row").First).ToBeVisibleAsync();
            }
        }
        await desk.Context.CloseAsync();
        await shop.Context.CloseAsync();
        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    /// <summary>Name, address, and what shows that the page is there.</summary>
    private static readonly (string Name, string Path, string Ready)[] s_pages =
    [
        ("knowledge", "/desk/knowledge", ".kn-row"),
        ("import", "/desk/knowledge?import=1", "h1"),
        ("gaps", "/desk/knowledge?gaps=1", ".gap-row"),
        ("replay", "/desk/knowledge?replay=1", ".replay .empty, .replay-head"),
        ("golden", "/desk/knowledge?golden=1", ".golden .empty, .golden-row"),
        ("staff", "/desk/staff", "tbody th"),
        ("settings", "/desk/settings", "h2"),
        ("board", "/desk/board", "[data-figure='inService']"),
        ("quality", "/desk/board/quality?period=7d", ".quality-layers, .quality .empty"),
        ("wall", "/desk/board/wall", ".wall dd"),
        ("profile", "/desk/me", "form"),
    ];

    private async Task LookAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 200)))");
        await People.ShootAsync(page, $"narrow-{name}");
        foreach (var fault in await page.EvaluateAsync<string[]>(s_reflow))
            _faults.Add($"{name}: {fault}");
    }

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
