using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceOS.Faults;

/// <summary>A real disk that is full: a small one, filled by somebody else.</summary>
public sealed class DiskFullTests
{
    private const int DiskMb = 160;
    private const int TriesMax = 3_000;

    // long, and still a plain question
    private static readonly string s_words = "可以开发票吗" + new string('。', 3_900);

    [Fact]
    public async Task On_a_full_disk_what_was_acknowledged_can_be_read_nothing_else_is_promised_and_it_goes_on_when_there_is_room()
    {
        var folder = Directory.CreateTempSubdirectory("serviceos-full-").FullName;
        // a disk that only this process sees, and that is gone with it
        await using var node = new Node(folder, "unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
            $"mount -t tmpfs -o size={DiskMb}m none \"$0\" && exec \"$@\"", folder);
        await node.StartAsync();
        var seen = $"/proc/{node.Pid}/root{folder}";
        var ledger = new Ledger();
        using var http = new HttpClient { BaseAddress = node.Url };
        var token = (await CallAsync(http, "/v1/visitor-sessions", new { merchant = "healthy-home", locale = "zh-CN" })).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = (await CallAsync(http, "/v1/conversations", new { })).GetProperty("id").GetString()!;
        await SayAsync(http, id, "before", ledger);

        var filler = Path.Combine(seen, "filler");
        Fill(filler);
        var refused = 0;
        for (var i = 0; i < TriesMax && refused < 20; i++)   // what has room in the files as they are is still taken
            refused += await SayAsync(http, id, $"full-{i}", ledger) == HttpStatusCode.InsufficientStorage ? 1 : 0;
        var read = await http.GetFromJsonAsync<JsonElement>($"/v1/conversations/{id}/messages", TestContext.Current.CancellationToken);
        File.Delete(filler);
        var after = await SayAsync(http, id, "after", ledger);

        Assert.Equal(20, refused);
        Assert.True(read.GetProperty("items").GetArrayLength() > 0, "nothing could be read");
        Assert.Equal(HttpStatusCode.OK, after);
        await AnsweredAsync(http, id);
        var kept = Path.Combine(folder, "ledger.jsonl");
        await ledger.WriteAsync(kept);
        await node.FreezeAsync();   // its disk goes with it: what is copied is what a crash would leave
        foreach (var file in (string[])["serviceos.db", "serviceos.db-wal"])
            File.Copy(Path.Combine(seen, file), Path.Combine(folder, file));
        await node.KillAsync();
        await Program.RequireAsync("verify", "--data", folder, "--ledger", kept);
        FaultReport.Add("disk full", 1, ledger.Acknowledged, [$"{refused} refused with 507"]);
        Directory.Delete(folder, recursive: true);
    }

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var (block, size) = (new byte[64 * 1024], 64 * 1024);
        while (size > 0)
        {
            try
            {
                filler.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;   // to the last page
            }
        }
    }

    private static async Task<HttpStatusCode> SayAsync(HttpClient http, string conversation, string key, Ledger ledger)
    {
        using var said = await http.PostAsJsonAsync($"/v1/conversations/{conversation}/messages", new { clientKey = key, body = s_words });
        if (said.IsSuccessStatusCode)
            ledger.Acknowledge(conversation, key, (await said.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seq").GetInt64(), s_words);
        return said.StatusCode;
    }

    private static async Task AnsweredAsync(HttpClient http, string conversation)
    {
        for (var i = 0; i < 300; i++)
        {
            var all = new List<JsonElement>();
            for (long? after = 0; after is not null;)
            {
                var page = await http.GetFromJsonAsync<JsonElement>($"/v1/conversations/{conversation}/messages?after={after}");
                all.AddRange(page.GetProperty("items").EnumerateArray());
                after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
            }
            var speakers = all.CountBy(message => message.GetProperty("speaker").GetString()!).ToDictionary();
            if (speakers.GetValueOrDefault("consumer") == speakers.GetValueOrDefault("bot"))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Fail("not every message was answered when there was room again");
    }

    private static async Task<JsonElement> CallAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
