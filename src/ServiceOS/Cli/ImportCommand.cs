using System.CommandLine;
using System.IO.Pipelines;
using System.Text.Json;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Cli;

/// <summary><c>serviceos import knowledge|orders</c>: takes in a file without a running server.</summary>
internal static class ImportCommand
{
    private const long KnowledgeBytesMax = 10 * 1024 * 1024;
    private const int ErrorsPrintedMax = 50;

    public static Command Make() => new TaughtCommand("import", "Take in a file: knowledge items or orders. Embedded: while the server is stopped.",
        "serviceos import knowledge faq.xlsx --merchant lantern --dry-run",
        "serviceos import orders orders.jsonl --merchant lantern",
        "serviceos import knowledge --help      which columns, and how they are named")
    {
        MakeKnowledge(), MakeOrders(),
    };

    private static TaughtCommand MakeKnowledge()
    {
        var (options, wish) = (ServerOptions.ForInstallation(), new Wish("the desk (Knowledge → Import)", "/v1/knowledge:import"));
        var mapping = new Option<string?>("--mapping")
        {
            Description = $"JSON: field → column header ({string.Join(", ", KnowledgeAdmin.ImportFields)}); left out: guessed from the headers",
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
            KnowledgeAsync(services, merchant, file, parsed.GetValue(mapping), parsed.GetValue(wish.DryRun), parsed.GetValue(wish.Json), stop), stop));
        return command;
    }

    private static TaughtCommand MakeOrders()
    {
        var (options, wish) = (ServerOptions.ForInstallation(), new Wish("an API key with orders:write", "/v1/orders:import"));
        var command = new TaughtCommand("orders", "Take in orders from a file with one JSON object a line. Good rows are stored, faulty ones are named by line.",
            "serviceos import orders orders.jsonl --merchant lantern --dry-run",
            """echo '{"id":"1001","state":"paid","placedAt":"2026-11-11T08:00:00Z","total":{"amount":9900},"items":[{"name":"Tea","quantity":1}]}' > one.jsonl""");
        wish.AddTo(command, options);
        command.SetAction((parsed, stop) => wish.RunAsync(parsed, options, (services, merchant, file) =>
            OrdersAsync(services, merchant, file, parsed.GetValue(wish.DryRun), parsed.GetValue(wish.Json), stop), stop));
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
        if (sum.Rows + sum.Faulty == 0)
            throw new FailedException($"{file.Name} has no orders in it: one JSON object a line is expected");
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(sum, JsonSerializerOptions.Web));
        else
        {
            Console.WriteLine($"{(isDryRun ? "Would take in" : "Took in")} {sum.Rows} orders: {sum.Created} new, {sum.Updated} changed, {sum.Unchanged} unchanged; {sum.Faulty} faulty rows");
            PrintErrors(sum.Errors.Select(error => $"  line {error.Line}: {(error.Field is { } field ? $"{field} {error.Message}" : error.Message)}"), sum.Faulty);
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
            ImportOutcome.Busy => throw new FailedException("people keep changing items meanwhile, and nothing was stored: try again"),
            _ => throw new InvalidOperationException($"unhandled outcome {outcome}"),
        };
        if (report is { Rows: 0, Errors.Count: 0 })
            throw new FailedException($"{file.Name} has a header and no rows: nothing to take in");
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        else
            Print(report, isDryRun);
        return report.Errors.Count == 0 ? CommandLine.Ok : CommandLine.Failed;
    }

    private static void Print(ImportReport report, bool isDryRun)
    {
        PrintErrors(report.Errors.Select(error => $"  row {error.Row}{(error.Column is { } column ? $", {column}" : "")}: {error.Message}"), report.Errors.Count);
        if (report.Errors.Any(error => error is { Row: 1, Column: null }))
            Console.WriteLine($"The file's columns are {string.Join(", ", report.Columns)}: say with --mapping which holds what, "
                + """such as --mapping '{"question":"COLUMN","answer":"COLUMN"}'""");
        if (report.Errors.Count > 0)
            Console.WriteLine($"{report.Errors.Count} errors in {report.Rows} rows: nothing was stored");
        else
            Console.WriteLine($"{(isDryRun ? "Would take in" : "Took in")} {report.Rows} items as drafts: {report.Created} new, {report.Updated} changed, {report.Unchanged} unchanged. Publish them at the desk.");
    }

    /// <summary>So many that a screen holds them, and how many more there are.</summary>
    private static void PrintErrors(IEnumerable<string> lines, long count)
    {
        foreach (var line in lines.Take(ErrorsPrintedMax))
            Console.WriteLine(line);
        if (count > ErrorsPrintedMax)
            Console.WriteLine($"  and {count - ErrorsPrintedMax} more");
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
    /// <param name="door">Who may send the file to a running server.</param>
    /// <param name="route">Where to.</param>
    private sealed class Wish(string door, string route)
    {
        private readonly Argument<FileInfo> _file = new("FILE") { Description = "The file" };

        private readonly Option<string> _merchant = new("--merchant")
        {
            Description = "Whose it is: the shop's name in URLs",
            HelpName = "SLUG",
            Required = true,
        };

        public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only say what would be done" };

        public Option<bool> Json { get; } = ServerOptions.JsonOf("Print the counts and the faulty rows as one JSON line");

        public void AddTo(Command command, ServerOptions options)
        {
            command.Add(_file);
            command.Add(_merchant);
            command.Add(DryRun);
            command.Add(Json);
            options.AddDataTo(command);
        }

        public async Task<int> RunAsync(
            ParseResult parsed, ServerOptions options, Func<IServiceProvider, Tenant, FileInfo, Task<int>> import, CancellationToken stop)
        {
            var file = parsed.GetRequiredValue(_file);
            if (!file.Exists)
                throw new FailedException($"there is no file {file.FullName}");
            return await Workplace.ChangeAsync(options, parsed, $"send the file to it with {door} (POST {route}), or stop it", async services =>
            {
                var slug = parsed.GetRequiredValue(_merchant);
                var merchant = await services.GetRequiredService<TenantTree>().FindBySlugAsync(slug, stop);
                return merchant is { IsMerchant: true }
                    ? await import(services, merchant, file)
                    : throw new FailedException($"there is no merchant {slug} ('serviceos tenant list' shows those that are)");
            }, stop);
        }
    }
}
