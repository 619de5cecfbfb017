using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceOS.Faults;
using static Microsoft.Playwright.Assertions;

namespace ServiceOS.Browser;

/// <summary>What a person sees of an installation whose nodes die one after the other: nothing.</summary>
public sealed class SurvivalTests(Chrome chrome) : IClassFixture<Chrome>
{
    private const int Nodes = 3;
    private const int LinesANode = 4;

    /// <summary>A turn of a node that died is another's after 10 s at most.</summary>
    private const float AnsweredWithin = 30_000;

    [Fact]
    public async Task Whichever_of_three_nodes_is_killed_a_person_who_chats_in_two_browsers_misses_nothing_and_sees_nothing_twice()
    {
        await using var cluster = await Cluster.StartAsync(Nodes, brokers: 1);
        foreach (var node in cluster.Nodes.Skip(1))   // the shop's page is the demo's, and each node may be asked for it
            File.Copy(Path.Combine(cluster.Nodes[0].Folder, "demo.json"), Path.Combine(node.Folder, "demo.json"));
        var urls = cluster.Urls;
        await using var nginx = await Nginx.StartAsync(urls[0], urls[1], shipped => Nginx.Replace(shipped,
            ($"server {urls[1].Authority} max_fails=1 fail_timeout=1s;",
                $"server {urls[1].Authority} max_fails=1 fail_timeout=1s; server {urls[2].Authority} max_fails=1 fail_timeout=1s;"),
            ($"server {urls[1].Authority} max_fails=0 backup;",
                $"server {urls[1].Authority} max_fails=0 backup; server {urls[2].Authority} max_fails=0 backup;")));
        var people = new People(nginx.Url, new Dictionary<string, string>(StringComparer.Ordinal), chrome);
        IPage[] browsers =
        [
            await people.OpenShopAsync("zh-CN", ColorScheme.Light, People.Words.In("zh-CN").Member),
            await people.OpenShopAsync("zh-CN", ColorScheme.Dark, People.Words.In("zh-CN").Member, width: 390, height: 844),
        ];
        var said = new List<string>();
        IReadOnlyList<string> before = [];
        foreach (var node in cluster.Nodes)
        {
            for (var line = 0; line < LinesANode; line++)
            {
                said.Add($"可以开发票吗，第{said.Count + 1}次问");
                await People.SayAsync(browsers[line % 2], said[^1]);
                if (line == 0)
                    await node.KillAsync();   // whatever it has of this: unread, unstored, stored and untold, or half an answer
            }
            foreach (var browser in browsers)
                await SeesAllAsync(browser, said.Count);
            var (left, right) = (await ThreadAsync(browsers[0]), await ThreadAsync(browsers[1]));

            Assert.Equal(left, right);
            Assert.Equal(before, left.Take(before.Count));   // what was seen before is there, in its place
            Assert.Equal(said.Order(StringComparer.Ordinal), OwnOf(left).Order(StringComparer.Ordinal));
            before = left;
            await node.StartAsync();
        }
        await People.ShootAsync(browsers[0], "survival-left");
        await People.ShootAsync(browsers[1], "survival-right");
        await browsers[0].ReloadAsync();
        await SeesAllAsync(browsers[0], said.Count);
        Assert.Equal(before, await ThreadAsync(browsers[0]));
        foreach (var browser in browsers)
            await browser.Context.CloseAsync();
        await cluster.VerifyAsync(new Ledger());
    }

    /// <summary>Waits until each message is stored and answered, as this browser shows it.</summary>
    private static async Task SeesAllAsync(IPage browser, int messages)
    {
        await Expect(browser.Locator("article.consumer[data-seq]")).ToHaveCountAsync(messages, new() { Timeout = AnsweredWithin });
        await Expect(browser.Locator("article.bot[data-seq] .bubble", new() { HasTextRegex = new Regex("发票") })).ToHaveCountAsync(messages, new() { Timeout = AnsweredWithin });
        await Expect(browser.Locator("article.consumer:not([data-seq])")).ToHaveCountAsync(0);
    }

    /// <summary>The thread as it is shown: place, speaker, words.</summary>
    private static async Task<IReadOnlyList<string>> ThreadAsync(IPage browser) => await browser.Locator("[data-seq]").EvaluateAllAsync<string[]>(
        "rows => rows.map(row => `${row.dataset.seq} ${row.classList.contains('consumer') ? 'consumer' : 'other'} ${row.querySelector('.bubble, p')?.textContent}`)");

    private static IEnumerable<string> OwnOf(IEnumerable<string> thread) =>
        thread.Select(row => row.Split(' ', 3)).Where(row => row[1] == "consumer").Select(row => row[2]);
}
