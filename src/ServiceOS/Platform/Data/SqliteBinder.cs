using System.Buffers;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using SQLitePCL;

namespace ServiceOS.Platform.Data;

/// <summary>Binds the properties of an argument object to a statement's places, without boxing: one compiled binder a property.</summary>
internal static class SqliteBinder
{
    private const int StackBytes = 512;
    private const int IdCharacters = 32;

    private static readonly ConcurrentDictionary<Type, Binding[]> s_bindings = new();

    private delegate void Bind1(sqlite3_stmt stmt, int place, object args);

    /// <summary>Where each property's value goes: a place, 0 for one that the statement doesn't name; for a list how many, and where.</summary>
    public static int[] PlacesOf(sqlite3_stmt stmt, object args)
    {
        var places = new List<int>();
        var bound = 0;
        foreach (var property in Arguments.PropertiesOf(args))
        {
            if (!property.IsList)
            {
                var place = raw.sqlite3_bind_parameter_index(stmt, $"@{property.Name}");
                bound += place > 0 ? 1 : 0;
                places.Add(place);
                continue;
            }
            var list = ListPlaces(stmt, property.Name);
            bound += list.Count;
            places.Add(list.Count);
            places.AddRange(list);
        }
        if (bound < raw.sqlite3_bind_parameter_count(stmt))
            throw new InvalidOperationException($"a parameter has no value: {raw.sqlite3_sql(stmt).utf8_to_string()}");
        return [.. places];
    }

    public static void Bind(sqlite3_stmt stmt, int[] places, object args)
    {
        var next = 0;
        foreach (var binding in BindingsOf(args))
        {
            var place = places[next++];
            if (binding.List is { } list)
            {
                foreach (var value in Arguments.ValuesOf(list, args).Take(place))
                    Value(stmt, places[next++], value);
            }
            else if (place > 0)
                binding.Bind!(stmt, place, args);
        }
    }

    private static List<int> ListPlaces(sqlite3_stmt stmt, string name)
    {
        var places = new List<int>();
        for (int i = 0, place; (place = raw.sqlite3_bind_parameter_index(stmt, $"@{Arguments.NameAt(name, i)}")) > 0; i++)
            places.Add(place);
        return places;
    }

    private static Binding[] BindingsOf(object args) => s_bindings.GetOrAdd(args.GetType(), static (type, args) =>
        [.. Arguments.PropertiesOf(args).Select(property => property.IsList ? new Binding(property, Bind: null) : new(List: null, Compile(type, property)))], args);

    private static Bind1 Compile(Type type, Arguments.Property property)
    {
        var (stmt, place, args) = (Expression.Parameter(typeof(sqlite3_stmt)), Expression.Parameter(typeof(int)), Expression.Parameter(typeof(object)));
        Expression value = Expression.Property(Expression.Convert(args, type), property.Info);
        var isNullable = Nullable.GetUnderlyingType(value.Type) is not null;
        var bind = Expression.Call(BinderOf(Nullable.GetUnderlyingType(value.Type) ?? value.Type), stmt, place,
            isNullable ? Expression.Property(value, "Value") : value);
        return Expression.Lambda<Bind1>(
            isNullable
                ? Expression.IfThenElse(Expression.Property(value, "HasValue"), bind, Expression.Call(Method(nameof(Null)), stmt, place))
                : bind,
            stmt, place, args).Compile();
    }

    private static MethodInfo BinderOf(Type type) => type switch
    {
        _ when type == typeof(string) => Method(nameof(Text)),
        _ when type == typeof(long) => Method(nameof(Long)),
        _ when type == typeof(int) => Method(nameof(Int)),
        _ when type == typeof(bool) => Method(nameof(Bool)),
        _ when type == typeof(double) => Method(nameof(Double)),
        _ when type == typeof(DateTimeOffset) => Method(nameof(Instant)),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) => Method(nameof(Id)).MakeGenericMethod(type.GetGenericArguments()),
        _ when type.IsValueType => throw new NotSupportedException($"{type} has no stored form"),
        _ => Method(nameof(Value)),
    };

    private static MethodInfo Method(string name) => typeof(SqliteBinder).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void Null(sqlite3_stmt stmt, int place) => raw.sqlite3_bind_null(stmt, place);

    private static void Long(sqlite3_stmt stmt, int place, long value) => raw.sqlite3_bind_int64(stmt, place, value);

    private static void Int(sqlite3_stmt stmt, int place, int value) => raw.sqlite3_bind_int64(stmt, place, value);

    private static void Bool(sqlite3_stmt stmt, int place, bool value) => raw.sqlite3_bind_int64(stmt, place, value ? 1 : 0);

    private static void Double(sqlite3_stmt stmt, int place, double value) => raw.sqlite3_bind_double(stmt, place, value);

    private static void Instant(sqlite3_stmt stmt, int place, DateTimeOffset value) => Long(stmt, place, value.ToUnixTimeMilliseconds());

    private static void Id<T>(sqlite3_stmt stmt, int place, Id<T> value)
    {
        Span<byte> text = stackalloc byte[IdCharacters];
        value.Value.TryFormat(text, out _, "n");
        raw.sqlite3_bind_text(stmt, place, text);
    }

    private static void Text(sqlite3_stmt stmt, int place, string? value)
    {
        if (value is null)
            Null(stmt, place);
        else if (value.Length == 0)
            raw.sqlite3_bind_text(stmt, place, value);   // an empty span would be a null
        else
        {
            var max = Encoding.UTF8.GetMaxByteCount(value.Length);
            var rented = max > StackBytes ? ArrayPool<byte>.Shared.Rent(max) : null;
            var bytes = rented ?? stackalloc byte[StackBytes];
            raw.sqlite3_bind_text(stmt, place, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Value(sqlite3_stmt stmt, int place, object? value)
    {
        switch (PortableTypes.ToStored(value))
        {
            case string text: Text(stmt, place, text); break;
            case long number: Long(stmt, place, number); break;
            case bool flag: Bool(stmt, place, flag); break;
            case double number: Double(stmt, place, number); break;
            default: Null(stmt, place); break;
        }
    }

    /// <param name="List">The property, when it is a list: its values are bound one by one.</param>
    /// <param name="Bind">Binds the property's value.</param>
    private sealed record Binding(Arguments.Property? List, Bind1? Bind);
}
