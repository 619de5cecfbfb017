using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Effects;
using ServiceOS.Platform.Jobs;
using ServiceOS.Tenants.Contracts;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Verification;

/// <summary>
/// What a little day at Lantern left in a database: a conversation with the bot (with a picture), one with Mei, one that was closed,
/// reopened and closed again, one that waits, and a ledger of what was acknowledged and seen. The server has stopped.
/// </summary>
internal sealed class Day : IAsyncDisposable
{
    private static readonly byte[] s_picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[50]];

    private Day(TestDatabase database, TimeProvider time, Dictionary<string, string> names, string ledger)
    {
        Database = database;
        Time = time;
        Names = names;
        Ledger = ledger;
    }

    public TestDatabase Database { get; }

    public TimeProvider Time { get; }

    /// <summary>Ids by the names that mutations use: bot, assigned, closed, queued, mei, lantern, harbour.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    public string Ledger { get; }

    public static async Task<Day> LiveAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        var time = new ManualTime();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var ledger = Path.Combine(database.Folder, "ledger.jsonl");
        await using (var shop = await Shop.OpenAsync(database, time))
        {
            names["mei"] = shop.Cast.Mei.ToString();
            names["lantern"] = shop.Cast.Lantern.Id.ToString();
            names["harbour"] = shop.Cast.Harbour.Id.ToString();
            using var mei = await shop.AgentAsync("mei");
            var visitors = new List<Visitor>();
            foreach (var (name, live) in ((string, Func<Shop, HttpClient, Visitor, Task>)[])
                [("bot", WithBotAsync), ("assigned", WithMeiAsync), ("closed", ToItsEndAsync), ("queued", IntoTheQueueAsync)])
            {
                var visitor = await shop.VisitAsync();
                names[name] = visitor.Conversation;
                visitors.Add(visitor);
                await live(shop, mei, visitor);
                time.Advance(TimeSpan.FromSeconds(5));
                (await mei.PostAsync("/v1/desk/presence/heartbeat")).Expect(HttpStatusCode.OK);
            }
            await ActOutsideAsync(shop);
            await WriteLedgerAsync(ledger, visitors, names["assigned"]);
            await QuietAsync(shop);
        }
        return new(database, time, names, ledger);
    }

    /// <summary>Runs <paramref name="work"/> in a transaction in which no foreign key is looked at, and undoes it.</summary>
    public async Task<T> TryAsync<T>(Func<Session, Task<T>> work)
    {
        if (Database.Engine == Engine.Sqlite)
        {
            using var session = new SqliteSession(Opened(), new StatementCount());
            session.Execute("pragma foreign_keys = off");
            session.Execute("begin");
            var result = await work(session);
            session.Execute("rollback");
            return result;
        }
        await using var connection = new NpgsqlConnection(Database.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var db = new PostgresSession(connection, transaction, new StatementCount());
        await db.RunAsync("set local session_replication_role = replica", args: null, TestContext.Current.CancellationToken);
        return await work(db);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private SqliteConnection Opened()
    {
        var connection = new SqliteConnection($"Data Source={Database.Connection};Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task WithBotAsync(Shop shop, HttpClient mei, Visitor visitor)
    {
        await visitor.AskAsync("hello");
        await visitor.AskAsync("thanks");
        using var content = new ByteArrayContent(s_picture);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { content, "file", "lamp.png" } };
        var picture = (await visitor.Http.CallAsync(HttpMethod.Post, "/v1/attachments", form)).Expect(HttpStatusCode.Created).Get("id");
        (await visitor.Http.PostAsync($"{visitor.Path}/messages", new { clientKey = "picture", body = "hello", attachments = new[] { picture } }))
            .Expect(HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await visitor.MessagesAsync()).Count == 6, "the picture is answered");
    }

    private static async Task WithMeiAsync(Shop shop, HttpClient mei, Visitor visitor)
    {
        await HandOverAsync(shop, visitor);
        (await mei.PostAsync($"{visitor.Path}/messages", new { clientKey = "m1", body = "Let me look." })).Expect(HttpStatusCode.OK);
        (await visitor.SayAsync("It is the blue one")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{visitor.Path}/read", new { seq = 6 })).Expect(HttpStatusCode.NoContent);
        using var program = await shop.Cast.WithKeyAsync(Permission.MessagesWrite);
        (await program.PostAsync($"{visitor.Path}/messages", new { clientKey = "p1", body = "Your parcel is on its way" })).Expect(HttpStatusCode.OK);
    }

    private static async Task ToItsEndAsync(Shop shop, HttpClient mei, Visitor visitor)
    {
        await HandOverAsync(shop, visitor);
        (await mei.PostAsync($"{visitor.Path}/messages", new { clientKey = "m2", body = "Done." })).Expect(HttpStatusCode.OK);
        var end = new { wrapUp = new { category = "order", resolved = true } };
        (await mei.PostAsync($"{visitor.Path}/close", end)).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"/v1/desk/conversations/{visitor.Conversation}/reopen")).Expect(HttpStatusCode.OK);
        (await mei.PostAsync($"{visitor.Path}/close", end)).Expect(HttpStatusCode.OK);
    }

    private static async Task IntoTheQueueAsync(Shop shop, HttpClient mei, Visitor visitor)
    {
        (await mei.PutAsync("/v1/desk/presence", new { state = "busy" })).Expect(HttpStatusCode.OK);
        await HandOverAsync(shop, visitor);
        Assert.Equal("queued", await visitor.StateAsync());
    }

    private static async Task HandOverAsync(Shop shop, Visitor visitor)
    {
        await visitor.AskAsync("hello");
        (await visitor.Http.PostAsync($"{visitor.Path}/handoff")).Expect(HttpStatusCode.OK);
        await shop.AssignAsync();
    }

    private static Task ActOutsideAsync(Shop shop) => shop.Server.Database.InTransactionAsync(async db =>
    {
        var (tenant, now, stop) = (shop.Cast.Lantern.Id.ToString(), shop.Server.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        await EffectLedger.IntendAsync(db, tenant, "sms", "order-1", "{}", now, stop);
        await EffectLedger.IntendAsync(db, tenant, "sms", "order-2", "{}", now, stop);
        await EffectLedger.MoveAsync(db, tenant, "sms", "order-2", EffectState.Confirmed, "p-2", detail: null, now, stop);
        await JobQueue.AddAsync(db, tenant, "letters", "order-1", new { order = 1 }, now, stop);
    }, TestContext.Current.CancellationToken);

    private static async Task WriteLedgerAsync(string path, List<Visitor> visitors, string assigned)
    {
        var lines = new List<string>();
        foreach (var visitor in visitors)
        {
            var messages = await visitor.MessagesAsync();
            lines.AddRange(messages.Where(message => message.Text("speaker") == "consumer").Select(message => JsonSerializer.Serialize(
                new { conversation = visitor.Conversation, clientKey = message.Text("clientKey"), seq = message.GetProperty("seq").GetInt64(), body = message.Text("body") })));
            lines.AddRange(messages.Select(message => JsonSerializer.Serialize(
                new { reader = "ana", conversation = visitor.Conversation, seq = message.GetProperty("seq").GetInt64(), speaker = message.Text("speaker"), body = message.Text("body") })));
            lines.Add(JsonSerializer.Serialize(
                new { reader = "desk", conversation = visitor.Conversation, seqs = messages.Select(message => message.GetProperty("seq").GetInt64()) }));
        }
        lines.Add(JsonSerializer.Serialize(new { conversation = assigned, clientKey = "m1", seq = 5, speaker = "agent" }));
        lines.Add(JsonSerializer.Serialize(new { conversation = assigned, clientKey = "p1", seq = 7, speaker = "key", body = "Your parcel is on its way" }));
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
    }

    /// <summary>Everything is answered, and the log's readers have come to its end.</summary>
    public static Task QuietAsync(Shop shop) => Eventually.TrueAsync(() => shop.Server.Database.ReadAsync(async db => await db.GetAsync<long>("""
        select (select count(*) from turns) + (select max(position) from facts) - coalesce((select min(position) from fact_readers), 0)
        """, args: null, TestContext.Current.CancellationToken) == 0, TestContext.Current.CancellationToken), "all is quiet");
}

/// <summary>One day an engine for all tests of a class.</summary>
public sealed class Days : IAsyncDisposable
{
    private readonly Dictionary<Engine, Lazy<Task<Day>>> _days = new()
    {
        [Engine.Sqlite] = new(() => Day.LiveAsync(Engine.Sqlite)),
        [Engine.Postgres] = new(() => Day.LiveAsync(Engine.Postgres)),
    };

    internal Task<Day> OfAsync(Engine engine) => _days[engine].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var day in _days.Values.Where(day => day is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await day.Value).DisposeAsync();
    }
}
