using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace ServiceOS.Platform.Web;

/// <summary>The built web pages: the desk, the widget and the demo shop, with what browsers must know about them.</summary>
internal static class StaticPages
{
    private const string Folder = "wwwroot";

    // antd and the shop write style elements; pictures of products and attachments come from shops' own hosts
    private const string PagePolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: http: data: blob:; object-src 'none'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Forever = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    /// <summary>Pages whose addresses below them are the page's own: all fall back to its index.html.</summary>
    private static readonly string[] s_pages = ["/desk", "/shop"];

    /// <summary>Serves the pages before routing, so that no credential is looked for.</summary>
    /// <param name="folder">Where they are; null: they are not built.</param>
    public static void UseStaticPages(this IApplicationBuilder app, string? folder)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "same-origin";
            return IsReading(context.Request) ? OpenAsync(context, folder, next) : next(context);
        });
        if (folder is not null)
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = Prepare,
            });
        }
    }

    /// <summary>Where the pages are: beside the program, or in the source tree that it runs from. Null: they are not built.</summary>
    public static string? Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, Folder);
        if (Directory.Exists(beside))
            return beside;
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            var built = Path.Combine(up.FullName, "src", "ServiceOS", Folder);
            if (Directory.Exists(built))
                return built;
        }
        return null;
    }

    private static Task OpenAsync(HttpContext context, string? folder, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == "/")
            return RedirectAsync(context, "/desk/");
        if (s_pages.FirstOrDefault(page => IsAtOrBelow(path, page)) is not { } page)
            return next(context);
        if (path == page)
            return RedirectAsync(context, page + "/");
        if (folder is null)
            return NotBuiltAsync(context);
        if (!Path.HasExtension(path))
            context.Request.Path = page + "/index.html";
        return next(context);
    }

    private static void Prepare(StaticFileResponseContext file)
    {
        var (path, headers) = (file.Context.Request.Path.Value!, file.Context.Response.Headers);
        var isVersioned = path.Contains("/assets/", StringComparison.Ordinal) || file.Context.Request.Query.ContainsKey("v");
        headers.CacheControl = isVersioned ? Forever : AskAgain;
        if (path.EndsWith(".html", StringComparison.Ordinal))
            headers.ContentSecurityPolicy = PagePolicy;
        if (IsAtOrBelow(path, "/widget"))
        {
            // shops' pages load these from their own origin
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsAtOrBelow(string path, string page) =>
        path.StartsWith(page, StringComparison.Ordinal) && (path.Length == page.Length || path[page.Length] == '/');

    private static Task RedirectAsync(HttpContext context, string to)
    {
        context.Response.Redirect(to);
        return Task.CompletedTask;
    }

    private static Task NotBuiltAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("The web pages are not built. Build without -p:BuildWeb=false (Node.js 20.19 or newer).");
    }
}
