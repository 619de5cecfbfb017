using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>What people do in their browsers, for every test that plays them.</summary>
internal sealed class People(Uri url, IReadOnlyDictionary<string, string> passwords, Chrome chrome)
{
    public const float Patience = 30_000;

    public async Task<IPage> OpenShopAsync(string locale, ColorScheme theme, string member, int width = 1366, int height = 768)
    {
        var shop = await chrome.WindowAsync(locale, theme, width, height);
        await shop.GotoAsync(new Uri(url, "/shop/healthy-home").ToString());
        var identity = shop.GetByLabel(new Regex("当前身份|Signed in as"));
        await identity.SelectOptionAsync(new SelectOptionValue { Label = member });
        await OpenChatAsync(shop);
        return shop;
    }

    public static async Task OpenChatAsync(IPage shop)
    {
        await shop.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(联系客服|Chat with us)") }).ClickAsync();
        await Expect(Input(shop)).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    private static ILocator Input(IPage shop) => shop.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("^(输入消息|Your message)$") });

    public static async Task SayAsync(IPage shop, string text)
    {
        await Input(shop).FillAsync(text);
        await Input(shop).PressAsync("Enter");
    }

    public static async Task AskAsync(IPage shop, string text, string answer)
    {
        await SayAsync(shop, text);
        await Expect(shop.GetByRole(AriaRole.Log).GetByText(new Regex(Regex.Escape(answer))).First).ToBeVisibleAsync(new() { Timeout = Patience });
    }

    public async Task<IPage> SignInAsync(string name, string locale, ColorScheme theme, string path = "/desk/", Func<IPage, Task>? before = null)
    {
        var page = await chrome.WindowAsync(locale, theme);
        await page.GotoAsync(new Uri(url, path).ToString());
        await Expect(page.GetByLabel(new Regex("^(账号|Account)"))).ToBeVisibleAsync(new() { Timeout = Patience });
        if (before is not null)
            await before(page);
        await page.GetByLabel(new Regex("^(账号|Account)")).FillAsync(name);
        await page.GetByLabel(new Regex("^(密码|Password)")).FillAsync(passwords[name]);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(登\\s*录|Sign in)$") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation).First).ToBeVisibleAsync(new() { Timeout = Patience });
        return page;
    }

    public static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Demo.Shots(), $"{name}.png") });

    /// <summary>What is said and seen in a language.</summary>
    public sealed record Words(string Member, string Question, string Answer, string WhereIsIt, string OrderWord, string Person, string Reply, string AgentSays,
        string Unknown, string NotKnown)
    {
        public static Words In(string locale) => locale == "en"
            ? new("Liam", "How do I get an invoice?", "Request invoice", "Where is my order?", "Order HH", "I want to talk to a person", "Reply", "Hello, this is Mei. I'll look into it.",
                "why do zebras have stripes?", "I don't understand that yet")
            : new("老陈", "可以开发票吗", "申请发票", "我的快递到哪了", "订单 HH", "转人工", "回复消费者", "您好，我是梅，马上为您处理。",
                "斑马为什么有条纹", "还不太明白");
    }
}
