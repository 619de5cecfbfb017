using System.Collections.Concurrent;
using System.Threading.Channels;
using ServiceOS.Knowledge.Contracts;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Understanding;

/// <summary>
/// The models in memory: built when first asked for, built anew when the knowledge changes, trained in the background, and
/// put away when many others were asked for since.
/// </summary>
internal sealed partial class ModelShelf(
    KnowledgeBase knowledge, IConfirmedPairs? pairs, IAskedTexts? asked, TimeProvider time, ILogger<ModelShelf> log) : BackgroundService
{
    private const int ModelsMax = 2_000;
    private const int TrainingsMax = 1_000;

    /// <summary>Texts without labels that a model learns from: each costs as much time as one that was written down.</summary>
    private const int AskedMax = 2_000;

    private static readonly TimeSpan s_look = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_trainAgainAfter = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(TenantId Merchant, string Language, string? Rollout), Slot> _slots = new();
    private readonly Channel<Slot> _toTrain = Channel.CreateBounded<Slot>(
        new BoundedChannelOptions(TrainingsMax) { FullMode = BoundedChannelFullMode.DropOldest });
    private long _asked;

    /// <summary>The model of what a merchant knows at this moment.</summary>
    public async ValueTask<(MerchantModel Model, KnowledgeSnapshot Knowledge)> FindAsync(
        TenantId merchant, string language, CancellationToken stop)
    {
        var snapshot = await knowledge.SnapshotAsync(merchant, language, stop);
        return (ModelOf(merchant, language, rollout: null, snapshot), snapshot);
    }

    /// <summary>The model of what a conversation is answered from.</summary>
    public async ValueTask<(MerchantModel Model, Served Served)> ServeAsync(
        TenantId merchant, string language, ConversationId conversation, CancellationToken stop)
    {
        var served = await knowledge.ServeAsync(merchant, language, conversation, stop);
        return (ModelOf(merchant, language, served.Arm is { IsCandidate: true } arm ? arm.Rollout : null, served.Snapshot), served);
    }

    /// <summary>The model of what is being rolled out; null when it isn't any more.</summary>
    public async ValueTask<(MerchantModel Model, KnowledgeSnapshot Knowledge)?> FindCandidateAsync(
        TenantId merchant, string language, string rollout, CancellationToken stop) =>
        await knowledge.CandidateAsync(merchant, language, rollout, stop) is { } snapshot
            ? (ModelOf(merchant, language, rollout, snapshot), snapshot)
            : null;

    /// <param name="rollout">Whose candidate it is; null: what is live. Two may give one version of an item in other words.</param>
    private MerchantModel ModelOf(TenantId merchant, string language, string? rollout, KnowledgeSnapshot snapshot)
    {
        var slot = _slots.GetOrAdd((merchant, language, rollout), static key => new Slot(key.Merchant, key.Language));
        slot.LastAsked = Interlocked.Increment(ref _asked);
        var model = slot.Model;
        if (model is null || !string.Equals(model.Version, snapshot.Version, StringComparison.Ordinal))
        {
            // a candidate is mostly what is live: it begins with that training, as a publication would
            var live = rollout is null ? null : _slots.GetValueOrDefault((merchant, language, null))?.Model;
            model = slot.Build(snapshot, live);
            _toTrain.Writer.TryWrite(slot);
            MakeRoom();
        }
        return model;
    }

    /// <summary>Trains what waits for it, one at a time, so that answering keeps its cores.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TrainAsync(stoppingToken), TrainAgainAsync(stoppingToken));

    private async Task TrainAsync(CancellationToken stop)
    {
        await foreach (var slot in _toTrain.Reader.ReadAllAsync(stop))
        {
            try
            {
                // what people said is read here, never on the way to an answer
                if (slot.Untrained is { } model)
                    await slot.TrainAsync(model, await LessonsAsync(slot, model, stop), time.GetUtcNow(), stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogTrainingFailed(e);   // the lexical part goes on answering
            }
        }
    }

    /// <summary>What is asked day after day learns from the day before.</summary>
    private async Task TrainAgainAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_look, time);
        while (await timer.WaitForNextTickAsync(stop))
            AgeAll();
    }

    /// <summary>Has those trained anew that were last trained long ago.</summary>
    internal void AgeAll()
    {
        foreach (var slot in _slots.Values)
        {
            if (slot.Age(time.GetUtcNow() - s_trainAgainAfter))
                _toTrain.Writer.TryWrite(slot);
        }
    }

    private async Task<Lessons> LessonsAsync(Slot slot, MerchantModel model, CancellationToken stop) => new(
        pairs is null ? [] : await pairs.ListAsync(slot.Merchant, slot.Language, stop),
        asked is null || !model.HasFewPhrasings ? [] : await asked.ListAsync(slot.Merchant, slot.Language, AskedMax, stop));

    private void MakeRoom()
    {
        if (_slots.Count <= ModelsMax)
            return;
        foreach (var (key, _) in _slots.OrderBy(pair => pair.Value.LastAsked).Take(ModelsMax / 10))
            _slots.TryRemove(key, out _);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A model could not be trained")]
    private partial void LogTrainingFailed(Exception e);

    /// <summary>The place of one merchant's model in one language.</summary>
    private sealed class Slot(TenantId merchant, string language)
    {
        private readonly Lock _building = new();
        private volatile MerchantModel? _model;
        private volatile MerchantModel? _trained;   // the last that was trained
        private volatile bool _isDue;
        private DateTimeOffset _trainedAt;
        private long _askedWhenDue;

        public TenantId Merchant => merchant;

        public string Language => language;

        public long LastAsked { get; set; }

        public MerchantModel? Model => _model;

        /// <param name="known">Whose training it may begin with; null: none's.</param>
        public MerchantModel Build(KnowledgeSnapshot snapshot, MerchantModel? known)
        {
            lock (_building)
            {
                if (_model is { } built && string.Equals(built.Version, snapshot.Version, StringComparison.Ordinal))
                    return built;
                return _model = (_model ?? known) is { } older ? older.Follow(snapshot) : MerchantModel.Build(snapshot, language);
            }
        }

        /// <summary>The model, if it waits for a training, its first or another; else null.</summary>
        public MerchantModel? Untrained => _model is { CanBeTrained: true } model && (_isDue || !ReferenceEquals(model, _trained)) ? model : null;

        public async Task TrainAsync(MerchantModel model, Lessons lessons, DateTimeOffset now, CancellationToken stop)
        {
            var trained = await Task.Run(() => model.Trained(lessons, stop), stop);
            lock (_building)
            {
                if (!ReferenceEquals(_model, model))
                    return;   // newer knowledge came meanwhile, and waits for its own training
                _model = _trained = trained;
                (_trainedAt, _isDue) = (now, false);
            }
        }

        /// <summary>Whether another training is due: the last was before an instant, and it was asked since. Stays so until that is done.</summary>
        public bool Age(DateTimeOffset before)
        {
            lock (_building)
            {
                if (!_isDue && _trained is not null && _trainedAt <= before && LastAsked != _askedWhenDue)
                    (_isDue, _askedWhenDue) = (true, LastAsked);
                return _isDue;
            }
        }
    }
}
