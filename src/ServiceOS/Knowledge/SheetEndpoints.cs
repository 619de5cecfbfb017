using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Knowledge.Sheets;
using ServiceOS.Platform.Web;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Knowledge;

/// <summary>Knowledge as CSV or XLSX, in and out, over HTTP.</summary>
internal static class SheetEndpoints
{
    private const string CsvType = "text/csv; charset=utf-8";
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The file, and room for the form around it.</summary>
    private const long BodyBytesMax = SheetFile.BytesMax + (64 * 1024);

    private const int MappingCharactersMax = 10_000;

    public static void MapSheetEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/knowledge:import", ImportAsync).WithTags("Knowledge")
            .WithSummary("Take in a CSV or XLSX file as drafts; dryRun=true only says what would happen")
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .Allow(Permission.KnowledgeWrite);
        routes.MapGet("/v1/knowledge:export", ExportAsync).WithTags("Knowledge")
            .WithSummary("The node's own items as a file that can be imported again").Allow(Permission.KnowledgeRead);
    }

    private static async Task<Results<Ok<ImportReport>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        bool? dryRun, TenantId? tenant, HttpContext context, TenantTree tree, KnowledgeAdmin admin, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (!context.Request.HasFormContentType)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-body", "Send the file as multipart/form-data.");
        if (await Forms.ReadAsync(context.Request, stop) is not { } form)
            return Problems.Invalid("body", "is not a whole multipart/form-data document");
        if (form.Files["file"] is not { } file)
            return Problems.Invalid("file", "is missing");
        if (file.Length > SheetFile.BytesMax)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "file-too-large", "The file is larger than 10 MB.");
        if (!TryReadMapping(form["mapping"], out var columns))
            return Problems.Invalid("mapping", "must be a JSON object of field names and column names");

        var bytes = new byte[file.Length];
        await using (var content = file.OpenReadStream())
            await content.ReadExactlyAsync(bytes, stop);
        var order = new ImportOrder
        {
            Tenant = node.Id,
            By = context.Caller().Name,
            File = bytes,
            Mapping = columns,
            IsDryRun = dryRun ?? false,
            Locale = await tree.LocaleAsync(context, node, stop),
        };
        return await admin.ImportAsync(order, stop) switch
        {
            ImportOutcome.Done done => TypedResults.Ok(done.Report),
            ImportOutcome.HasErrors wrong => Problems.Unprocessable(
                "rows-have-errors", "Rows have errors: nothing was stored.", ("report", wrong.Report)),
            ImportOutcome.Unreadable { Kind: "unsupported-file" } other => Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, other.Kind, other.Why),
            ImportOutcome.Unreadable unreadable => Problems.Unprocessable(unreadable.Kind, unreadable.Why),
            ImportOutcome.Busy => Problems.Conflict("busy", "Items kept changing meanwhile: nothing was stored. Try again."),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        string? format, TenantId? tenant, HttpContext context, TenantTree tree, ExportKnowledge export, CancellationToken stop)
    {
        if (await tree.InScopeAsync(context.Caller(), tenant, stop) is not { } node)
            return Problems.NotFound();
        if (format is not (null or ExportKnowledge.Csv or ExportKnowledge.Xlsx))
            return Problems.Invalid("format", "must be csv or xlsx");

        var kind = format ?? ExportKnowledge.Csv;
        var file = await export.RunAsync(node.Id, kind, await tree.LocaleAsync(context, node, stop), stop);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(file, kind == ExportKnowledge.Csv ? CsvType : XlsxType, $"knowledge-{node.Slug}.{kind}");
    }

    /// <summary>Reads a mapping; empty names stand for no column. Null: there is none.</summary>
    private static bool TryReadMapping(string? json, out IReadOnlyDictionary<string, string>? mapping)
    {
        mapping = null;
        if (string.IsNullOrWhiteSpace(json))
            return true;
        if (json.Length > MappingCharactersMax)
            return false;
        try
        {
            mapping = JsonSerializer.Deserialize<Dictionary<string, string?>>(json)?
                .Where(pair => !string.IsNullOrEmpty(pair.Value))
                .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
            return mapping is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
