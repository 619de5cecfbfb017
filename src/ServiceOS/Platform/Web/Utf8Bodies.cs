using System.Buffers;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace ServiceOS.Platform.Web;

/// <summary>
/// Refuses a JSON body that is not UTF-8 (RFC 8259 §8.1). The reader of JSON looks only at the members that it knows, so bytes
/// that are no text could pass in the others. One that is called something else is refused unread (415): the framework would
/// take UTF-16 for text, and fails at a charset that it doesn't know.
/// </summary>
internal static class Utf8Bodies
{
    public const string Refusal = "The body is not UTF-8, as JSON must be.";
    public const string CharsetRefusal = "JSON is taken as UTF-8 only: leave the charset out, or say utf-8.";

    /// <summary>Larger JSON bodies are taken only by routes with a reader of their own, which tests each line.</summary>
    private const int BytesMax = 256 * 1024;

    public static void UseUtf8Bodies(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
            return next(context);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.Length > 0)
        {
            if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                throw new BadHttpRequestException(CharsetRefusal, StatusCodes.Status415UnsupportedMediaType);
            request.ContentType = type.MediaType.Value;   // the framework doesn't know the name in quotes
        }
        return request.ContentLength is null or > 0 and <= BytesMax ? TestAsync(context, next) : next(context);
    });

    private static async Task TestAsync(HttpContext context, RequestDelegate next)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync((int)(context.Request.ContentLength ?? BytesMax), context.RequestAborted);
        var isText = read.Buffer.Length > BytesMax || IsUtf8(read.Buffer);
        reader.AdvanceTo(read.Buffer.Start);   // nothing is taken: whoever reads the body next has it whole
        if (!isText)
            throw new BadHttpRequestException(Refusal);
        await next(context);
    }

    private static bool IsUtf8(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return Utf8.IsValid(body.FirstSpan);
        var rented = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(rented);
        var isText = Utf8.IsValid(rented.AsSpan(0, (int)body.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return isText;
    }
}
