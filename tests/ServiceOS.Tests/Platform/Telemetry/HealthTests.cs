using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Telemetry;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform.Telemetry;

/// <summary>What a balancer and a monitor see.</summary>
public sealed class HealthTests
{
    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_node_with_an_up_to_date_database_is_live_and_ready(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);

        Assert.Equal("live", (await server.Http.GetJsonAsync("/health/live")).Expect(HttpStatusCode.OK).Get("status"));
        Assert.Equal("ready", (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.OK).Get("status"));
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_node_whose_database_lacks_migrations_is_live_and_not_ready(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        await using var server = await TestServer.StartAsync(database, new ManualTime());

        (await server.Http.GetJsonAsync("/health/live")).Expect(HttpStatusCode.OK);
        var answer = (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("not-ready", answer.Problem);
        Assert.Contains("0001_platform.sql", answer.Get("detail"), StringComparison.Ordinal);
        Assert.Contains("serviceos migrate", answer.Get("detail"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task A_node_on_the_database_of_a_newer_version_is_not_ready(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await server.Database.InTransactionAsync(async db => await db.RunAsync(
            "insert into migrations (number, name, sha256, applied_at) values (9999, '9999_future.sql', '', 0)",
            args: null, CancellationToken.None), CancellationToken.None);

        var answer = (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);

        Assert.Contains("9999_future.sql", answer.Get("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_can_not_reach_its_database_is_not_ready()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, services => services.Replace(
            ServiceDescriptor.Singleton(_ => Database.Open(Engine.Postgres, "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=1"))));

        var answer = (await server.Http.GetJsonAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);

        Assert.Contains("Unreachable", answer.Get("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_within_a_second_is_not_waited_for()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres);
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(database, time);
        await using var locker = new NpgsqlConnection(database.Connection);
        await locker.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await locker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("lock table migrations in access exclusive mode", locker, transaction))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var asking = server.Http.GetJsonAsync("/health/ready");
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(asking.IsCompleted);
        }, "an answer");

        Assert.Contains("within a second", (await asking).Expect(HttpStatusCode.ServiceUnavailable).Get("detail"), StringComparison.Ordinal);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task The_metrics_tell_what_was_served(Engine engine)
    {
        await using var shop = await Shop.OpenAsync(engine);
        var ana = await shop.VisitAsync();
        await ana.AskAsync("hello");
        (await ana.Http.PostAsync($"{ana.Path}/handoff")).Expect(HttpStatusCode.OK);
        await shop.Server.Database.InTransactionAsync(async db => await db.RunAsync(
            "insert into fact_readers (name, epoch, position, at) values ('sleeper', 0, 0, 0)", args: null, CancellationToken.None), CancellationToken.None);
        shop.Server.Time.Jump(TimeSpan.FromSeconds(90));   // not through the seconds between: a look of then may end last
        await shop.Server.Get<PlatformMeter>().RunOnceAsync(CancellationToken.None);

        var answer = (await shop.Server.Http.GetJsonAsync("/metrics")).Expect(HttpStatusCode.OK);
        var lines = answer.Text.Split('\n');

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Response.Content.Headers.ContentType!.ToString());
        Assert.Contains("serviceos_messages_received_total 1", lines);
        Assert.Contains("serviceos_bot_answers_total 1", lines);
        Assert.Contains("serviceos_handovers_total{reason=\"asked-for-person\"} 1", lines);
        Assert.Contains("serviceos_turn_duration_seconds_count 1", lines);
        Assert.Contains("serviceos_live_streams 0", lines);
        Assert.Contains(lines, line => line.StartsWith("serviceos_writer_waiting ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("serviceos_writer_commit_size_count ", StringComparison.Ordinal));
        Assert.Contains("serviceos_facts_lag_seconds{reader=\"sleeper\"} 90", lines);
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
        Assert.DoesNotContain("lantern", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(shop.Cast.Lantern.Id.ToString(), answer.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Jobs_that_wait_and_jobs_that_were_given_up_are_counted_by_queue(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await server.Database.InTransactionAsync(async db => await db.RunAsync("""
            insert into jobs (id, tenant_id, queue, business, payload, run_at, failed_at)
            values ('a', 't', 'calls', '1', '{}', 0, null), ('b', 't', 'calls', '2', '{}', 0, 1), ('c', 't', 'calls', '3', '{}', 9000000000000, null)
            """, args: null, CancellationToken.None), CancellationToken.None);

        await server.Get<PlatformMeter>().RunOnceAsync(CancellationToken.None);

        var lines = (await server.Http.GetJsonAsync("/metrics")).Text.Split('\n');
        Assert.Contains("serviceos_jobs_waiting{queue=\"calls\"} 1", lines);
        Assert.Contains("serviceos_jobs_failed{queue=\"calls\"} 1", lines);
    }
}
