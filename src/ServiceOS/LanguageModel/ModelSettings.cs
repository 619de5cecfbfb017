namespace ServiceOS.LanguageModel;

/// <summary>What the operator of a process lets language models be.</summary>
internal sealed record ModelSettings
{
    /// <summary>1: models may be asked over http and at addresses of this machine and of private networks; 0: only over https and outside.</summary>
    public int PrivateModels { get; init; }

    public bool AllowsPrivate => PrivateModels > 0;
}
