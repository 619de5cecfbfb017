using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace ServiceOS.Platform.Data;

/// <summary>Binds the properties of an argument object to <c>@Names</c> in SQL, fast: one compiled getter a property.</summary>
/// <remarks>
/// A property that is a list stands for <c>in @Names</c> and is written out as <c>(@Names_0, @Names_1 …)</c>, since the
/// engines' own list parameters differ. Lists are padded to a power of two, so that few SQL texts are prepared.
/// </remarks>
internal static class Arguments
{
    private const int ListMax = 1_000;

    private static readonly ConcurrentDictionary<Type, Property[]> s_properties = new();

    /// <summary>The SQL with its lists written out, and whether there were any.</summary>
    public static string WriteOutLists(string sql, object? args)
    {
        if (args is null)
            return sql;
        foreach (var property in PropertiesOf(args))
        {
            if (property.IsList)
                sql = WriteOut(sql, property.Name, Count((IEnumerable?)property.Get(args)));
        }
        return sql;
    }

    public static void Bind(DbCommand command, object? args)
    {
        if (args is null)
            return;
        var parameters = command.Parameters;
        var next = 0;
        foreach (var property in PropertiesOf(args))
        {
            if (property.IsList)
                next = BindList(command, property, args, next);
            else
                SetValue(command, parameters, next++, property.Name, PortableTypes.ToStored(property.Get(args)));
        }
    }

    /// <summary>A list's values, padded as it was written out: with its last again, or a null when it is empty.</summary>
    internal static IEnumerable<object?> ValuesOf(Property list, object args)
    {
        var values = ((IEnumerable?)list.Get(args))?.Cast<object>().ToList() ?? [];
        for (var i = 0; i < Padded(values.Count); i++)
            yield return values.Count == 0 ? null : values[Math.Min(i, values.Count - 1)];
    }

    private static int BindList(DbCommand command, Property property, object args, int next)
    {
        var i = 0;
        foreach (var value in ValuesOf(property, args))
            SetValue(command, command.Parameters, next++, NameAt(property.Name, i++), PortableTypes.ToStored(value));
        return next;
    }

    private static void SetValue(DbCommand command, DbParameterCollection parameters, int index, string name, object value)
    {
        if (index < parameters.Count)
        {
            parameters[index].Value = value;
            return;
        }
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        parameters.Add(parameter);
    }

    private static string WriteOut(string sql, string name, int count)
    {
        Require.That(count <= ListMax);
        var list = new StringBuilder("(");
        for (var i = 0; i < Padded(count); i++)
            list.Append(i == 0 ? "@" : ", @").Append(NameAt(name, i));
        return sql.Replace($"in @{name}", $"in {list.Append(')')}", StringComparison.Ordinal);
    }

    internal static string NameAt(string name, int i) => string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");

    private static int Padded(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count));

    private static int Count(IEnumerable? values) => values switch
    {
        null => 0,
        ICollection known => known.Count,
        _ => values.Cast<object>().Count(),
    };

    internal static Property[] PropertiesOf(object args) => s_properties.GetOrAdd(args.GetType(), static type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new Property(
                property.Name,
                property,
                property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType),
                Getter(type, property)))]);

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }

    internal sealed record Property(string Name, PropertyInfo Info, bool IsList, Func<object, object?> Get);
}
