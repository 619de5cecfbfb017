using Npgsql;
using ServiceOS.Cli;
using ServiceOS.Platform.Data;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Cli;

/// <summary>An operator's mistake is one line with its cause; only a bug shows its stack.</summary>
public sealed class CauseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("garbage", "is no connection string")]
    [InlineData("Host=db;Foo=bar", "is no connection string")]
    [InlineData("Host=db;Port=many", "is no connection string")]
    [InlineData("Database=desk", "names no Host")]
    [InlineData("postgres://desk:secret@db/desk", "is a web address")]
    [InlineData("", "names no Host")]
    public void A_malformed_connection_string_is_refused_with_the_form_it_must_have(string text, string said)
    {
        var refused = Assert.Throws<UsageException>(() => ServerOptions.RequirePostgres("--postgres", text));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Host=db;Database=desk", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_PostgreSQL_refuses_has_its_cause()
    {
        await using var made = await TestDatabase.CreateEmptyAsync(Engine.Postgres);
        var role = $"sos_nobody_{Guid.NewGuid():n}";
        await RunAsync(made.Connection, $"create role {role} login; revoke create on schema public from public");
        try
        {
            Assert.Contains("no such database", await CauseAsync(made, settings => settings.Database = "sos_nowhere"), StringComparison.Ordinal);
            Assert.Contains("doesn't let the user in", await CauseAsync(made, settings => settings.Username = "sos_unknown"), StringComparison.Ordinal);
            Assert.Contains("lacks a right", await CauseAsync(made, settings => settings.Username = role), StringComparison.Ordinal);
            Assert.Contains("does it run", await CauseAsync(made, settings => settings.Port = 1), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync(made.Connection, $"drop role {role}");
        }
    }

    [Theory]
    [InlineData("LATIN1")]
    [InlineData("SQL_ASCII")]
    public async Task A_database_that_can_not_hold_every_text_is_refused_before_anything_is_made_in_it(string encoding)
    {
        await using var made = await TestDatabase.CreateEmptyAsync(Engine.Postgres);
        var name = $"sos_encoding_{Guid.NewGuid():n}";
        await RunAsync(made.Connection, $"create database {name} template template0 encoding '{encoding}' locale 'C'");
        try
        {
            var refused = await CauseAsync(made, settings => settings.Database = name);
            Assert.Contains($"encoding is {encoding}, it must be UTF8", refused, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync(made.Connection, $"drop database {name} with (force)");
        }
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_way_out()
    {
        await using var made = await TestDatabase.CreateEmptyAsync(Engine.Sqlite);
        await File.WriteAllBytesAsync(made.Connection, [.. Enumerable.Repeat((byte)0xA5, 8192)], Stop);
        await using var database = made.Open();

        var broken = await Record.ExceptionAsync(() => Migrator.RunAsync(database, TimeProvider.System, Stop));

        Assert.Contains("restore the newest good backup", Cause.Of(broken!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_has_no_cause_that_an_operator_could_put_right()
    {
        Assert.Null(Cause.Of(new InvalidOperationException("unhandled outcome")));
        Assert.Null(Cause.Of(new PostgresException("syntax error", "ERROR", "ERROR", PostgresErrorCodes.SyntaxError)));
    }

    /// <summary>What is said when the program is to be brought up on a variation of the database.</summary>
    private static async Task<string?> CauseAsync(TestDatabase made, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(made.Connection) { Pooling = false, Timeout = 5 };
        change(settings);
        await using var database = Database.Open(Engine.Postgres, settings.ConnectionString);
        var refused = await Record.ExceptionAsync(() => Migrator.RunAsync(database, TimeProvider.System, Stop));
        Assert.NotNull(refused);
        return Cause.Of(refused);
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var admin = new NpgsqlConnection(connection);
        await admin.OpenAsync(Stop);
        foreach (var statement in sql.Split(';'))
        {
            await using var command = new NpgsqlCommand(statement, admin);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }
}
