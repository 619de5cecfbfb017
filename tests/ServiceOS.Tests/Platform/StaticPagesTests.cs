using System.Net;
using ServiceOS.Platform.Data;
using ServiceOS.Platform.Web;
using ServiceOS.Tests.Support;

namespace ServiceOS.Tests.Platform;

/// <summary>The web pages as browsers get them.</summary>
public sealed class StaticPagesTests
{
    [Fact]
    public async Task Pages_fall_back_to_their_own_index_and_assets_do_not()
    {
        await using var pages = await Pages.ServeAsync();

        Assert.Equal("desk", (await pages.GetAsync("/desk/")).Text);
        Assert.Equal("desk", (await pages.GetAsync("/desk/conversations/42")).Text);
        Assert.Equal("shop", (await pages.GetAsync("/shop/lantern")).Text);
        Assert.Equal("asset", (await pages.GetAsync("/desk/assets/app-1a2b.js")).Text);
        Assert.NotEqual(200, (await pages.GetAsync("/desk/assets/gone.js")).Code);
        Assert.NotEqual(200, (await pages.GetAsync("/desk/.build-stamp")).Code);
        Assert.NotEqual(200, (await pages.GetAsync("/desk/../../secret.txt")).Code);
        Assert.Equal("/desk/", (await pages.GetAsync("/")).Response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Browsers_are_told_what_to_keep_and_what_not_to_do()
    {
        await using var pages = await Pages.ServeAsync();
        var html = (await pages.GetAsync("/desk/board")).Response;
        var asset = (await pages.GetAsync("/desk/assets/app-1a2b.js")).Response;
        var widget = (await pages.GetAsync("/widget/loader.js")).Response;

        Assert.Equal("no-cache", html.Headers.CacheControl!.ToString());
        Assert.Contains("frame-ancestors 'none'", html.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", html.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", widget.Headers.CacheControl!.ToString());
        Assert.Equal("*", widget.Headers.GetValues("Access-Control-Allow-Origin").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/widget/loader.js");
        again.Headers.IfNoneMatch.Add(widget.Headers.ETag!);
        using var unchanged = await pages.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public void Connections_stay_below_the_limit_of_descriptors()
    {
        var limits = Path.GetTempFileName();
        File.WriteAllText(limits, "Limit   Soft Limit  Hard Limit  Units\nMax open files            20000                20000                files\n");

        Assert.Equal(20_000, ConnectionLimits.Descriptors(limits));
        Assert.Equal(18_500, ConnectionLimits.Below(20_000));
        Assert.Equal(524, ConnectionLimits.Below(1_024));
        Assert.Equal(100_000, ConnectionLimits.Below(descriptors: null));
        Assert.True(ConnectionLimits.StreamsOf(400) < 400);
        File.Delete(limits);
    }

    /// <summary>The real application, with a few small files as its pages.</summary>
    private sealed class Pages : IAsyncDisposable
    {
        private readonly TestDatabase _database;
        private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

        private Pages(TestDatabase database, Microsoft.AspNetCore.Builder.WebApplication app)
        {
            _database = database;
            _app = app;
            Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        }

        public HttpClient Http { get; }

        public static async Task<Pages> ServeAsync()
        {
            var database = await TestDatabase.CreateAsync(Engine.Sqlite);
            var folder = Path.Combine(database.Folder, "wwwroot");
            await WriteAsync(database.Folder, "secret.txt", "secret");
            await WriteAsync(folder, "desk/index.html", "desk");
            await WriteAsync(folder, "desk/.build-stamp", "");
            await WriteAsync(folder, "desk/assets/app-1a2b.js", "asset");
            await WriteAsync(folder, "shop/index.html", "shop");
            await WriteAsync(folder, "widget/loader.js", "loader");
            var app = ServiceOS.App.Build(new()
            {
                Connection = database.Connection,
                DataFolder = database.Folder,
                Urls = "http://127.0.0.1:0",
                PagesFolder = folder,
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(database, app);
        }

        public Task<Answer> GetAsync(string path) => Http.GetJsonAsync(path);

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
            await _database.DisposeAsync();
        }

        private static Task WriteAsync(string folder, string name, string text)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }
    }
}
