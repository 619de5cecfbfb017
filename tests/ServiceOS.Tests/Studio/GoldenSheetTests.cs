using System.Globalization;
using System.Net;
using System.Text;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Knowledge;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Studio;

/// <summary>Golden questions come in from a spreadsheet, and go out into one.</summary>
public sealed class GoldenSheetTests
{
    private const string Golden = "/v1/knowledge/golden";

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_sheet_is_tried_first_and_then_taken_in_whole(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var shipping = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?"));
        (await kang.Http.PostAsync(Golden, new { question = "talk to a person", expects = "out-of-scope" })).Expect(HttpStatusCode.Created);
        const string Sheet = "问题,预期,知识点或技能,语言\nwhen do you ship,知识点,When do you ship?,en\ntalk to a person,转人工,,\nzebra,拒识,,\n\"'=1+1\",handover,,\n";

        var tried = (await ImportAsync(kang.Http, Sheet, dryRun: true)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((4, 3, 1, 0, 0), Counts(tried));
        Assert.Single((await kang.Http.GetJsonAsync(Golden)).Items());

        Assert.Equal((4, 3, 1, 0, 0), Counts((await ImportAsync(kang.Http, Sheet)).Expect(HttpStatusCode.OK).Json));
        var kept = (await kang.Http.GetJsonAsync(Golden)).Items().ToDictionary(one => one.Text("question"));
        Assert.Equal((4, shipping.ToString(), "When do you ship?"), (kept.Count, kept["when do you ship"].Text("item"), kept["when do you ship"].Text("what")));
        Assert.Equal(("handover", "out-of-scope"), (kept["talk to a person"].Text("expects"), kept["zebra"].Text("expects")));
        Assert.Contains("=1+1", kept.Keys);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Each_faulty_row_is_named_and_nothing_of_the_sheet_is_stored(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var (kang, lin) = (await KnowledgeDesk.OfAsync(shop.Cast, "kang"), await KnowledgeDesk.OfAsync(shop.Cast, "lin"));
        var foreign = KnowledgeDesk.NewId();
        const string Header = "Question,Expects,Item or skill,Language,Item id\n";
        var rows = $"fine,handover,,,\n,handover,,,\nodd,perhaps,,,\nitem,item,No such item,,\nother,item,,,{foreign}\nskill,skill,juggling,,\ntongue,handover,,fr,\nFINE!,handover,,,\n";
        var refused = (await ImportAsync(kang.Http, Header + rows)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("rows-have-errors", refused.Problem);
        var faults = refused.Json.GetProperty("report").GetProperty("faults").EnumerateArray()
            .Select(fault => (fault.GetProperty("row").GetInt32(), fault.Text("field"))).ToList();
        Assert.Equal([(3, "question"), (4, "expects"), (5, "what"), (6, "item"), (7, "what"), (8, "locale"), (9, "question")], faults);
        Assert.Empty((await kang.Http.GetJsonAsync(Golden)).Items());

        Assert.Equal("empty-file", (await ImportAsync(kang.Http, "")).Expect(HttpStatusCode.UnprocessableEntity).Problem);
        var many = Header + string.Concat(Enumerable.Range(0, 501).Select(i => string.Create(CultureInfo.InvariantCulture, $"number {i},handover,,,\n")));
        Assert.Equal("too-many", (await ImportAsync(kang.Http, many, dryRun: true)).Expect(HttpStatusCode.UnprocessableEntity).Problem);
        (await lin.Http.GetJsonAsync($"{Golden}:export?format=ods")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task What_is_exported_changes_nothing_when_it_comes_back_in_either_format(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var kang = await KnowledgeDesk.OfAsync(shop.Cast, "kang");
        var item = await kang.PublishedAsync(KnowledgeDesk.Words("When do you ship?"));
        foreach (var golden in new object[]
        {
            new { question = "when, \"exactly\", do you ship", expects = "item", item, product = "p1", locale = "en" },
            new { question = "=HYPERLINK(1)", expects = "handover" }, new { question = "hello", expects = "skill", skill = "greeting" },
        })
            (await kang.Http.PostAsync(Golden, golden)).Expect(HttpStatusCode.Created);
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var file = await kang.Http.GetByteArrayAsync(new Uri($"{Golden}:export?format={format}", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal((3, 0, 0, 3, 0), Counts((await ImportAsync(kang.Http, file)).Expect(HttpStatusCode.OK).Json));
        }
    }

    private static Task<Answer> ImportAsync(HttpClient client, string sheet, bool dryRun = false) => ImportAsync(client, Encoding.UTF8.GetBytes(sheet), dryRun);

    private static Task<Answer> ImportAsync(HttpClient client, byte[] sheet, bool dryRun = false)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(sheet), "file", "golden" } };
        return client.CallAsync(HttpMethod.Post, $"{Golden}:import?dryRun={(dryRun ? "true" : "false")}", form);
    }

    private static (int Rows, int New, int Updated, int Unchanged, int Errors) Counts(System.Text.Json.JsonElement report) => (
        report.GetProperty("rows").GetInt32(), report.GetProperty("new").GetInt32(), report.GetProperty("updated").GetInt32(),
        report.GetProperty("unchanged").GetInt32(), report.GetProperty("errors").GetInt32());
}
