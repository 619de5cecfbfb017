using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceOS.Conversations.Contracts;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Conversations;

/// <summary>Files up and down.</summary>
internal static class AttachmentEndpoints
{
    private const long RequestBytesMax = Attachments.BytesMax + (64 * 1024);

    public static void MapAttachmentEndpoints(this IEndpointRouteBuilder routes)
    {
        var attachments = routes.MapGroup("/v1/attachments").WithTags("Attachments").RequireCors(Cors.AnyShop);
        attachments.MapPost("/", UploadAsync).Allow(Permission.Consumer, Permission.DeskReply)
            .RequireRateLimiting(RateLimits.Messages)
            .WithMetadata(new RequestSizeLimitAttribute(RequestBytesMax))
            .Accepts<UploadForm>("multipart/form-data")
            .WithSummary("Stores a file: PNG, JPEG, GIF, WebP, PDF or plain text, at most 10 MB");
        attachments.MapGet("/{attachmentId}", DownloadAsync)
            .AllowAnyone()   // the address itself is signed and ends: an <img> can't send a bearer token
            .WithSummary("Gives a file as a download");
    }

    private static async Task<Results<Created<AttachmentView>, ValidationProblem, ProblemHttpResult>> UploadAsync(
        HttpContext http, Attachments attachments, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send the file as multipart/form-data. Nothing was stored.");
        if (await Forms.ReadAsync(http.Request, stop) is not { } form)
            return Problems.Invalid("body", "is not a whole multipart/form-data document");
        if (form.Files["file"] is not { Length: > 0 } file)
            return Problems.Invalid("file", "is missing or empty");
        if (file.Length > Attachments.BytesMax)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "A file may have at most 10 MB. Nothing was stored.");
        await using var content = file.OpenReadStream();
        return await attachments.StoreAsync(http.Caller(), file.FileName, content, stop) is { } stored
            ? TypedResults.Created(stored.Url, stored)
            : Problems.Of(StatusCodes.Status415UnsupportedMediaType, "file-type",
                "Only PNG, JPEG, GIF, WebP, PDF and plain text may be sent; the file is something else. Nothing was stored.");
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> DownloadAsync(
        AttachmentId attachmentId, string? t, HttpContext http, Attachments attachments, CancellationToken stop)
    {
        if (await attachments.OpenAsync(attachmentId, t, stop) is not { } found)
            return Problems.NotFound();
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=86400, immutable";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // a name makes it an attachment; decided again, since older ones were kept as they came
        return TypedResults.PhysicalFile(found.Path, found.Row.Type, AttachmentName.Of(found.Row.Name, found.Row.Type));
    }
}

/// <summary>What POST /v1/attachments takes: a form with one file.</summary>
internal sealed record UploadForm(IFormFile File);
