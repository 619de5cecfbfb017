using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Studio;

/// <summary>Golden questions as CSV or XLSX, in and out, over HTTP.</summary>
internal static class GoldenSheetEndpoints
{
    /// <summary>The file, and room for the form around it.</summary>
    private const long BodyBytesMax = TableFile.BytesMax + (64 * 1024);

    public static void MapGoldenSheetEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/knowledge/golden:import", ImportAsync).WithTags("Knowledge studio")
            .WithSummary("Take in a CSV or XLSX file, all of it or nothing; dryRun=true only says what would happen")
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax)).Allow(Permission.KnowledgeWrite);
        routes.MapGet("/v1/knowledge/golden:export", ExportAsync).WithTags("Knowledge studio")
            .WithSummary("The node's own as a file that can be imported again").Allow(Permission.KnowledgeRead);
    }

    private static async Task<Results<Ok<GoldenImportReport>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        bool? dryRun, TenantId? tenant, HttpContext http, TenantTree tree, ImportGolden import, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!http.Request.HasFormContentType)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-body", "Send the file as multipart/form-data.");
        if (await Forms.ReadAsync(http.Request, stop) is not { } form)
            return Problems.Invalid("body", "is not a whole multipart/form-data document");
        if (form.Files["file"] is not { } file)
            return Problems.Invalid("file", "is missing");
        if (file.Length > TableFile.BytesMax)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "file-too-large", "The file is larger than 10 MB.");
        var bytes = new byte[file.Length];
        await using (var content = file.OpenReadStream())
            await content.ReadExactlyAsync(bytes, stop);
        var locale = await PublishRefusals.LocaleAsync(tree, http, node, stop);
        return await import.RunAsync(node, http.Caller().Name, bytes, dryRun ?? false, locale, stop) switch
        {
            ImportGolden.Outcome.Done done => TypedResults.Ok(done.Report),
            ImportGolden.Outcome.HasErrors wrong => Problems.Unprocessable("rows-have-errors", "Rows have errors: nothing was stored.", ("report", wrong.Report)),
            ImportGolden.Outcome.TooMany => Problems.Unprocessable("too-many", $"A node has at most {GoldenStore.OwnMax} golden questions of its own."),
            ImportGolden.Outcome.Unreadable { Kind: "unsupported-file" } other => Problems.Of(StatusCodes.Status415UnsupportedMediaType, other.Kind, other.Why),
            ImportGolden.Outcome.Unreadable unreadable => Problems.Unprocessable(unreadable.Kind, unreadable.Why),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        string? format, TenantId? tenant, HttpContext http, TenantTree tree, Database database, CancellationToken stop)
    {
        if (await tree.InScopeAsync(http.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (format is not (null or TableFile.Csv or TableFile.Xlsx))
            return Problems.Invalid("format", "must be csv or xlsx");
        var kind = format ?? TableFile.Csv;
        var rows = await database.ReadAsync(async db => await GoldenStore.ListAsync(db, [node.Id], stop), stop);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var locale = await PublishRefusals.LocaleAsync(tree, http, node, stop);
        return TypedResults.File(TableFile.Write(GoldenSheet.Write(rows, locale), kind), TableFile.TypeOf(kind), $"golden-{node.Slug}.{kind}");
    }
}
