namespace ServiceOS.LanguageModel;

/// <summary>
/// Lets so many questions to models be out at once. Each answer to a consumer holds one of the bot's 128 lanes, which all shops share: a
/// slow model must cost its own shop its drafts, and nobody else their answers.
/// </summary>
internal sealed class AskLimits
{
    public const int OfEndpointMax = 16;
    public const int AllMax = 48;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _out = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Whether one more may be asked; who was let in must leave.</summary>
    public bool TryEnter(string endpoint)
    {
        lock (_lock)
        {
            var ofEndpoint = _out.GetValueOrDefault(endpoint);
            if (_all >= AllMax || ofEndpoint >= OfEndpointMax)
                return false;
            _out[endpoint] = ofEndpoint + 1;
            _all++;
            return true;
        }
    }

    public void Leave(string endpoint)
    {
        lock (_lock)
        {
            _all--;
            if (--_out[endpoint] == 0)
                _out.Remove(endpoint);
        }
    }
}
