using Microsoft.Playwright;

namespace ServiceOS.Browser;

/// <summary>A headless Chromium, one for all tests of a class; each test opens windows of its own.</summary>
public sealed class Chrome : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A window with its own cookies and storage.</summary>
    public async Task<IPage> WindowAsync(string locale, ColorScheme theme = ColorScheme.Light, int width = 1366, int height = 768)
    {
        var context = await _browser.NewContextAsync(new()
        {
            Locale = locale,
            ColorScheme = theme,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
