using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>Every page in both languages and both themes: a picture to look at, and what a careful reader would complain about.</summary>
public sealed class TourTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = People.Patience;
    private static readonly string s_settle = File.ReadAllText(Beside("settle.js"));
    private static readonly string s_look = File.ReadAllText(Beside("look.js"));
    private static readonly string s_axe = File.ReadAllText(Beside(Path.Combine("..", "..", "web", "node_modules", "axe-core", "axe.min.js")));
    private static readonly string s_runAxe = File.ReadAllText(Beside("axe.js"));
    private readonly People _people = new(demo.Url, demo.Passwords, chrome);
    private readonly ConcurrentQueue<string> _faults = new();

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_page_is_written_named_and_readable(string locale)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, ColorScheme.Light, words.Member);
        Watch(shop, "shop");
        await People.AskAsync(shop, words.Unknown, words.NotKnown);
        await People.AskAsync(shop, words.Question, words.Answer);
        await LookAsync(shop, $"tour-widget-{locale}");
        await People.SayAsync(shop, words.Person);

        var phone = await _people.OpenShopAsync(locale, ColorScheme.Light, words.Member, width: 390, height: 844);
        Watch(phone, "phone");
        await Expect(phone.GetByText(words.Person).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await LookAsync(phone, $"tour-widget-phone-{locale}");
        await phone.Context.CloseAsync();

        var desk = await _people.SignInAsync("kang", locale, ColorScheme.Light, "/desk/", page => LookAsync(page, $"tour-sign-in-{locale}"));
        Watch(desk, "desk");
        await InboxAsync(desk, words);
        await LookAsync(desk, $"tour-inbox-{locale}");
        foreach (var (name, path, ready) in s_pages)
        {
            await desk.GotoAsync(new Uri(demo.Url, path).ToString());
            await Expect(desk.Locator(ready).First).ToBeVisibleAsync(new() { Timeout = Patience });
            if (string.Equals(name, "editor", StringComparison.Ordinal))
            {
                await desk.Locator(".kn-row").First.ClickAsync();
                await desk.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("Question to try|要试的问题") }).FillAsync(words.Question);
                await desk.Keyboard.PressAsync("Enter");
                await Expect(desk.Locator(".kn-test-result")).ToContainTextAsync(words.Answer, new() { Timeout = Patience });
                await Expect(desk.Locator(".kn-why-not").First).ToBeVisibleAsync(new() { Timeout = Patience });
            }
            await LookAsync(desk, $"tour-{name}-{locale}");
        }
        await desk.Context.CloseAsync();
        await shop.Context.CloseAsync();
        Assert.True(_faults.IsEmpty, string.Join('\n', _faults.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>Name, address, and what shows that the page is there.</summary>
    private static readonly (string Name, string Path, string Ready)[] s_pages =
    [
        ("knowledge", "/desk/knowledge", ".kn-row"),
        ("editor", "/desk/knowledge", ".kn-row"),
        ("import", "/desk/knowledge?import=1", "h1"),
        ("gaps", "/desk/knowledge?gaps=1", ".gap-row"),
        ("replay", "/desk/knowledge?replay=1", ".replay .empty, .replay-head"),
        ("golden", "/desk/knowledge?golden=1", ".golden .empty, .golden-row"),
        ("staff", "/desk/staff", "tbody th"),
        ("settings", "/desk/settings", "h2"),
        ("board", "/desk/board", "[data-figure='inService']"),
        ("quality", "/desk/board/quality?period=7d", ".quality-layers, .quality .empty"),
        ("profile", "/desk/me", "form"),
    ];

    /// <summary>Takes the consumer's conversation and opens it.</summary>
    private static async Task InboxAsync(IPage desk, People.Words words)
    {
        await desk.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex("^(全部|All)") }).ClickAsync();
        var row = desk.Locator("[data-conversation]").Filter(new() { HasText = words.Member });
        await Expect(row.First).ToBeVisibleAsync(new() { Timeout = Patience });
        await row.First.ClickAsync();
        await Expect(desk.GetByText(words.Question).First).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    /// <summary>Complaints of the page's own scripts; a refused call is the page's to tell, not the console's.</summary>
    private void Watch(IPage page, string name)
    {
        page.PageError += (_, error) => _faults.Enqueue($"{name}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _faults.Enqueue($"{name}: {message.Text}");
        };
    }

    /// <summary>In both themes, as the system's wish changes under the open page.</summary>
    private async Task LookAsync(IPage page, string name)
    {
        foreach (var theme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            var shot = $"{name}-{(theme == ColorScheme.Dark ? "dark" : "light")}";
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.EvaluateAsync(s_settle);
            await People.ShootAsync(page, shot);
            foreach (var fault in await page.EvaluateAsync<string[]>(s_look))
                _faults.Enqueue($"{shot}: {fault}");
            await page.EvaluateAsync(s_axe);
            foreach (var fault in await page.EvaluateAsync<string[]>(s_runAxe))
                _faults.Enqueue($"{shot}: {fault}");
        }
    }

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
