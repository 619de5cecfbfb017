using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Knowledge;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Knowledge.Sheets;
using ServiceOS.Tests.Tidy;

namespace ServiceOS.Tests.Knowledge;

/// <summary>Sheets are read as people write them, and what is written comes back the same.</summary>
public sealed class SheetTests
{
    private static readonly TimeZoneInfo s_shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>What breaks exports: quotes, separators, formulas, escapes, several lines, other planes.</summary>
    private static readonly string[] s_nasty =
    [
        "a", "退货", "😀", " ", "=", "+", "-", "@", "'", "\"", ",", ";", "|", "；", "，", "\n", "\t", "_x000D_", "_x", "<b>&", "]]>",
        "=>", "[", "]", "1", "2026-11-11", "http://x.y", "＝", "\u00A0", "#REF!",
    ];

    [Fact]
    public void What_is_exported_is_imported_the_same() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Contents().ToArbitrary(), content =>
        {
            var id = KnowledgeDesk.NewId();
            IReadOnlyList<string>[] rows = [[.. KnowledgeColumns.All.Select(column => column.Header.Zh)], KnowledgeRow.Write(id, content)];
            foreach (var file in (byte[][])[CsvWriting.Write(rows), XlsxWriter.Write(rows)])
            {
                var sheet = Assert.IsType<SheetResult.Read>(SheetFile.Read(file)).Sheet;
                var read = ReadRow(sheet, sheet.Rows[0]);
                Assert.Empty(read.Faults);
                Assert.Equal(ContentJson.Write(content), ContentJson.Write(read.Content));
                Assert.DoesNotContain(sheet.Rows[0].Cells, cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal));
            }
        }));

    [Fact]
    public void A_workbook_of_another_program_is_read_as_its_first_sheet_shows_it()
    {
        var sheet = Assert.IsType<SheetResult.Read>(SheetFile.Read(Workbooks.OfAllKinds())).Sheet;

        Assert.Equal(["问题", "答案", "from", "to", "note"], sheet.Columns);
        Assert.Equal([4, 5, 6], sheet.Rows.Select(row => row.Number));
        Assert.Equal(["Rich text?", "one\ntwo", "2025-11-11", "2025-11-12 12:00:00", "#N/A"], sheet.Rows[0].Cells);
        Assert.Equal(["13800000000", "0.3"], sheet.Rows[1].Cells);
        Assert.Equal(["TRUE", "#REF!"], sheet.Rows[2].Cells);

        var plan = ImportPlan.Of(sheet, KnowledgeColumns.Guess(sheet.Columns), [], s_shanghai, "en");
        var error = Assert.Single(plan.Report.Errors);   // not the broken note, which no field reads
        Assert.Equal((6, "答案"), (error.Row, error.Column));
    }

    [Fact]
    public void Two_rows_with_one_id_are_an_error_though_no_item_has_it()
    {
        var id = KnowledgeDesk.NewId();
        var file = CsvWriting.Write([["id", "question", "answer"], [$"{id}", "Open on Sunday?", "Yes"], [$"{id}", "Open on Monday?", "No"]]);
        var sheet = Assert.IsType<SheetResult.Read>(SheetFile.Read(file)).Sheet;

        var plan = ImportPlan.Of(sheet, KnowledgeColumns.Guess(sheet.Columns), [], s_shanghai, "en");

        var error = Assert.Single(plan.Report.Errors);
        Assert.Equal((3, "id", "has the same id as row 2"), (error.Row, error.Column, error.Message));
    }

    [Theory]
    [InlineData("2026-11-11", false, "2026-11-10T16:00:00Z")]
    [InlineData("2026-11-11", true, "2026-11-11T16:00:00Z")]
    [InlineData("2026/1/2 8:05", true, "2026-01-02T00:05:00Z")]
    [InlineData("2026年11月1日 20:00", false, "2026-11-01T12:00:00Z")]
    [InlineData("20261111", false, "2026-11-10T16:00:00Z")]
    [InlineData("2026-11-11T20:00:00+01:00", false, "2026-11-11T19:00:00Z")]
    [InlineData("2026-11-11T20:00:00.250Z", false, "2026-11-11T20:00:00.250Z")]
    [InlineData("2026-11-11T20:00:00", false, "2026-11-11T12:00:00Z")]
    [InlineData("11/12/2026", false, "")]
    [InlineData("0001-01-01", true, "")]
    [InlineData("9999-12-31", true, "")]
    [InlineData("soon", false, "")]
    public void Times_are_read_in_the_shops_zone(string cell, bool isEnd, string expected) =>
        Assert.Equal(expected, SheetTimes.Write(SheetTimes.Parse(cell, s_shanghai, isEnd)));

    [Fact]
    public void Links_and_buttons_are_read_as_people_write_them()
    {
        Assert.Equal([new("Track it", "https://a.b/c"), new("https://a.b", "https://a.b"), new("Our page", "https://a.b")],
            CellLists.SplitLinks("https://a.b/c Track it\nhttps://a.b\nOur page https://a.b"));
        Assert.Equal([new AnswerButton("Yes", "Yes"), new AnswerButton("No", "I don't")], CellLists.SplitButtons("Yes\nNo => I don't"));
        Assert.Equal(["p1", "p2", "p3"], CellLists.SplitIds("p1, p2；p3"));
    }

    [Fact]
    public void Columns_are_known_by_many_names()
    {
        var mapping = KnowledgeColumns.Guess(["序号", "标准问题*", "相似问法（多个用 | 隔开）", "回答内容", "Valid_From", "备注"]);

        Assert.Equal("answer=回答内容 question=标准问题* similar=相似问法（多个用 | 隔开） validFrom=Valid_From", string.Join(
            ' ', mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void A_column_headed_as_the_pages_call_its_field_is_known(string locale)
    {
        var texts = JsonDocument.Parse(File.ReadAllText(
            Path.Combine(Sources.Root, "web", "desk", "src", "features", "knowledge", "i18n", $"{locale}.json")));
        var labels = texts.RootElement.GetProperty("import").GetProperty("column").EnumerateObject().ToDictionary(
            label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);

        var mapping = KnowledgeColumns.Guess([.. labels.Values]);

        Assert.All(labels, label => Assert.Equal(label.Value, mapping.GetValueOrDefault(label.Key)));
    }

    [Fact]
    public void Columns_without_a_name_or_with_the_same_are_told_apart()
    {
        var sheet = Assert.IsType<SheetResult.Read>(SheetFile.Read("q,,q,\na,b,c,\n"u8.ToArray())).Sheet;

        Assert.Equal(["q", "B", "q (2)"], sheet.Columns);
    }

    [Fact]
    public void Content_is_tidied_of_what_no_one_sees()
    {
        var (content, faults) = ContentRules.Check(new Content
        {
            Question = " Two\r\nlines\u0007 ",
            Answer = new() { Text = "one\r\ntwo\vthree\u2028four\uFEFF" },
            Language = "en",
        });

        Assert.Empty(faults);
        Assert.Equal("Two lines", content.Question);
        Assert.Equal("one\ntwo\nthree\nfour", content.Answer.Text);
    }

    private static KnowledgeRow.Reading ReadRow(Sheet sheet, SheetRow row)
    {
        var columns = KnowledgeColumns.Guess(sheet.Columns).ToDictionary(
            pair => pair.Key, pair => sheet.Columns.ToList().IndexOf(pair.Value), StringComparer.Ordinal);
        return KnowledgeRow.Read(field => columns.TryGetValue(field, out var at) ? row.Cell(at) : null, previous: null, s_shanghai);
    }

    private static Gen<Content> Contents()
    {
        var text = Few(Gen.Elements(s_nasty), 6).Select(parts => string.Concat(parts));
        var at = from seconds in Gen.Choose(0, 2_000_000_000)
                 from milliseconds in Gen.Choose(0, 999)
                 from none in Gen.Elements(true, false)
                 select none ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(seconds).AddMilliseconds(milliseconds);
        var button = from label in text from value in text select new AnswerButton(label, value);
        var raw = from question in text
                  from similar in Few(text, 3)
                  from answer in text
                  from label in text
                  from buttons in Few(button, 3)
                  from category in text
                  from products in Few(text, 3)
                  from begin in at
                  from language in Gen.Elements("zh-CN", "en")
                  select new Content
                  {
                      Question = question + "q",
                      Similar = similar,
                      Answer = new()
                      {
                          Text = answer + "a",
                          Links = [new(label + "l", "https://example.com/?a=1|2")],
                          Images = ["https://example.com/1.png", "/v1/attachments/x"],
                          Buttons = buttons,
                      },
                      Language = language,
                      Category = category,
                      Products = products,
                      ValidFrom = begin,
                      ValidTo = begin?.AddDays(1),
                  };
        // most of these are fine; the rest (twice the same, empty once tidied) is passed over
        return raw.Select(content => ContentRules.Check(content)).Where(result => result.Faults.Count == 0).Select(result => result.Content);
    }

    private static Gen<T[]> Few<T>(Gen<T> one, int max) => from count in Gen.Choose(0, max) from some in one.ArrayOf(count) select some;
}
