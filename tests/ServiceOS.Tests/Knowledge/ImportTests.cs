using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Knowledge;

/// <summary>Files come in as drafts: all of their rows or none, and a dry run says beforehand exactly what would happen.</summary>
public sealed class ImportTests
{
    private static readonly Encoding s_gb18030 = MakeGb18030();

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_chinese_file_is_checked_then_stored_then_found_the_same(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        var file = s_gb18030.GetBytes("标准问题,相似问法,答案内容,分类,生效日期,失效日期\r\n"
            + "什么时候发货,几点截单|今天能发吗；发货快吗,当天 16:00 前付款当天发,物流,,\r\n"
            + "双11怎么算,,每满300减50,活动,2026-11-01,2026/11/11\r\n");

        var dry = (await desk.ImportAsync(file, dryRun: true)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("gb18030", dry.Text("encoding"));
        Assert.Equal((2, 2, 0, 0), Counts(dry));
        Assert.Equal("相似问法", dry.GetProperty("mapping").Text("similar"));
        Assert.Equal(3, dry.GetProperty("preview")[0].GetProperty("similarCount").GetInt32());
        Assert.Empty((await desk.ListAsync()).Items());

        Assert.Equal((2, 2, 0, 0), Counts((await desk.ImportAsync(file)).Expect(HttpStatusCode.OK).Json));
        var items = (await desk.ListAsync("q=双11")).Items();
        Assert.Equal(("draft", "zh-CN", "活动"), (items[0].Text("state"), items[0].Text("language"), items[0].Text("category")));
        Assert.Equal(new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero), items[0].GetProperty("validFrom").GetDateTimeOffset());
        Assert.Equal(new DateTimeOffset(2026, 11, 11, 16, 0, 0, TimeSpan.Zero), items[0].GetProperty("validTo").GetDateTimeOffset());

        Assert.Equal((2, 0, 0, 2), Counts((await desk.ImportAsync(file)).Expect(HttpStatusCode.OK).Json));
        var changed = "问题;答案\n什么时候发货;48 小时内\n"u8.ToArray();
        var report = (await desk.ImportAsync(changed)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((1, 0, 1, 0), Counts(report));
        Assert.Equal("utf-8", report.Text("encoding"));
        Assert.Equal(3, (await desk.ListAsync("q=48")).Items()[0].GetProperty("similarCount").GetInt32());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_file_with_bad_rows_stores_nothing_and_names_each(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        var file = Encoding.UTF8.GetBytes("question\tanswer\tlanguage\tvalid to\n"
            + "Fine?\tYes.\ten\t\n"
            + "\tNo question.\ten\t\n"
            + "Late?\tYes.\ten\tsometime\n"
            + "FINE?\tAgain.\ten\t\n"
            + "\n"
            + "Strange?\tYes.\tklingon\t\n"
            + "Wide?\tYes.\ten\t\tmore\n");

        var dry = (await desk.ImportAsync(file, dryRun: true)).Expect(HttpStatusCode.OK).Json;
        var refused = (await desk.ImportAsync(file)).Expect(HttpStatusCode.UnprocessableEntity);

        var errors = dry.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal("3:question 4:valid to 5:question 7:language 8:", string.Join(' ', errors.Select(error =>
            $"{error.GetProperty("row").GetInt32()}:{(error.TryGetProperty("column", out var column) ? column.GetString() : "")}")));
        Assert.Equal("has the same question as row 2", errors[2].Text("message"));
        Assert.Equal("rows-have-errors", refused.Problem);
        Assert.Equal(5, refused.Json.GetProperty("report").GetProperty("errors").GetArrayLength());
        Assert.Empty((await desk.ListAsync()).Items());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_dry_run_shows_what_an_update_replaces(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        (await desk.ImportAsync("question,similar,answer\nWhen?,how soon,Today.\nWhere?,,Here.\n"u8.ToArray())).Expect(HttpStatusCode.OK);

        var dry = (await desk.ImportAsync("question,answer\nWhen?,Tomorrow.\nWhere?,Here.\nWho?,We.\n"u8.ToArray(), dryRun: true)).Expect(HttpStatusCode.OK).Json;

        var rows = dry.GetProperty("preview").EnumerateArray().ToList();
        Assert.Equal(["update", "same", "new"], rows.Select(row => row.Text("change")));
        var replaced = rows[0].GetProperty("replaced");
        Assert.Equal(("When?", 1, "Today."), (replaced.Text("question"), replaced.GetProperty("similarCount").GetInt32(), replaced.Text("answer")));
        Assert.All(rows[1..], row => Assert.False(row.TryGetProperty("replaced", out var none) && none.ValueKind == JsonValueKind.Object));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_dry_run_warns_of_words_that_lead_to_several_items(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        (await desk.ImportAsync("question,similar,answer\nWhen?,how soon,Today.\n"u8.ToArray())).Expect(HttpStatusCode.OK);

        var file = "question,similar,answer\nWhere?,HOW SOON|which place,Here.\nWho?,which place,We.\n"u8.ToArray();
        var dry = (await desk.ImportAsync(file, dryRun: true)).Expect(HttpStatusCode.OK).Json;

        Assert.Empty(dry.GetProperty("errors").EnumerateArray());
        Assert.Equal(
            ["2 similar: “HOW SOON” also leads to “When?”; the bot can't tell which is meant", "3 similar: “which place” also leads to “Where?”; the bot can't tell which is meant"],
            dry.GetProperty("warnings").EnumerateArray().Select(one => $"{one.GetProperty("row").GetInt32()} {one.Text("column")}: {one.Text("message")}"));
        Assert.Equal((2, 2, 0, 0), Counts((await desk.ImportAsync(file)).Expect(HttpStatusCode.OK).Json));   // a warning hinders nothing
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_variable_that_nobody_fills_in_is_a_row_s_error_and_not_found_at_publishing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);

        var dry = (await desk.ImportAsync("question,answer\nWhen?,Soon {{consumer.name}}.\nWhere?,At {{customer.shoesize}}.\n"u8.ToArray(), dryRun: true))
            .Expect(HttpStatusCode.OK).Json;

        var error = Assert.Single(dry.GetProperty("errors").EnumerateArray());
        Assert.Equal((3, "answer", "there is no variable {{customer.shoesize}}"), (error.GetProperty("row").GetInt32(), error.Text("column"), error.Text("message")));
    }

    [Fact]
    public async Task What_a_row_replaces_is_no_reason_for_a_warning()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var desk = await StartAsync(server);
        var file = "question,similar,answer\nWhen?,how soon,Today.\n"u8.ToArray();
        (await desk.ImportAsync(file)).Expect(HttpStatusCode.OK);

        Assert.Empty((await desk.ImportAsync(file, dryRun: true)).Expect(HttpStatusCode.OK).Json.GetProperty("warnings").EnumerateArray());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Columns_are_mapped_by_hand_where_their_names_tell_nothing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        var file = "col one,col two\nWhy?,Because.\n"u8.ToArray();

        var guessed = (await desk.ImportAsync(file, dryRun: true)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["col one", "col two"], guessed.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!));
        Assert.Equal(2, guessed.GetProperty("errors").GetArrayLength());

        (await desk.ImportAsync(file, mapping: """{"question":"col one","answer":"col two"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("Why?", Assert.Single((await desk.ListAsync()).Items()).Text("question"));
        Assert.Equal("unknown-column", (await desk.ImportAsync(file, mapping: """{"question":"no such"}""")).Problem);
        (await desk.ImportAsync(file, mapping: "[]")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Formulas_are_neutralised_on_export_and_come_back_as_they_were(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        await desk.SaveAsync(KnowledgeDesk.Words("=HYPERLINK(\"http://evil\")", "+1 is our number", similar: ["@SUM(A1)", "-2"]));
        await desk.SaveAsync(KnowledgeDesk.Words("'=quoted already", "Line one\nline \"two\", and _x000D_ as text"));

        var csv = await desk.ExportAsync("csv");
        var cells = Encoding.UTF8.GetString(csv);
        Assert.StartsWith("\uFEFF", cells, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil\"\")\",\"'@SUM(A1)\n-2\",\"'+1 is our number\"", cells, StringComparison.Ordinal);
        Assert.Contains("\"''=quoted already\"", cells, StringComparison.Ordinal);
        Assert.Equal((2, 0, 0, 2), Counts((await desk.ImportAsync(csv)).Expect(HttpStatusCode.OK).Json));
        Assert.Equal((2, 0, 0, 2), Counts((await desk.ImportAsync(await desk.ExportAsync("xlsx"))).Expect(HttpStatusCode.OK).Json));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_export_renames_an_item_when_its_question_is_edited_in_the_sheet(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        var id = await desk.SaveAsync(KnowledgeDesk.Words("Old words?"));

        var csv = Encoding.UTF8.GetString(await desk.ExportAsync("csv")).Replace("Old words", "New words", StringComparison.Ordinal);
        Assert.Equal((1, 0, 1, 0), Counts((await desk.ImportAsync(Encoding.UTF8.GetBytes(csv))).Expect(HttpStatusCode.OK).Json));

        Assert.Equal("New words?", (await desk.FindAsync(id)).GetProperty("draft").Text("question"));
    }

    [Fact]   // refused before any database is asked
    public async Task Files_beyond_the_limits_are_refused()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var desk = await StartAsync(server);
        var million = Encoding.UTF8.GetBytes("question,answer\n" + string.Concat(Enumerable.Repeat("q,a\n", 1_000_000)));

        Assert.Equal("too-many-rows", (await desk.ImportAsync(million)).Problem);
        Assert.Equal("too-many-rows", (await desk.ImportAsync(Workbooks.OfRows(25_000))).Problem);
        Assert.Equal("zip-bomb", (await desk.ImportAsync(Workbooks.Bomb())).Problem);
        Assert.Equal("unreadable-file", (await desk.ImportAsync(Workbooks.WithEntities())).Problem);
        Assert.Equal("unreadable-file", (await desk.ImportAsync([.. "PK\u0003\u0004"u8, 1, 2, 3])).Problem);
        Assert.Equal("unsupported-file", (await desk.ImportAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1])).Problem);
        Assert.Equal("unsupported-file", (await desk.ImportAsync([0x00, 0xFF, 0xFE, 0x81])).Problem);
        Assert.Equal("cell-too-long", (await desk.ImportAsync(Encoding.UTF8.GetBytes("question,answer\n\"open," + new string('x', 70_000)))).Problem);
        Assert.Equal("empty-file", (await desk.ImportAsync("\n\n"u8.ToArray())).Problem);
        Assert.Equal("file-too-large", (await desk.ImportAsync(new byte[(10 * 1024 * 1024) + 1])).Problem);
        Assert.Equal("unsupported-body", (await desk.Http.PostAsync("/v1/knowledge:import", new { })).Problem);
        Assert.Equal("invalid", (await desk.Http.CallAsync(HttpMethod.Post, "/v1/knowledge:import", Broken())).Problem);
        Assert.Empty((await desk.ListAsync()).Items());
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Ten_thousand_rows_are_imported_within_a_minute_and_listed_by_the_page(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var desk = await StartAsync(server);
        var file = Encoding.UTF8.GetBytes("question,similar,answer\n" + string.Concat(Enumerable.Range(0, 10_000).Select(
            i => $"How about number {i}?,what of {i}|tell me of {i}|{i} please,{new string('x', 200)} {i}\n")));

        var began = Stopwatch.GetTimestamp();
        Assert.Equal((10_000, 10_000, 0, 0), Counts((await desk.ImportAsync(file)).Expect(HttpStatusCode.OK).Json));
        var imported = Stopwatch.GetElapsedTime(began);
        Assert.True(imported < TimeSpan.FromMinutes(1), $"took {imported}");
        Assert.Equal(10_000, (await desk.PublishAsync()).Json.GetProperty("published").GetInt32());

        began = Stopwatch.GetTimestamp();
        var page = await desk.ListAsync("limit=100");
        var listed = Stopwatch.GetElapsedTime(began);
        Assert.Equal((100, 10_000), (page.Items().Count, page.Json.GetProperty("total").GetInt32()));
        began = Stopwatch.GetTimestamp();
        Assert.Single((await desk.ListAsync("q=number+9999")).Items());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{engine}: imported in {imported.TotalMilliseconds:0} ms, listed in {listed.TotalMilliseconds:0} ms, searched in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    private static async Task<KnowledgeDesk> StartAsync(TestServer server)
    {
        var cast = await Cast.RaiseAsync(server);
        var desk = await KnowledgeDesk.OfAsync(cast, "kang");
        desk.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return desk;
    }

    /// <summary>A form that ends in the middle.</summary>
    private static ByteArrayContent Broken()
    {
        var body = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nquest"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return body;
    }

    private static (int Rows, int Created, int Updated, int Unchanged) Counts(JsonElement report) => (
        report.GetProperty("rows").GetInt32(), report.GetProperty("created").GetInt32(),
        report.GetProperty("updated").GetInt32(), report.GetProperty("unchanged").GetInt32());

    private static Encoding MakeGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
