using System.CommandLine;
using System.IO.Pipelines;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Platform.Data;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos import knowledge|orders</c>: takes in a file without a running server.</summary>
internal static class ImportCommand
{
    private const long KnowledgeBytesMax = 10 * 1024 * 1024;

    public static Command Make() => new("import", "Take in a file: knowledge items or orders.") { MakeKnowledge(), MakeOrders() };

    private static TaughtCommand MakeKnowledge()
    {
        var (options, wish) = (ServerOptions.ForInstallation(), new Wish());
        var mapping = new Option<string?>("--mapping")
        {
            Description = "JSON: field → column header (question, similar, answer, language, category, validFrom, validTo, products)",
            HelpName = "JSON",
        };
        var command = new TaughtCommand("knowledge", "Take in knowledge items from CSV (UTF-8, GB18030) or XLSX, as drafts. A row with an error: nothing is stored.",
            "serviceos import knowledge faq.xlsx --merchant lantern --dry-run",
            """serviceos import knowledge faq.csv --merchant lantern --mapping '{"question":"标准问","answer":"答案"}'""")
        {
            mapping,
        };
        wish.AddTo(command, options);
        command.SetAction((parsed, stop) => wish.RunAsync(parsed, options, (services, merchant, file) =>
            KnowledgeAsync(services, merchant, file, parsed.GetValue(mapping), parsed.GetValue(wish.DryRun), parsed.GetValue(options.Json), stop), stop));
        return command;
    }

    private static TaughtCommand MakeOrders()
    {
        var (options, wish) = (ServerOptions.ForInstallation(), new Wish());
        var command = new TaughtCommand("orders", "Take in orders from a file with one JSON object a line. Good rows are stored, faulty ones are named by line.",
            "serviceos import orders orders.jsonl --merchant lantern --dry-run",
            """echo '{"id":"1001","state":"paid","placedAt":"2026-11-11T08:00:00Z","total":{"amount":9900},"items":[{"name":"Tea","quantity":1}]}' > one.jsonl""");
        wish.AddTo(command, options);
        command.SetAction((parsed, stop) => wish.RunAsync(parsed, options, (services, merchant, file) =>
            OrdersAsync(services, merchant, file, parsed.GetValue(wish.DryRun), parsed.GetValue(options.Json), stop), stop));
        return command;
    }

    private static async Task<int> OrdersAsync(
        IServiceProvider services, Tenant merchant, FileInfo file, bool isDryRun, bool isJson, CancellationToken stop)
    {
        var import = services.GetRequiredService<ImportOrders>();
        var sum = new ImportSummary();
        await using var stream = file.OpenRead();
        await Bars.RunAsync("Taking in orders", Math.Max(1, stream.Length), async bar =>
        {
            sum = await import.RunAsync(merchant.Id, PipeReader.Create(stream, new(leaveOpen: true)), isDryRun, _ =>
            {
                bar.Value = stream.Position;
                return Task.CompletedTask;
            }, stop);
        });
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(sum, JsonSerializerOptions.Web));
        else
        {
            Console.WriteLine($"{(isDryRun ? "Would take in" : "Took in")} {sum.Rows} orders: {sum.Created} new, {sum.Updated} changed, {sum.Unchanged} unchanged; {sum.Faulty} faulty rows");
            foreach (var error in sum.Errors)
                Console.WriteLine($"  line {error.Line}: {error.Field} {error.Message}");
        }
        return sum.Faulty == 0 ? CommandLine.Ok : CommandLine.Failed;
    }

    private static async Task<int> KnowledgeAsync(
        IServiceProvider services, Tenant merchant, FileInfo file, string? mapping, bool isDryRun, bool isJson, CancellationToken stop)
    {
        if (file.Length > KnowledgeBytesMax)
            throw new FailedException($"{file.Name} is larger than {KnowledgeBytesMax / 1024 / 1024} MB");
        var outcome = await services.GetRequiredService<KnowledgeAdmin>().ImportAsync(new()
        {
            Tenant = merchant.Id,
            By = Environment.UserName,
            File = await File.ReadAllBytesAsync(file.FullName, stop),
            Mapping = MappingOf(mapping),
            IsDryRun = isDryRun,
            Locale = Locales.English,
        }, stop);
        var report = outcome switch
        {
            ImportOutcome.Done done => done.Report,
            ImportOutcome.HasErrors faulty => faulty.Report,
            ImportOutcome.Unreadable unreadable => throw new FailedException($"{file.Name}: {unreadable.Why}"),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        else
            Print(report, isDryRun);
        return report.Errors.Count == 0 ? CommandLine.Ok : CommandLine.Failed;
    }

    private static void Print(ImportReport report, bool isDryRun)
    {
        foreach (var error in report.Errors)
            Console.WriteLine($"  row {error.Row}, {error.Column}: {error.Message}");
        if (report.Errors.Count > 0)
            Console.WriteLine($"{report.Errors.Count} errors in {report.Rows} rows: nothing was stored");
        else
            Console.WriteLine($"{(isDryRun ? "Would take in" : "Took in")} {report.Rows} items as drafts: {report.Created} new, {report.Updated} changed, {report.Unchanged} unchanged. Publish them at the desk.");
    }

    private static Dictionary<string, string>? MappingOf(string? mapping)
    {
        try
        {
            return mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(mapping);
        }
        catch (JsonException e)
        {
            throw new UsageException($"--mapping: is not a JSON object of texts ({e.Message})", e);
        }
    }

    /// <summary>What both imports are told.</summary>
    private sealed class Wish
    {
        private readonly Argument<FileInfo> _file = new("FILE") { Description = "The file" };

        private readonly Option<string> _merchant = new("--merchant")
        {
            Description = "Whose it is: the shop's name in URLs",
            HelpName = "SLUG",
            Required = true,
        };

        public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only say what would be done" };

        public void AddTo(Command command, ServerOptions options)
        {
            command.Add(_file);
            command.Add(_merchant);
            command.Add(DryRun);
            command.Add(options.Json);
            options.AddDataTo(command);
        }

        public async Task<int> RunAsync(
            ParseResult parsed, ServerOptions options, Func<IServiceProvider, Tenant, FileInfo, Task<int>> import, CancellationToken stop)
        {
            var file = parsed.GetRequiredValue(_file);
            if (!file.Exists)
                throw new FailedException($"there is no file {file.FullName}");
            using var folder = options.Hold(parsed);
            await using var app = App.Build(options.SettingsOf(parsed, folder));
            await Migrator.RunAsync(app.Services.GetRequiredService<Database>(), TimeProvider.System, stop);
            var slug = parsed.GetRequiredValue(_merchant);
            var merchant = await app.Services.GetRequiredService<TenantTree>().FindBySlugAsync(slug, stop);
            return merchant is { IsMerchant: true }
                ? await import(app.Services, merchant, file)
                : throw new FailedException($"there is no merchant {slug} in {folder.Path}");
        }
    }
}
