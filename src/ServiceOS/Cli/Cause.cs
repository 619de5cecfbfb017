using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using ServiceOS.Platform;
using ServiceOS.Platform.Bus;
using ServiceOS.Platform.Data;
using SQLitePCL;

namespace ServiceOS.Cli;

/// <summary>Says in one line why something failed, when that is for the operator to put right.</summary>
internal static class Cause
{
    private const string MakeDatabase = "create database NAME template template0 encoding 'UTF8' locale 'C.UTF-8'";

    /// <returns>The line; null when it is a bug of ours, whose stack must be seen.</returns>
    public static string? Of(Exception e) => e switch
    {
        UsageException or FailedException or MigrationException or BusException or SettingException => e.Message,
        StorageException { RowsStoredBefore: > 0 } broken =>
            $"the database can't be used: {OneLine(e)}; {broken.RowsStoredBefore} rows were taken in before, and the whole file can be sent again",
        StorageException => (e.InnerException is { } inner ? OfDatabase(inner) : null) ?? $"the database can't be used: {OneLine(e)}",
        IOException or UnauthorizedAccessException or SocketException => OneLine(e),
        HttpRequestException => $"the server can't be reached: {OneLine(e)}",
        OperationCanceledException => "stopped",
        _ => OfDatabase(e),
    };

    /// <summary>Why a database refused, if whoever runs it can put that right; null when not, or when no database did.</summary>
    public static string? OfDatabase(Exception e) => e switch
    {
        PostgresException postgres => OfPostgres(postgres),
        NpgsqlException { InnerException: SocketException or TimeoutException } =>
            $"PostgreSQL can't be reached ({OneLine(e)}): does it run, and are Host and Port in the connection string right?",
        NpgsqlException => $"PostgreSQL can't be used: {OneLine(e)}",
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } =>
            $"the database is damaged ({OneLine(e)}): stop the server and restore the newest good backup (serviceos restore)",
        SqliteException sqlite when SqliteStorage.FaultOf(sqlite) is not null => $"the database can't be used: {OneLine(e)}",
        _ => null,
    };

    private static string? OfPostgres(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => $"PostgreSQL has no such database ({e.MessageText}): make it ({MakeDatabase})",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL doesn't let the user in ({e.MessageText}): look at Username and Password in the connection string",
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName =>
            $"the user lacks a right in PostgreSQL ({e.MessageText}): make it the owner (alter database NAME owner to USER)",
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
            $"the database can't hold every text ({e.MessageText}): it must be UTF8 ({MakeDatabase})",
        _ => PostgresStorage.FaultOf(e) is null ? null : $"the database can't be used: {e.MessageText}",
    };

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");
}
