// What the screens know of the server. The shapes are the server's own (generated.ts, made from its description); what is
// written here by hand are the words that a text may hold, and the few things that the description can't say.
import type * as server from "./generated";

/**
 * A shape of the server's in which some members are known more exactly: "open" or "closed", not just any text.
 * What is said of a member must fit what the server says of it; a line that doesn't compile names what has drifted.
 */
type Known<Shape, Words extends { [Key in keyof Words]: Key extends keyof Shape ? Shape[Key] : never }> = Omit<Shape, keyof Words> & Words;

export type Id = string;
/** ISO-8601, UTC. */
export type Instant = string;
export type Locale = "zh-CN" | "en";
export type Localized = server.LocalText;
/** Whole minor units (fen) with their currency. */
export type Money = server.Money;
export type Named = server.NameOf;

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

// Messages

export type Speaker = "consumer" | "bot" | "agent" | "system";
export type Attachment = server.AttachmentView;
export type Choice = server.Choice;
export type Link = server.Link;
export type OrderState = "unpaid" | "paid" | "shipped" | "delivered" | "cancelled" | "refunded";
export type ParcelState =
  | "created" | "picked-up" | "in-transit" | "out-for-delivery" | "delivered" | "exception" | "stalled";
export type Checkpoint = server.CheckpointCard;
export type Parcel = Known<server.ParcelCard, { state: ParcelState }>;
export type OrderCard = Known<server.OrderCard, { state: OrderState; parcels: Parcel[] }>;
export type ConversationEvent =
  | "agent-joined" | "transferred" | "closed" | "reopened" | "requeued" | "offline" | "handed-over" | "bot-resumed";

/** The server describes all kinds of parts as one shape; the type says which members there are. */
export type Part =
  | { type: "choices"; choices: Choice[] }
  | { type: "order"; order: OrderCard }
  | { type: "orders"; orders: OrderCard[] }
  | { type: "image"; attachment: Attachment }
  | { type: "file"; attachment: Attachment }
  | { type: "links"; links: Link[] }
  | { type: "images"; urls: string[] }
  | { type: "handoff"; position?: number; estimateSeconds?: number }
  | { type: "event"; event: ConversationEvent; name?: string };

export type Message = Known<server.MessageView, { speaker: Speaker; parts?: Part[] }>;
export type NewMessage = server.PostMessage & { body: string };
export type Receipt = server.SentView;
export type ConversationState = "bot" | "queued" | "assigned" | "closed";

// Consumer side

export type Product = server.Product;
export type WidgetSettings = Known<server.WidgetView, { locale: Locale }>;
export type VisitorSession = server.VisitorSessionView;
export type ConversationStatus = Known<server.StatusView, { state: ConversationState }>;

// Staff

export type Role =
  | "platform-owner" | "unit-owner" | "merchant-owner" | "manager" | "knowledge-owner" | "agent" | "read-only";
export type Permission =
  | "desk.read" | "desk.reply" | "knowledge.read" | "knowledge.write" | "staff.read" | "staff.write"
  | "settings.read" | "settings.write" | "board.read" | "reviews.write" | "keys.write"
  | "facts.read" | "orders.write" | "messages.write" | "ask";
export type TenantKind = "platform" | "unit" | "merchant";
export type Tenant = Known<server.TenantView, { kind: TenantKind }>;
export type Me = Known<server.MeView, {
  role: Role; locale: Locale; tenant: Known<server.NodeView, { kind: TenantKind }>; permissions: Permission[];
}>;

// Nudges of /v1/live: events are not part of the server's description

/** `event: changed`. */
export interface Changed {
  conversations: Id[];
  many: boolean;
  list: boolean;
  board: boolean;
  presence: boolean;
}

export interface Typing {
  conversation: Id;
  speaker: "consumer" | "agent";
  name?: string;
}

export interface Viewing {
  conversation: Id;
  agents: string[];
}

// Desk

export type DeskView = "mine" | "queue" | "bot" | "all" | "closed";
export type ConversationRow = Known<server.ConversationLine, {
  channel: "web"; state: ConversationState; lastMessage?: Known<server.LastMessage, { speaker: Speaker }>; mood?: "angry"; locale: Locale;
}>;
export type DeskCounts = server.DeskCounts;
export type ConversationPage = Known<server.DeskPage, { items: ConversationRow[] }>;
export type FoundConversations = Known<server.SearchView, { items: ConversationRow[] }>;
export type FoundOrder = Known<server.FoundOrderView, { state: OrderState }>;
export type ConversationChanges = Known<server.DeskChanges, { items: ConversationRow[] }>;
export type Handoff = Known<server.HandoffCard, { order?: OrderCard }>;
export type ConversationDetail = Known<server.DetailView, {
  row: ConversationRow;
  handoff?: Handoff;
  orders: OrderCard[];
  consumer: Known<server.ConsumerDetail, { locale: Locale }>;
  timeline: Known<server.TimelineEntry, { kind: "conversation"; state: ConversationState }>[];
}>;
export type Note = server.NoteView;
export type WrapUp = server.WrapUpRequest & { category: string; resolved: boolean };
export type Transfer = Known<server.TransferRequest, { toBot?: true }>;
export type PresenceState = "online" | "busy" | "away" | "offline";
export type Presence = Known<server.PresenceView, { state: PresenceState }>;
export type Agent = Known<server.AgentView, { state: PresenceState }>;
export type Skill = server.SkillCard;
export type Suggestions = server.SuggestionsView;
export type DraftedReply = server.DraftedReplyView;
export type Summary = server.SummaryView;
export type CannedReply = Known<server.CannedReplyView, { language: Locale; scope: "mine" | "team" }>;
export type Outcome = "answer" | "choices" | "handover" | "out-of-scope" | "greeting" | "skill";
export type Candidate = server.DecisionCandidate;
export type Decision = Known<server.DecisionView, { outcome: Outcome }>;
export type WrapUpCategory = server.WrapUpCategory;

// Knowledge

export type AnswerContent = server.AnswerContent;
export type Content = Known<server.Content, { language: Locale }>;
export type ItemState = "draft" | "published" | "changed" | "archived";
export type ItemOrigin = Known<server.OriginView, { kind: TenantKind }>;
export type KnowledgeRow = Known<server.ItemRowView, { language: Locale; state: ItemState; origin: ItemOrigin }>;
export type KnowledgePageOf = Known<server.ItemPage, { items: KnowledgeRow[] }>;
export type ItemVersion = Known<server.VersionView, { content: Content }>;
export type KnowledgeItem = Known<server.ItemView, { state: ItemState; origin: ItemOrigin; draft?: Content; published?: ItemVersion }>;
export type ImportReport = Known<server.ImportReport, {
  preview: Known<server.ImportPreview, { change: "new" | "update" | "same" }>[];
}>;
export type WrongAnswer = Known<server.WrongAnswerView, { outcome: Outcome }>;
export type WrongAnswers = Known<server.WrongAnswersView, { items: WrongAnswer[] }>;
export type FlipKind = "lost" | "other" | "reworded" | "changed" | "gained";
export type FlipVerdict = "better" | "worse" | "unknown";
export type ReplaySide = Known<server.Side, { outcome: Outcome }>;
export type Flip = Known<server.FlipView, { kind: FlipKind; verdict?: FlipVerdict; before: ReplaySide; after: ReplaySide }>;
export type ReplaySummary = Known<server.ReplaySummary, { outcomes: Known<server.OutcomeCount, { outcome: Outcome }>[] }>;
export type Replay = Known<server.ReplayView, {
  state: "waiting" | "running" | "done" | "cancelled" | "failed"; summary?: ReplaySummary; flips: Flip[];
}>;
export type GoldenExpects = "item" | "skill" | "handover" | "out-of-scope";
export type GoldenStanding = "passes" | "breaks" | "fails" | "mends";
export type Golden = Known<server.GoldenView, { expects: GoldenExpects }>;
export type NewGolden = Known<server.GoldenRequest, { question: string; expects: GoldenExpects }>;
export type GoldenResult = Known<server.GoldenResultView, { standing: GoldenStanding; expects: GoldenExpects; before: ReplaySide; after: ReplaySide }>;
export type GoldenImportReport = server.GoldenImportReport;
export type Overruling = server.OverrulingView;
export type Despite = { reason: string; questions?: Id[]; replay?: string };
/** Of a replay: real questions that would lose their answer, more of them than are allowed. */
export interface LostAnswers { replay: Id; lost: number; questions: number; shareMax: number }
export type RolloutState = "running" | "paused" | "published" | "rolled-back";
export type RolloutFailure = "handed-over" | "missed" | "wrong";
export type Rollout = Known<server.RolloutView, { state: RolloutState }>;
export type RolloutArm = Known<server.ArmView, { arm: "candidate" | "control" }>;
export type RolloutReason = Known<server.RolloutReason, { kind: "worse" | "golden-broken"; what?: "lost" | RolloutFailure }>;
export type RolloutMove = Known<server.RolloutMoveView, { state: RolloutState; reason?: RolloutReason }>;
export type RolloutDetail = Known<server.RolloutDetailView, {
  rollout: Rollout; arms: RolloutArm[]; moves: RolloutMove[]; waitsFor?: "hold" | "sample" | "doubt" | "person" | "look";
  evidence: Known<server.Evidence, { what: "lost" | RolloutFailure }>[]; differences: Known<server.DifferenceCount, { kind: FlipKind }>[];
}>;
export type RolloutDifference = Known<server.RolloutDifferenceView, { kind: FlipKind; before: ReplaySide; after: ReplaySide }>;
export type FailedTurn = Known<server.FailedTurn, { outcome: Outcome }>;
export type RolloutOrder = server.RolloutRequest;
export type Interval = server.Interval;
export type WhyNotReason =
  | "won" | "archived" | "not-live" | "other-language" | "not-yet" | "over" | "overridden" | "other-product" | "rule" | "other-wish" | "exact"
  | "nothing-in-common" | "other-closer" | "below-line";
export type WhyNot = Known<server.WhyNotView, { reason: WhyNotReason; outcome: Outcome }>;
export type Conflict = Known<server.ConflictView, {
  kind: "duplicate" | "contradiction"; differences: Known<server.Difference, { kind: "number" | "yes-no" }>[];
}>;
export type GapVerdict = "new" | "similar" | "ignore";
export type GapQuestion = server.GapQuestionView;
export type NearestItem = server.NearestItem;
export type Gap = Known<server.GapView, { language: Locale; earlier?: Known<server.EarlierVerdict, { verdict: GapVerdict }> }>;
export type Gaps = Known<server.GapsView, { items: Gap[] }>;
export type NewGapVerdict = Known<server.GapVerdictRequest, { verdict: GapVerdict }>;
export type KeptGapVerdict = server.GapVerdictView;
export type Answered = Known<server.AskView, {
  outcome: Outcome; answer?: Known<server.AskAnswer, { parts?: Part[] }>;
}>;

// Settings, staff, keys

export type BusinessHours = server.BusinessPeriod;
export type Holiday = server.Holiday;
export type TenantSettings = Known<server.SettingsView, { locale: Locale; receptionMode: "human-first" | "bot-first" | "mixed" }>;
export type StaffMember = Known<server.StaffView, { role: Role }>;
/** With the password that is shown once. */
export type NewStaffMember = Known<server.NewStaffView, { role: Role }>;
export type ApiKey = server.KeyView;
/** With the key's text, shown once. */
export type NewApiKey = server.NewKeyView;
export type LanguageModel = server.ModelView;
/** What a node says itself; null comes from above. */
export type LanguageModelChange = { [Field in keyof server.ModelChange]?: server.ModelChange[Field] | null };
export type LanguageModelTest = Known<server.ModelTestView, {
  outcome: "answered" | "off" | "timeout" | "unreachable" | "refused" | "unreadable" | "too-long" | "budget" | "busy" | "circuit-open" | "injection";
}>;
export type MemberKey = Known<server.MemberKeyView, { algorithm?: "HS256" | "RS256" }>;

// Board

export type Figure =
  | "waiting" | "longestWait" | "inService" | "withBot" | "botShare" | "resolved" | "automation"
  | "firstResponse" | "messagesPerMinute" | "agentsOnline";
export type FigureUnit = "count" | "seconds" | "share" | "per-minute";
export type Tile = Known<server.TileView, { key: Figure; unit: FigureUnit; state: "good" | "warn" | "bad" | "plain" }>;
export type BoardMinute = server.SeriesPoint;
/** A null figure: there is nothing to measure yet. */
export type BoardMerchant = server.MetricsMerchantView;
export type Board = Known<server.BoardView, { tiles: Tile[]; agents: Known<server.BoardAgent, { state: PresenceState }>[] }>;
export type QualityPeriod = "24h" | "7d" | "30d";
export type QualityFigure = "botShare" | "botResolution" | "automation";
export type QualityShares = { [Share in keyof server.QualityShares]-?: number | null };
export type BotQuality = Known<server.QualityView, {
  step: "hour" | "day"; shares: QualityShares; series: Known<server.QualityPoint, { shares: QualityShares }>[];
  merchants: Known<server.QualityMerchant, { shares: QualityShares }>[]; definitions: Known<server.FigureView, { key: QualityFigure }>[];
}>;
export type QualityRows = Omit<server.QualityRowsView, "items" | "next"> & Paged<ConversationRow>;
export type Precision = server.PrecisionView;
export type PrecisionLayer = server.LayerView;
export type ReviewVerdict = "right" | "wrong" | "unknown";
export type Review = Known<server.ReviewView, { why: Decision; verdict?: ReviewVerdict }>;
export type Reviews = Known<server.ReviewsView, { items: Review[] }>;
export type Predictions = server.PredictionsView;
export type FigureRowsOf = server.FigureRowsView;
export type AgentOnline = server.OtherRow;
export type FigureDefinition = Known<server.FigureView, { key: Figure; unit: FigureUnit }>;
