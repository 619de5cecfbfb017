using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceOS.Platform.Data;

/// <summary>A value that is stored as text.</summary>
internal interface IStoredAsText
{
    string ToString();
}

/// <summary>
/// The id of a <typeparamref name="T"/>: a version-7 UUID, 32 lower-case hex digits in text, URLs and JSON.
/// Each kind has its own alias (<c>ConversationId</c>), so that one can't be passed for another.
/// </summary>
/// <remarks>Never order by id: two nodes' clocks differ. Order by <c>seq</c> or a time.</remarks>
[JsonConverter(typeof(IdJsonConverterFactory))]
internal readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>, IStoredAsText
{
    public static Id<T> New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public override string ToString() => Value.ToString("n");

    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.ParseExact(s, "n"));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var ok = Guid.TryParseExact(s, "n", out var value);
        result = new(value);
        return ok;
    }
}

/// <summary>Makes ids: by chance, but in a simulation by its seed, so that a run can be repeated.</summary>
internal class IdMaker
{
    public virtual Id<T> New<T>(DateTimeOffset now) => Id<T>.New(now);
}

/// <summary>Ids in JSON: the same 32 hex digits as everywhere.</summary>
internal sealed class IdJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Id<T>.TryParse(reader.GetString(), provider: null, out var id)
                ? id
                : throw new JsonException("an id is 32 hex digits");

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
