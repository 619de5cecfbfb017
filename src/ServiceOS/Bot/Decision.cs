using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceOS.Bot.Skills.Requests;
using ServiceOS.Understanding.Contracts;

namespace ServiceOS.Bot;

/// <summary>Why the bot said what it said: stored beside its message, shown on the desk.</summary>
internal sealed record Decision
{
    private const int Digits = 4;   // of scores, as people are shown them

    private static readonly DecisionJson s_json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary><c>answer</c>, <c>choices</c>, <c>handover</c>, <c>out-of-scope</c>, <c>greeting</c> or <c>skill</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Which layer spoke: <c>wishes</c>, <c>choice</c>, <c>skill</c>, <c>knowledge</c>, <c>wish</c>, <c>slot</c>, <c>clarify</c>, <c>misses</c>, <c>out-of-scope</c>.</summary>
    public required string Layer { get; init; }
    public string? Intent { get; init; }

    /// <summary>The best candidate's score, 0–1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What it was held against: the line of the step that was taken.</summary>
    public required double Threshold { get; init; }

    /// <summary>From which score on the bot answered then. Null in decisions that were stored without it.</summary>
    public double? AnswerLine { get; init; }

    /// <summary>From which score on it gave choices then. Null in decisions that were stored without it.</summary>
    public double? ChoicesLine { get; init; }
    public required IReadOnlyList<DecisionCandidate> Candidates { get; init; }
    public DecisionItem? Item { get; init; }

    /// <summary>The rule that decided, where no score did.</summary>
    public string? Rule { get; init; }

    /// <summary>The text as it was compared.</summary>
    public required string Text { get; init; }

    /// <summary>The version of the knowledge that was asked.</summary>
    public string? Knowledge { get; init; }

    /// <summary>How far the talk about a request has come; null when there was none.</summary>
    public RequestState? Request { get; init; }

    /// <summary>The rule by which a request came before a person.</summary>
    public const string PassedOn = "request";

    /// <summary>The same with what is done about a request.</summary>
    public Decision With(RequestThought request) => Outcome != "handover" && request.Outcome is RequestOutcome.PassOn
        ? this with { Outcome = "handover", Rule = PassedOn, Request = request.State }
        : this with { Request = request.State };

    public string ToJson() => JsonSerializer.Serialize(this, s_json.Decision);

    public static Decision FromJson(string json) => JsonSerializer.Deserialize(json, s_json.Decision)!;

    public static Decision Of(Step step, Reading reading, DecisionItem? item, NextStep.Thresholds thresholds) => new()
    {
        Outcome = OutcomeOf(step),
        Layer = step.Layer,
        Intent = step switch
        {
            Step.UseSkill skill => skill.Skill,
            Step.Answer => item?.Question,
            Step.HandOver when reading.Request is { } heard => heard.Skill,
            _ => reading.Candidates.Count > 0 ? reading.Candidates[0].Skill ?? reading.Candidates[0].Question : null,
        },
        Confidence = reading.Candidates.Count > 0 ? Math.Round(reading.Candidates[0].Score, Digits) : 0,
        Threshold = step is Step.Offer or Step.OutOfScope ? thresholds.Choices : thresholds.Answer,
        AnswerLine = thresholds.Answer,
        ChoicesLine = thresholds.Choices,
        Candidates = [.. reading.Candidates.Select(candidate => new DecisionCandidate(
            candidate.Item?.ToString() ?? candidate.Skill!, candidate.Question,
            Math.Round(candidate.Score, Digits), Math.Round(candidate.Confidence, Digits), Math.Round(candidate.Similarity, Digits)))],
        Item = item,
        Rule = step switch
        {
            Step.HandOver over => over.Reason,
            Step.Answer { Layer: "choice" } or Step.UseSkill { Layer: "choice" } => "tapped",
            Step.UseSkill { Layer: "wish" or "slot" } skill => skill.Skill,
            Step.Answer or Step.UseSkill when reading.Candidates[0].Score < thresholds.Answer => "stands-alone",
            _ => null,
        },
        Text = reading.Text,
        Knowledge = reading.KnowledgeVersion,
    };

    private static string OutcomeOf(Step step) => step switch
    {
        Step.Answer => "answer",
        Step.Offer => "choices",
        Step.HandOver => "handover",
        Step.OutOfScope => "out-of-scope",
        Step.UseSkill skill when Skill.OfTalk.Contains(skill.Skill, StringComparer.Ordinal) => "greeting",
        Step.UseSkill => "skill",
        _ => throw new InvalidOperationException($"unhandled step {step}"),
    };
}

/// <param name="Item">The knowledge item's id, or the skill's name.</param>
internal sealed record DecisionCandidate(string Item, string Question, double Score, double Confidence, double Similarity);

internal sealed record DecisionItem(ItemId Id, long Version, string Question);

[JsonSerializable(typeof(Decision))]
internal sealed partial class DecisionJson : JsonSerializerContext;
