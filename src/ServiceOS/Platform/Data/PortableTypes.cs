using System.Data;
using System.Globalization;
using Dapper;

namespace ServiceOS.Platform.Data;

/// <summary>How .NET values are stored so that SQLite and PostgreSQL agree: instants as bigint ms, ids as text.</summary>
internal static class PortableTypes
{
    /// <summary>Called once, before the first row is read.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    /// <summary>Reads <typeparamref name="T"/>'s ids from text columns. Called once by the module that owns the id.</summary>
    public static void AddId<T>() => SqlMapper.AddTypeHandler(new IdHandler<T>());

    /// <summary>The stored form of a parameter's value.</summary>
    public static object ToStored(object? value) => value switch
    {
        null => DBNull.Value,
        string text => text,
        long or bool or double => value,
        int number => (long)number,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        IStoredAsText text => text.ToString(),
        _ => throw new NotSupportedException($"{value.GetType()} has no stored form"),
    };

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = ToStored(value);

        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class IdHandler<T> : SqlMapper.TypeHandler<Id<T>>
    {
        public override void SetValue(IDbDataParameter parameter, Id<T> value) => parameter.Value = value.ToString();

        public override Id<T> Parse(object value) => Id<T>.Parse((string)value, CultureInfo.InvariantCulture);
    }
}
