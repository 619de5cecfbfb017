using System.Collections;
using System.Data.Common;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>The present row of a statement, as row parsers want to see it. Whoever steps the statement moves it.</summary>
internal sealed class SqliteRows(sqlite3_stmt stmt) : DbDataReader
{
    private const int BitsPerType = 3;
    private const int ColumnsMax = 64 / BitsPerType;

    public override int FieldCount => raw.sqlite3_column_count(stmt);

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override int Depth => 0;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    /// <summary>The types of the row's values in one number; 0 when there are too many columns to tell.</summary>
    public ulong TypesOfColumns()
    {
        var count = FieldCount;
        if (count > ColumnsMax)
            return 0;
        var types = 0UL;
        for (var i = 0; i < count; i++)
            types = (types << BitsPerType) | (uint)raw.sqlite3_column_type(stmt, i);
        return types;
    }

    public override object GetValue(int ordinal) => raw.sqlite3_column_type(stmt, ordinal) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(stmt, ordinal),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(stmt, ordinal),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(stmt, ordinal).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(stmt, ordinal).ToArray(),
        _ => DBNull.Value,
    };

    public override bool IsDBNull(int ordinal) => raw.sqlite3_column_type(stmt, ordinal) == raw.SQLITE_NULL;

    /// <summary>The type of the row's value; where that is null, of what the column is declared to hold.</summary>
    public override Type GetFieldType(int ordinal) => raw.sqlite3_column_type(stmt, ordinal) switch
    {
        raw.SQLITE_INTEGER => typeof(long),
        raw.SQLITE_FLOAT => typeof(double),
        raw.SQLITE_TEXT => typeof(string),
        raw.SQLITE_BLOB => typeof(byte[]),
        _ => GetDataTypeName(ordinal) switch
        {
            "bigint" or "boolean" or "integer" => typeof(long),
            "double precision" => typeof(double),
            _ => typeof(string),
        },
    };

    public override string GetDataTypeName(int ordinal) => raw.sqlite3_column_decltype(stmt, ordinal).utf8_to_string() ?? "";

    public override string GetName(int ordinal) => raw.sqlite3_column_name(stmt, ordinal).utf8_to_string();

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (string.Equals(GetName(i), name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        throw new ArgumentException($"there is no column {name}", nameof(name));
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override long GetInt64(int ordinal) => raw.sqlite3_column_int64(stmt, ordinal);

    public override double GetDouble(int ordinal) => raw.sqlite3_column_double(stmt, ordinal);

    public override string GetString(int ordinal) => raw.sqlite3_column_text(stmt, ordinal).utf8_to_string();

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override bool Read() => throw Unused();

    public override bool NextResult() => throw Unused();

    public override byte GetByte(int ordinal) => throw Unused();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw Unused();

    public override char GetChar(int ordinal) => throw Unused();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw Unused();

    public override DateTime GetDateTime(int ordinal) => throw Unused();

    public override decimal GetDecimal(int ordinal) => throw Unused();

    public override IEnumerator GetEnumerator() => throw Unused();

    public override float GetFloat(int ordinal) => throw Unused();

    public override Guid GetGuid(int ordinal) => throw Unused();

    public override short GetInt16(int ordinal) => throw Unused();

    public override int GetInt32(int ordinal) => throw Unused();

    private static NotSupportedException Unused() => new("a row parser of this program doesn't ask for that");
}
