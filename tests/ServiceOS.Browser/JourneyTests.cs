using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>The main job, whole, as people see it: in both languages and themes, with screenshots to look at.</summary>
public sealed class JourneyTests(Demo demo, Chrome chrome) : IClassFixture<Demo>, IClassFixture<Chrome>
{
    private const float Patience = People.Patience;
    private readonly People _people = new(demo.Url, demo.Passwords, chrome);

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, "light")]
    [InlineData("en", ColorScheme.Dark, "dark")]
    public async Task A_consumer_is_served_bot_first_and_human_second(string locale, ColorScheme theme, string shot)
    {
        var words = People.Words.In(locale);
        var shop = await _people.OpenShopAsync(locale, theme, words.Member);

        // the bot answers from the shop's knowledge, and from the order
        await People.AskAsync(shop, words.Question, words.Answer);
        await People.SayAsync(shop, words.WhereIsIt);
        var order = shop.GetByRole(AriaRole.Log).GetByText(new Regex(words.OrderWord)).First;
        var pick = shop.GetByRole(AriaRole.Log).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("HH26") }).First;
        await Expect(order.Or(pick).First).ToBeVisibleAsync(new() { Timeout = Patience });
        if (await pick.IsVisibleAsync() && !await order.IsVisibleAsync())
            await pick.ClickAsync();   // several are under way: one is picked
        await Expect(order).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(shop, $"shop-{locale}-{shot}");

        // a person comes when asked for
        var desk = await _people.SignInAsync("mei", locale, theme);
        await People.SayAsync(shop, words.Person);
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
        await People.ShootAsync(desk, $"desk-{locale}-{shot}");

        await reply.FillAsync(words.AgentSays);
        await reply.PressAsync("Control+Enter");
        await Expect(shop.GetByText(words.AgentSays).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(shop, $"widget-agent-{locale}-{shot}");

        // and the board shows it
        var board = await _people.SignInAsync("hua", locale, theme, "/desk/board");
        await Expect(board.Locator("[data-figure='inService']")).ToContainTextAsync(new Regex("[1-9]"), new() { Timeout = Patience });
        await People.ShootAsync(board, $"board-{locale}-{shot}");
        await desk.Context.CloseAsync();
        await board.Context.CloseAsync();
        await shop.Context.CloseAsync();
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark, "dark")]
    [InlineData("en", ColorScheme.Light, "light")]
    public async Task Whoever_owns_the_knowledge_finds_it_tries_it_and_sees_why(string locale, ColorScheme theme, string shot)
    {
        var studio = await _people.SignInAsync("ruth", locale, theme, "/desk/knowledge");
        await Expect(studio.Locator(".kn-row").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await studio.Locator(".kn-row").First.ClickAsync();
        await studio.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("Question to try|要试的问题") }).FillAsync(People.Words.In(locale).Question);
        await studio.Keyboard.PressAsync("Enter");
        await Expect(studio.Locator(".kn-test-result")).ToContainTextAsync(People.Words.In(locale).Answer, new() { Timeout = Patience });
        await People.ShootAsync(studio, $"knowledge-{locale}-{shot}");

        var settings = await _people.SignInAsync("kang", locale, theme, "/desk/settings");
        await Expect(settings.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("安装到店铺|Install|On the shop") }).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await People.ShootAsync(settings, $"settings-{locale}-{shot}");
        await studio.Context.CloseAsync();
        await settings.Context.CloseAsync();
    }

    [Fact]
    public async Task A_consumer_asks_about_the_order_that_it_pressed_and_the_chat_comes_back_with_the_page()
    {
        var shop = await _people.OpenShopAsync("en", ColorScheme.Light, "大刘");
        var about = shop.GetByTestId("about");
        var orders = shop.Locator(".orders button");
        for (var i = 1; i >= 0; i--)
        {
            var number = await orders.Nth(i).Locator("b").InnerTextAsync();
            await orders.Nth(i).ClickAsync();
            await Expect(about).ToContainTextAsync($"About order {number}", new() { Timeout = Patience });
        }
        await People.AskAsync(shop, People.Words.In("en").Question, People.Words.In("en").Answer);

        await shop.ReloadAsync();
        await Expect(about).ToBeVisibleAsync(new() { Timeout = Patience });
        await about.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(about).ToBeHiddenAsync();

        // who asks for a person sees what comes of it, however far up it was reading
        await shop.GetByRole(AriaRole.Log).EvaluateAsync("(log) => { log.style.maxHeight = '120px'; log.scrollTop = 0; }");
        await shop.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Talk to a person") }).ClickAsync();
        await Expect(shop.Locator("[data-event='handed-over']")).ToBeInViewportAsync(new() { Timeout = Patience });
        await shop.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_phone_the_chat_fills_the_screen_and_survives_a_reload()
    {
        var words = People.Words.In("zh-CN");
        var shop = await _people.OpenShopAsync("zh-CN", ColorScheme.Light, "一诺", width: 390, height: 844);
        await People.AskAsync(shop, words.Question, words.Answer);
        var before = await shop.Locator("[data-seq]").CountAsync();
        await People.ShootAsync(shop, "phone-zh-CN-light");

        await shop.ReloadAsync();   // it was open, so it is open
        await Expect(shop.GetByText(words.Answer).First).ToBeVisibleAsync(new() { Timeout = Patience });

        Assert.Equal(before, await shop.Locator("[data-seq]").CountAsync());
        await shop.Context.CloseAsync();
    }
}
