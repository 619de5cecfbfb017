using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Bot;

/// <summary>Who asks in just the words that the shop wrote down is answered, however near other items are.</summary>
public sealed class ExactQuestionTests
{
    [Theory]
    [InlineData("Can I return the bronze lantern?", "Seven days.")]
    [InlineData("can i return the BRONZE lantern", "Seven days.")]
    [InlineData("return the bronze lantern", "Seven days.")]
    [InlineData("Can I exchange the bronze lantern?", "Once.")]
    [InlineData("Can I repair the bronze lantern?", "For two years.")]
    public async Task A_published_question_is_certain_among_its_likes(string words, string answer)
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        await shop.TeachAsync("en", "Seven days.", "Can I return the bronze lantern?", "return the bronze lantern");
        await shop.TeachAsync("en", "Once.", "Can I exchange the bronze lantern?", "exchange the bronze lantern");
        await shop.TeachAsync("en", "For two years.", "Can I repair the bronze lantern?", "repair the bronze lantern");
        using var mei = await shop.SignInAsync("mei");

        var said = (await mei.PostAsync("/v1/ask", new { question = words, locale = "en" })).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(answer, said.GetProperty("answer").Text("text"));
        Assert.True(said.GetProperty("confidence").GetDouble() >= 0.95);
    }

    [Fact]
    public async Task Words_that_two_items_share_are_certain_for_neither()
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        await shop.TeachAsync("en", "Seven days.", "Can I return the bronze lantern?", "the bronze lantern please");
        await shop.TeachAsync("en", "Once.", "Can I exchange the bronze lantern?", "the bronze lantern, please!");
        using var mei = await shop.SignInAsync("mei");

        var said = (await mei.PostAsync("/v1/ask", new { question = "the bronze lantern please", locale = "en" })).Expect(HttpStatusCode.OK).Json;

        Assert.True(said.GetProperty("confidence").GetDouble() < 0.95);
    }
}
