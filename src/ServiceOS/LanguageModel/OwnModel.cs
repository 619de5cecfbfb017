namespace ServiceOS.LanguageModel;

/// <summary>What a node of the tree says itself about its language model. Null: it comes from above; at the top there is none.</summary>
internal sealed record OwnModel
{
    /// <summary>The address before <c>/chat/completions</c>. With <see cref="Model"/> and <see cref="SealedKey"/> one thing, inherited whole.</summary>
    public string? Endpoint { get; init; }
    public string? Model { get; init; }
    public string? SealedKey { get; init; }
    public bool? Drafts { get; init; }
    public bool? Answers { get; init; }
    public bool? Summaries { get; init; }

    /// <summary>Of each merchant at or below the node.</summary>
    public int? TokensPerMonth { get; init; }
    public int? TimeoutMs { get; init; }
    public bool? KeepTexts { get; init; }

    /// <summary>In what manner the shop speaks, in a sentence.</summary>
    public string? Persona { get; init; }
}

/// <summary>The language model in force at a node. Pure.</summary>
internal sealed record ModelInForce
{
    public const int TimeoutMsDefault = 4_000;
    public const int TokensPerMonthDefault = 1_000_000;

    public string? Endpoint { get; init; }
    public string Model { get; init; } = "";
    public string? SealedKey { get; init; }

    /// <summary>The node that gave the key: it is sealed for that one.</summary>
    public TenantId? KeyOf { get; init; }
    public bool Drafts { get; init; }
    public bool Answers { get; init; }
    public bool Summaries { get; init; }
    public int TokensPerMonth { get; init; } = TokensPerMonthDefault;
    public int TimeoutMs { get; init; } = TimeoutMsDefault;
    public bool KeepTexts { get; init; }
    public string? Persona { get; init; }

    /// <param name="lineage">A node's own, then those of the nodes above it, nearest first.</param>
    /// <remarks>
    /// The address and its key come from one node: a shop that named an address of its own would else be sent the platform's key. And no
    /// node can give itself more tokens than those above it allow.
    /// </remarks>
    public static ModelInForce Of(IReadOnlyList<(TenantId Node, OwnModel Own)> lineage)
    {
        var connection = lineage.FirstOrDefault(one => one.Own.Endpoint is not null);
        var budgets = lineage.Select(one => one.Own.TokensPerMonth).OfType<int>().ToList();
        return new()
        {
            Endpoint = connection.Own?.Endpoint,
            Model = connection.Own?.Model ?? "",
            SealedKey = connection.Own?.SealedKey,
            KeyOf = connection.Own is null ? null : connection.Node,
            Drafts = Nearest(own => own.Drafts) ?? false,
            Answers = Nearest(own => own.Answers) ?? false,
            Summaries = Nearest(own => own.Summaries) ?? false,
            TokensPerMonth = budgets.Count > 0 ? budgets.Min() : TokensPerMonthDefault,
            TimeoutMs = Nearest(own => own.TimeoutMs) ?? TimeoutMsDefault,
            KeepTexts = Nearest(own => own.KeepTexts) ?? false,
            Persona = lineage.Select(one => one.Own.Persona).FirstOrDefault(persona => persona is not null),
        };

        T? Nearest<T>(Func<OwnModel, T?> field) where T : struct =>
            lineage.Select(one => field(one.Own)).FirstOrDefault(value => value is not null);
    }

    public bool Allows(string use) => Endpoint is not null && use switch
    {
        ModelUse.Draft => Drafts,
        ModelUse.Answer => Answers,
        ModelUse.Summary => Summaries,
        ModelUse.Test => true,
        _ => false,
    };
}

/// <summary>What a model is asked for.</summary>
internal static class ModelUse
{
    public const string Draft = "draft";
    public const string Answer = "answer";
    public const string Summary = "summary";
    public const string Test = "test";
}
