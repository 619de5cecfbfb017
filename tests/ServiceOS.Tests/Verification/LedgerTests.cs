using System.Globalization;
using ServiceOS.Platform.Data;
using ServiceOS.Verification;

namespace ServiceOS.Tests.Verification;

/// <summary>What clients wrote down is compared with the log, line by line, and a line that is none is named.</summary>
public sealed class LedgerTests(Days days) : IClassFixture<Days>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serviceos-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("I1", "is not there", """{"conversation":"{bot}","clientKey":"x","seq":9}""")]
    [InlineData("I1", "is not there", """{"conversation":"00000000000000000000000000000000","clientKey":"x","seq":1}""")]
    [InlineData("I1", "the key is that of message 5", """{"conversation":"{bot}","clientKey":"picture","seq":3}""")]
    [InlineData("I1", "acknowledged was picture", """{"conversation":"{bot}","clientKey":"picture","seq":5,"speaker":"agent"}""")]
    [InlineData("I1", "acknowledged was “bye”", """{"conversation":"{bot}","clientKey":"picture","seq":5,"body":"bye"}""")]
    [InlineData("I3.readers", "saw 2 after 0", """{"reader":"tab","conversation":"{bot}","seqs":[2]}""")]
    [InlineData("I3.readers", "saw 1 after 2", """{"reader":"tab","conversation":"{bot}","seqs":[1,2,1]}""")]
    [InlineData("I3.readers", "saw message 7, which is not there", """{"reader":"tab","conversation":"{bot}","seqs":[1,2,3,4,5,6,7]}""")]
    [InlineData("I3.readers", "saw 3 after 1", "{\"reader\":\"tab\",\"conversation\":\"{bot}\",\"seqs\":[1]}\n{\"reader\":\"tab\",\"conversation\":\"{bot}\",\"seqs\":[3]}")]
    [InlineData("I3.readers", "as the bot's; it is the consumer's", """{"reader":"tab","conversation":"{bot}","seq":1,"speaker":"bot"}""")]
    [InlineData("I3.readers", "as “hullo”; it says “hello”", """{"reader":"tab","conversation":"{bot}","seq":1,"body":"hullo"}""")]
    public async Task A_ledger_that_the_log_contradicts_is_a_breach(string check, string says, string lines)
    {
        var day = await days.OfAsync(Engine.Sqlite);
        var report = await RunAsync(day, lines.Replace("{bot}", day.Names["bot"], StringComparison.Ordinal));

        var broken = report.Checks.Single(result => result.Broken > 0);
        Assert.Equal(check, broken.Id);
        Assert.Contains(says, broken.Example!.Says, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(_folder, "ledger.jsonl:"), broken.Example.Ledger, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"conversation":"{bot}","clientKey":"picture","seq":5,"body":"hello","at":"09:00"}""")]
    [InlineData("""{"reader":"tab","conversation":"{bot}","seqs":[1,2,3]}""" + "\n\n" + """{"reader":"tab","conversation":"{bot}","seqs":[4]}""")]
    [InlineData("")]
    public async Task A_ledger_that_agrees_is_none(string lines)
    {
        var day = await days.OfAsync(Engine.Sqlite);

        VerifyTests.AssertGood(await RunAsync(day, lines.Replace("{bot}", day.Names["bot"], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"conversation":"c","seq":1}""")]
    [InlineData("""{"conversation":"c","clientKey":"k"}""")]
    [InlineData("""{"conversation":"c","clientKey":"k","seq":0}""")]
    [InlineData("""{"conversation":"c","clientKey":"k","seq":"one"}""")]
    [InlineData("""{"conversation":"c","clientKey":"k","seq":1,"speaker":"bot"}""")]
    [InlineData("""{"reader":"tab","conversation":"c"}""")]
    [InlineData("""{"clientKey":"k","seq":1}""")]
    public async Task A_line_that_is_no_entry_is_named_by_its_number(string line)
    {
        var day = await days.OfAsync(Engine.Sqlite);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => RunAsync(day,
            $$"""{"conversation":"{{day.Names["bot"]}}","clientKey":"picture","seq":5}""" + $"\n{line}\n"));

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(_folder, "ledger.jsonl")}:2: "), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private async Task<Report> RunAsync(Day day, string lines)
    {
        var path = Path.Combine(_folder, "ledger.jsonl");
        await File.WriteAllTextAsync(path, lines, Stop);
        await using var database = Database.OpenReadOnly(Engine.Sqlite, day.Database.Connection);
        return await VerifyTests.RunAsync(database, day.Time, [path], folder: null);
    }
}
