using System.Net;
using ServiceOS.Bot;
using ServiceOS.Platform.Data;
using ServiceOS.Simulation;
using ServiceOS.Simulation.Contracts;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Simulation;

/// <summary>A button under an answer leads on: to another answer, or to a person.</summary>
public sealed class ButtonTests
{
    [Fact]
    public async Task No_button_of_the_demo_leads_back_to_the_answer_that_it_stands_under()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var world = await server.Get<LoadWorld>().RunAsync(
            server.Get<AppSettings>().DataFolder, seed: 1, orderCount: 30, (_, _) => { }, CancellationToken.None);
        var count = 0;
        foreach (var shop in world.Merchants)
        {
            var client = server.Client(shop.Key);
            var unit = WorldContent.Tree().Merchants.Single(merchant => merchant.Slug == shop.Slug).Unit;
            foreach (var item in new[] { shop.Slug, $"unit-{unit}", "platform" }.SelectMany(WorldContent.Knowledge))
            {
                foreach (var (words, locale) in new[] { (item.Zh, Locales.Chinese), (item.En, Locales.English) })
                {
                    foreach (var button in words.Buttons.Where(button => TappedChoice.Read(button.Value) is not TappedChoice.Person))
                    {
                        // the chat sends what the button is called; other clients may send its value
                        foreach (var text in new[] { button.Label, button.Value })
                        {
                            var said = (await client.PostAsync("/v1/ask", new { question = text, locale })).Expect(HttpStatusCode.OK).Json;
                            Assert.True(said.Text("outcome") == "answer", $"{shop.Slug} {item.Key}: {text} is answered with {said.Text("outcome")}");
                            Assert.NotEqual(words.Question, said.GetProperty("item").Text("question"));
                            count++;
                        }
                    }
                }
            }
        }
        Assert.True(count > 0, "the demo has buttons");
    }
}
