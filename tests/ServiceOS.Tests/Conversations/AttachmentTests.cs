using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Conversations;

/// <summary>Files that people send: kept by their hash, told apart by their bytes, given back as downloads and nothing else.</summary>
public sealed class AttachmentTests
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 1, 2, 3];

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_file_is_kept_once_by_its_hash_and_given_as_a_download(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var shop = await Shop.OpenAsync(database);
        var ana = await shop.VisitAsync();

        var first = (await SendAsync(ana.Http, s_png, "crack.png", "image/png")).Expect(HttpStatusCode.Created);
        var again = (await SendAsync(ana.Http, s_png, "again.png", "image/png")).Expect(HttpStatusCode.Created);

        Assert.Equal(("crack.png", "image/png", (long)s_png.Length), (first.Get("name"), first.Get("type"), first.Json.GetProperty("bytes").GetInt64()));
        Assert.NotEqual(first.Get("id"), again.Get("id"));
        var file = Assert.Single(FilesIn(database));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(s_png)), Path.GetFileName(file));

        using var response = await shop.Server.Http.GetAsync(first.Get("url"), TestContext.Current.CancellationToken);
        Assert.Equal(s_png, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("attachment", "crack.png"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_message_shows_the_files_that_its_sender_sent_and_nobody_elses(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var bo = await shop.VisitAsync();
        var picture = (await SendAsync(ana.Http, s_png, "crack.png", "image/png")).Expect(HttpStatusCode.Created).Get("id");

        (await bo.Http.PostAsync($"{bo.Path}/messages", new { clientKey = "1", body = "mine", attachments = new[] { picture } }))
            .Expect(HttpStatusCode.BadRequest);
        (await ana.Http.PostAsync($"{ana.Path}/messages", new { clientKey = "1", body = "", attachments = new[] { picture } })).Expect(HttpStatusCode.OK);

        Assert.Empty(await bo.MessagesAsync());
        var part = (await ana.MessagesAsync())[0].GetProperty("parts")[0];
        Assert.Equal(("image", "crack.png"), (part.Text("type"), part.GetProperty("attachment").Text("name")));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task An_address_that_is_not_signed_for_the_file_or_has_ended_leads_nowhere(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        var mine = (await SendAsync(ana.Http, s_png, "a.png", "image/png")).Expect(HttpStatusCode.Created);
        var other = (await SendAsync(ana.Http, "a note"u8.ToArray(), "a.txt", "text/plain")).Expect(HttpStatusCode.Created);
        var ticket = mine.Get("url").Split("?t=")[1];
        var (until, mac) = (long.Parse(ticket.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture), ticket.Split('.')[1]);

        foreach (var wrong in (string[])["", $"?t={ticket}x", $"?t={until + 1}.{mac}", "?t=9999999999.00", "?t=x", "?t=.", $"?t={ticket.ToUpperInvariant()}"])
            (await ana.Http.GetJsonAsync($"/v1/attachments/{mine.Get("id")}{wrong}")).Expect(HttpStatusCode.NotFound);
        (await ana.Http.GetJsonAsync($"/v1/attachments/{other.Get("id")}?t={ticket}")).Expect(HttpStatusCode.NotFound);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(until) - shop.Server.Time.GetUtcNow(), TimeSpan.FromDays(6), TimeSpan.FromDays(7));
    }

    [Theory]
    [InlineData("image/png", "page.html", "text/html", "page.html.png")]
    [InlineData("image/png", "run.exe", "application/x-msdownload", "run.exe.png")]
    [InlineData("image/png", "crack.JPG", "image/jpeg", "crack.png")]
    [InlineData("text/plain", "note.html", "text/html", "note.html.txt")]
    [InlineData("text/plain", "setup.bat", "text/plain", "setup.bat.txt")]
    [InlineData("text/plain", "notes.md", "text/markdown", "notes.md")]
    [InlineData("application/pdf", "bill.svg", "image/svg+xml", "bill.svg.pdf")]
    public async Task The_type_is_what_the_bytes_say_and_the_name_says_no_other(string type, string name, string claimed, string given)
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();
        var bytes = type switch { "image/png" => s_png, "text/plain" => "see you at <b>noon</b>"u8.ToArray(), _ => "%PDF-1.7 and so on"u8.ToArray() };

        var stored = (await SendAsync(ana.Http, bytes, name, claimed)).Expect(HttpStatusCode.Created);

        Assert.Equal(type, stored.Get("type"));
        using var response = await shop.Server.Http.GetAsync(stored.Get("url"), TestContext.Current.CancellationToken);
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal((type, "attachment", given), (response.Content.Headers.ContentType!.MediaType, disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal(given, stored.Get("name"));
    }

    [Theory]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("\uFEFF \n <html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("<?xml version='1.0'?>")]
    [InlineData("MZ\u0000\u0001")]
    [InlineData("PK\u0003\u0004")]
    public async Task What_can_run_is_refused_whatever_it_is_called(string content)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var shop = await Shop.OpenAsync(database);
        var ana = await shop.VisitAsync();

        var answer = (await SendAsync(ana.Http, Encoding.UTF8.GetBytes(content), "photo.png", "image/png")).Expect(HttpStatusCode.UnsupportedMediaType);

        Assert.Equal("file-type", answer.Problem);
        Assert.Empty(FilesIn(database));
    }

    [Fact]
    public async Task Too_much_nothing_or_no_form_is_refused_and_nothing_is_kept()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var shop = await Shop.OpenAsync(database);
        var ana = await shop.VisitAsync();
        var tooMuch = new byte[(10 * 1024 * 1024) + 1];
        s_png.CopyTo(tooMuch, 0);

        Assert.Equal("too-large", (await SendAsync(ana.Http, tooMuch, "a.png", "image/png")).Expect(HttpStatusCode.RequestEntityTooLarge).Problem);
        Assert.NotNull((await SendAsync(ana.Http, [], "a.png", "image/png")).Expect(HttpStatusCode.BadRequest).Problem);
        Assert.NotNull((await SendAsync(ana.Http, s_png, "a.png", "image/png", field: "picture")).Expect(HttpStatusCode.BadRequest).Problem);
        Assert.InRange((await ana.Http.PostAsync("/v1/attachments", new { file = "a" })).Code, 400, 415);
        (await SendAsync(shop.Server.Http, s_png, "a.png", "image/png")).Expect(HttpStatusCode.Unauthorized);

        Assert.Empty(FilesIn(database));
        Assert.Empty(await shop.Server.Database.ReadAsync(async db => await db.ListAsync<string>("select id from attachments", args: null, CancellationToken.None), CancellationToken.None));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd.png")]
    [InlineData("..\\..\\boot.ini", "boot.ini.png")]
    [InlineData("a<b>c.png", "abc.png")]
    [InlineData("账单 2026.png", "账单 2026.png")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe.png")]
    [InlineData("\u2066a\u2069\u200E\u200F\u061C.png", "a.png")]
    [InlineData("a\u0085b\u2028c.png", "abc.png")]
    [InlineData("run.exe. .", "run.exe.png")]
    [InlineData("Bild.PNG", "Bild.PNG")]
    [InlineData(".png", "file.png")]
    [InlineData("...", "file.png")]
    public async Task A_name_is_only_a_name(string sent, string kept)
    {
        await using var shop = await Shop.OpenAsync(Engine.Sqlite);
        var ana = await shop.VisitAsync();

        Assert.Equal(kept, (await SendAsync(ana.Http, s_png, sent, "image/png")).Expect(HttpStatusCode.Created).Get("name"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_long_name_is_cut_between_letters_and_keeps_its_extension(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();

        foreach (var (letter, letters) in (IEnumerable<(string, int)>)[("a", 116), ("😀", 58), ("账", 116), ("e\u0301", 58), ("👩‍👩‍👧", 14)])
        {
            var sent = $"{string.Concat(Enumerable.Repeat(letter, 200))}.png";
            Assert.Equal(string.Concat(Enumerable.Repeat(letter, letters)) + ".png",
                (await SendAsync(ana.Http, s_png, sent, "image/png")).Expect(HttpStatusCode.Created).Get("name"));
        }
        var odd = (await SendAsync(ana.Http, s_png, "a" + string.Concat(Enumerable.Repeat("😀", 200)) + ".png", "image/png")).Expect(HttpStatusCode.Created);
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("😀", 57)) + ".png", odd.Get("name"));
    }

    private static string[] FilesIn(TestDatabase database) => Directory.Exists(Path.Combine(database.Folder, "files"))
        ? Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories)
        : [];

    private static async Task<Answer> SendAsync(HttpClient client, byte[] bytes, string name, string claimed, string field = "file")
    {
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(claimed);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = field, FileName = "file", FileNameStar = name };
        form.Add(content);
        return await client.CallAsync(HttpMethod.Post, "/v1/attachments", form);
    }
}
