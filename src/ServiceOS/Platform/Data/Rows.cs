using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Dapper;

namespace ServiceOS.Platform.Data;

/// <summary>Turns a reader's rows into records (Dapper's parsers) or single values.</summary>
internal static class Rows
{
    /// <summary>A function that reads the present row. For single values it doesn't ask Dapper: that is the hot path.</summary>
    public static Func<DbDataReader, T> ParserFor<T>(DbDataReader reader) =>
        SingleValue<T>.Read ?? reader.GetRowParser<T>();

    private static class SingleValue<T>
    {
        public static readonly Func<DbDataReader, T>? Read = Make();

        private static Func<DbDataReader, T>? Make()
        {
            var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
            if (type != typeof(string) && type != typeof(long) && type != typeof(int) && type != typeof(bool)
                && type != typeof(double) && type != typeof(DateTimeOffset) && !IsId(type))
                return null;
            return reader => reader.IsDBNull(0) ? default! : (T)Convert(reader.GetValue(0), type);
        }

        private static object Convert(object value, Type type) => type switch
        {
            _ when type == value.GetType() => value,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(
                System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            _ when IsId(type) => IdParsers.Parse(type, (string)value),
            _ => System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
        };

        private static bool IsId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>);
    }

    private static class IdParsers
    {
        private static readonly ConcurrentDictionary<Type, Func<Guid, object>> s_makers = new();

        public static object Parse(Type type, string text) =>
            s_makers.GetOrAdd(type, static t => value => Activator.CreateInstance(t, value)!)(Guid.ParseExact(text, "n"));
    }
}
