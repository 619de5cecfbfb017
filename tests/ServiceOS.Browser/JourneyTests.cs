using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>The main job, whole, as people see it: in both languages and themes, with screenshots to look at.</summary>
public sealed class JourneyTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = 30_000;

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, "light")]
    [InlineData("en", ColorScheme.Dark, "dark")]
    public async Task A_consumer_is_served_bot_first_and_human_second(string locale, ColorScheme theme, string shot)
    {
        var words = Words.In(locale);
        var shop = await OpenShopAsync(locale, theme, words.Member);

        // the bot answers from the shop's knowledge, and from the order
        await AskAsync(shop, words.Question, words.Answer);
        await SayAsync(shop, words.WhereIsIt);
        var order = shop.GetByRole(AriaRole.Log).GetByText(new Regex(words.OrderWord)).First;
        var pick = shop.GetByRole(AriaRole.Log).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("HH26") }).First;
        await Expect(order.Or(pick).First).ToBeVisibleAsync(new() { Timeout = Patience });
        if (await pick.IsVisibleAsync() && !await order.IsVisibleAsync())
            await pick.ClickAsync();   // several are under way: one is picked
        await Expect(order).ToBeVisibleAsync(new() { Timeout = Patience });
        await ShootAsync(shop, $"shop-{locale}-{shot}");

        // a person comes when asked for
        var desk = await SignInAsync("mei", locale, theme);
        await SayAsync(shop, words.Person);
        await desk.GetByRole(AriaRole.Tab, new() { NameRegex = new Regex("^(全部|All)") }).ClickAsync();
        var row = desk.Locator("[data-conversation]").Filter(new() { HasText = words.Member });
        await Expect(row.First).ToBeVisibleAsync(new() { Timeout = Patience });
        await row.First.ClickAsync();
        await Expect(desk.GetByText(words.Question).First).ToBeVisibleAsync(new() { Timeout = Patience });
        // it is hers already if she was there when it came
        var take = desk.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(接待|Take)$") }).First;
        var reply = desk.GetByRole(AriaRole.Textbox, new() { Name = words.Reply });
        await Expect(take.Or(reply).First).ToBeVisibleAsync(new() { Timeout = Patience });
        if (await take.IsVisibleAsync())
            await take.ClickAsync();
        await ShootAsync(desk, $"desk-{locale}-{shot}");

        await reply.FillAsync(words.AgentSays);
        await reply.PressAsync("Control+Enter");
        await Expect(shop.GetByText(words.AgentSays).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await ShootAsync(shop, $"widget-agent-{locale}-{shot}");

        // and the board shows it
        var board = await SignInAsync("hua", locale, theme, "/desk/board");
        await Expect(board.Locator("[data-figure='inService']")).ToContainTextAsync(new Regex("[1-9]"), new() { Timeout = Patience });
        await ShootAsync(board, $"board-{locale}-{shot}");
        await desk.Context.CloseAsync();
        await board.Context.CloseAsync();
        await shop.Context.CloseAsync();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark, "dark")]
    [InlineData("en", ColorScheme.Light, "light")]
    public async Task Whoever_owns_the_knowledge_finds_it_tries_it_and_sees_why(string locale, ColorScheme theme, string shot)
    {
        var studio = await SignInAsync("ruth", locale, theme, "/desk/knowledge");
        await Expect(studio.Locator(".kn-row").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await studio.Locator(".kn-row").First.ClickAsync();
        await studio.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("Question to try|要试的问题") }).FillAsync(Words.In(locale).Question);
        await studio.Keyboard.PressAsync("Enter");
        await Expect(studio.Locator(".kn-test-result")).ToContainTextAsync(Words.In(locale).Answer, new() { Timeout = Patience });
        await ShootAsync(studio, $"knowledge-{locale}-{shot}");

        var settings = await SignInAsync("kang", locale, theme, "/desk/settings");
        await Expect(settings.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("安装到店铺|Install|On the shop") }).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await ShootAsync(settings, $"settings-{locale}-{shot}");
        await studio.Context.CloseAsync();
        await settings.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_phone_the_chat_fills_the_screen_and_survives_a_reload()
    {
        var words = Words.In("zh-CN");
        var shop = await OpenShopAsync("zh-CN", ColorScheme.Light, "一诺", width: 390, height: 844);
        await AskAsync(shop, words.Question, words.Answer);
        var before = await shop.Locator("[data-seq]").CountAsync();
        await ShootAsync(shop, "phone-zh-CN-light");

        await shop.ReloadAsync();
        await OpenChatAsync(shop);
        await Expect(shop.GetByText(words.Answer).First).ToBeVisibleAsync(new() { Timeout = Patience });

        Assert.Equal(before, await shop.Locator("[data-seq]").CountAsync());
        await shop.Context.CloseAsync();
    }

    private async Task<IPage> OpenShopAsync(string locale, ColorScheme theme, string member, int width = 1366, int height = 768)
    {
        var shop = await chrome.WindowAsync(locale, theme, width, height);
        await shop.GotoAsync(new Uri(demo.Url, "/shop/healthy-home").ToString());
        var identity = shop.GetByLabel(new Regex("当前身份|Signed in as"));
        await identity.SelectOptionAsync(new SelectOptionValue { Label = member });
        await OpenChatAsync(shop);
        return shop;
    }

    private static async Task OpenChatAsync(IPage shop)
    {
        await shop.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(联系客服|Chat with us)") }).ClickAsync();
        await Expect(Input(shop)).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    private static ILocator Input(IPage shop) => shop.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("^(输入消息|Your message)$") });

    private static async Task SayAsync(IPage shop, string text)
    {
        await Input(shop).FillAsync(text);
        await Input(shop).PressAsync("Enter");
    }

    private static async Task AskAsync(IPage shop, string text, string answer)
    {
        await SayAsync(shop, text);
        await Expect(shop.GetByRole(AriaRole.Log).GetByText(new Regex(Regex.Escape(answer))).First).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    private async Task<IPage> SignInAsync(string name, string locale, ColorScheme theme, string path = "/desk/")
    {
        var page = await chrome.WindowAsync(locale, theme);
        await page.GotoAsync(new Uri(demo.Url, path).ToString());
        await page.GetByLabel(new Regex("^(账号|Account)")).FillAsync(name);
        await page.GetByLabel(new Regex("^(密码|Password)")).FillAsync(demo.Passwords[name]);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(登\\s*录|Sign in)$") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation).First).ToBeVisibleAsync(new() { Timeout = Patience });
        return page;
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Demo.Shots(), $"{name}.png") });

    /// <summary>What is said and seen in a language.</summary>
    private sealed record Words(string Member, string Question, string Answer, string WhereIsIt, string OrderWord, string Person, string Reply, string AgentSays)
    {
        public static Words In(string locale) => locale == "en"
            ? new("Liam", "How do I get an invoice?", "Request invoice", "Where is my order?", "Order HH", "I want to talk to a person", "Reply", "Hello, this is Mei. I'll look into it.")
            : new("老陈", "可以开发票吗", "申请发票", "我的快递到哪了", "订单 HH", "转人工", "回复消费者", "您好，我是梅，马上为您处理。");
    }
}
