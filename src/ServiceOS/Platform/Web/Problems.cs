using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ServiceOS.Platform.Web;

/// <summary>The shapes of refusal, so that every endpoint refuses alike (RFC 9457, application/problem+json).</summary>
internal static class Problems
{
    public const string Prefix = "urn:serviceos:";

    /// <summary>400: a field is not as it must be.</summary>
    public static ValidationProblem Invalid(string field, string why) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [why] });

    /// <summary>400: several fields are not as they must be.</summary>
    public static ValidationProblem Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, type: Prefix + "invalid", extensions: [new(TraceIds.Member, TraceIds.Current)]);

    /// <summary>404: there is no such thing, or it is not the caller's to see; which of the two is not said.</summary>
    public static ProblemHttpResult NotFound() => Of(StatusCodes.Status404NotFound, "not-found", "There is no such thing here");

    /// <summary>409: true in itself, but not now.</summary>
    public static ProblemHttpResult Conflict(string kind, string detail, params (string Key, object? Value)[] more) =>
        Of(StatusCodes.Status409Conflict, kind, detail, more);

    /// <summary>422: well formed, but it can't be done with what is stored.</summary>
    public static ProblemHttpResult Unprocessable(string kind, string detail, params (string Key, object? Value)[] more) =>
        Of(StatusCodes.Status422UnprocessableEntity, kind, detail, more);

    /// <summary>A problem of the given kind; <paramref name="more"/> become members of the body.</summary>
    public static ProblemHttpResult Of(int status, string kind, string detail, params (string Key, object? Value)[] more)
    {
        var problem = Details(status, kind, detail);
        foreach (var (key, value) in more)
            problem.Extensions[key] = value;
        return TypedResults.Problem(problem);
    }

    public static ProblemDetails Details(int status, string kind, string detail) => new()
    {
        Type = Prefix + kind,
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Extensions = { [TraceIds.Member] = TraceIds.Current },
    };
}
