namespace ServiceOS.Simulation.Contracts;

/// <summary>Counts what simulated shoppers and agents did and met. Safe to use from many at once.</summary>
internal sealed class TrafficTally
{
    private const int WaitsMax = 100_000;

    private readonly Lock _lock = new();
    private readonly List<double> _firstAnswers = [];
    private readonly SortedDictionary<int, int> _refused = [];
    private TrafficSummary _sum = new();

    public void Visited() => Change(sum => sum with { Visits = sum.Visits + 1 });

    public void Opened() => Change(sum => sum with { Conversations = sum.Conversations + 1 });

    public void Said() => Change(sum => sum with { Messages = sum.Messages + 1 });

    public void AskedForPerson() => Change(sum => sum with { AskedForPerson = sum.AskedForPerson + 1 });

    public void ServedByPerson() => Change(sum => sum with { ServedByPerson = sum.ServedByPerson + 1 });

    public void Unanswered() => Change(sum => sum with { Unanswered = sum.Unanswered + 1 });

    public void AgentSaid() => Change(sum => sum with { AgentReplies = sum.AgentReplies + 1 });

    public void AgentClosed() => Change(sum => sum with { AgentClosed = sum.AgentClosed + 1 });

    /// <param name="wait">From the consumer's message to the answer's time.</param>
    public void Answered(TimeSpan wait)
    {
        lock (_lock)
        {
            _sum = _sum with { Answered = _sum.Answered + 1 };
            if (_firstAnswers.Count < WaitsMax)
                _firstAnswers.Add(Math.Max(0, wait.TotalSeconds));
        }
    }

    /// <param name="status">The HTTP status; 0: no answer at all.</param>
    public void Refused(int status)
    {
        lock (_lock)
            _refused[status] = _refused.GetValueOrDefault(status) + 1;
    }

    public TrafficSummary Sum()
    {
        lock (_lock)
        {
            var waits = _firstAnswers.Order().ToList();
            return _sum with
            {
                AnswerSecondsHalf = Quantile(waits, 0.5),
                AnswerSecondsMost = Quantile(waits, 0.95),
                Refused = new SortedDictionary<int, int>(_refused),
            };
        }
    }

    private void Change(Func<TrafficSummary, TrafficSummary> change)
    {
        lock (_lock)
            _sum = change(_sum);
    }

    private static double? Quantile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)], 3);
}

/// <summary>One page about a stretch of simulated traffic.</summary>
internal sealed record TrafficSummary
{
    public int Visits { get; init; }
    public int Conversations { get; init; }

    /// <summary>Sent by consumers.</summary>
    public int Messages { get; init; }

    /// <summary>Consumers' messages that the bot or a person answered while the consumer waited.</summary>
    public int Answered { get; init; }

    public int Unanswered { get; init; }

    /// <summary>Half of the answers came within so many seconds; null when there was none.</summary>
    public double? AnswerSecondsHalf { get; init; }

    /// <summary>95 % of the answers came within so many seconds.</summary>
    public double? AnswerSecondsMost { get; init; }

    public int AskedForPerson { get; init; }

    /// <summary>Of those, how many a person spoke to.</summary>
    public int ServedByPerson { get; init; }

    public int AgentReplies { get; init; }
    public int AgentClosed { get; init; }

    /// <summary>Calls that did not succeed, by HTTP status; 0: no answer at all.</summary>
    public IReadOnlyDictionary<int, int> Refused { get; init; } = new Dictionary<int, int>();
}
