using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Content as it is stored. The same content always gives the same text, so texts can be compared.</summary>
internal static class ContentJson
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // stored text, never written into a page as it is
    };

    public static string Write(Content content) => JsonSerializer.Serialize(content, s_json);

    public static Content Read(string json) => JsonSerializer.Deserialize<Content>(json, s_json)!;

    /// <summary>What a search looks into: question, similar questions and answer, in lower case.</summary>
    public static string SearchOf(Content content) =>
        string.Join('\n', [content.Question, .. content.Similar, content.Answer.Text]).ToLowerInvariant();
}
