// Made from openapi.json by generate-api.mjs (npm run generate). Don't edit.

export interface AboutView {
  id: string;
  number: string;
}

export interface AddNoteRequest {
  clientKey: string;
  body: string;
}

/** An agent for those who hand conversations over. */
export interface AgentView {
  id: string;
  name: string;
  state: string;
  reason?: string;
  assigned: number;
  capacity: number;
  skills: SkillView[];
}

/** A button under an answer; a tap says its value. */
export interface AnswerButton {
  label: string;
  value: string;
}

/** An item's answer. The text may hold variables such as `{{order.number}}`. */
export interface AnswerContent {
  text: string;
  links: AnswerLink[];
  /** Addresses of images. */
  images: string[];
  buttons: AnswerButton[];
}

/** A web address under an answer. */
export interface AnswerLink {
  label: string;
  url: string;
}

/** What one arm came to in one stage. */
export interface ArmView {
  stage: number;
  /** `candidate` or `control`. */
  arm: string;
  conversations: number;
  /** The bot gave an answer, and nothing was handed over. */
  answered: Interval;
  /** The bot left it to a person. */
  handedOver: Interval;
  /** The bot did not know at least once. */
  missed: Interval;
  /** Somebody called an answer wrong. */
  wrong: Interval;
}

export interface AskAnswer {
  text: string;
  parts?: Part[];
}

export interface AskRequest {
  /** 1 to 4,000 characters. */
  question: string;
  /** The language to answer in when the question doesn't tell. */
  locale?: string;
  /** An order of the merchant that the question is about. */
  order?: string;
  /** The product of the page that it is asked on: items about other products are left out. */
  product?: string;
}

export interface AskView {
  outcome: string;
  answer?: AskAnswer;
  choices?: Choice[];
  item?: DecisionItem;
  confidence: number;
  /** The line of the step that was taken. */
  threshold: number;
  /** From which confidence on the bot answers. */
  answerLine: number;
  /** From which confidence on it gives choices. */
  choicesLine: number;
  layer: string;
  why: AskWhy;
}

export interface AskWhy {
  text: string;
  candidates: DecisionCandidate[];
  rule?: string;
  notes: string[];
}

/** A stored file as a message shows it. */
export interface AttachmentView {
  id: string;
  name: string;
  bytes: number;
  type: string;
  /** Where to fetch it: signed, served as a download. */
  url: string;
}

export interface BoardAgent {
  id: string;
  name: string;
  state: string;
  assigned: number;
  capacity: number;
}

export interface BoardView {
  at: string;
  tiles: TileView[];
  series: SeriesPoint[];
  merchants: MetricsMerchantView[];
  agents: BoardAgent[];
}

/** A time of day at which people are there. */
export interface BusinessPeriod {
  /** 0 = Sunday … 6 = Saturday. */
  day: number;
  /** HH:mm, included. */
  from: string;
  /** HH:mm, not included; later than From; 24:00 is midnight. */
  to: string;
}

/** What a shop says about a campaign. */
export interface CampaignReport {
  name?: TextReport;
  rule?: TextReport;
  validFrom?: string;
  /** Not included. */
  validTo?: string;
  /** Since when it is so: an older report never overwrites a newer one. Left out: the time of receipt. */
  changedAt?: string;
}

export interface CannedReplyView {
  id: string;
  shortcut: string;
  title: string;
  body: string;
  language: string;
  scope: string;
}

/** Where a parcel was seen. */
export interface CheckpointCard {
  at: string;
  place?: string;
  text: string;
}

/** Where a carrier saw a parcel. */
export interface CheckpointReport {
  /** The shop's id of it. In a URL's place it may be left out. */
  id?: string;
  at?: string;
  /** One of IReadOnlyList&lt;string&gt; ParcelState.Reported. */
  state?: string;
  place?: string;
  text?: string;
  /** When the carrier now expects delivery. */
  expectedAt?: string;
  /** Since when the carrier says so; DateTimeOffset? CheckpointReport.At when left out. */
  changedAt?: string;
}

/** A button. */
export interface Choice {
  label: string;
  value: string;
}

/** The body of close; an agent says what it was about. */
export interface CloseRequest {
  wrapUp?: WrapUpRequest;
}

export interface ConflictView {
  /** `duplicate`, or `contradiction` when the answers can't both be true. */
  kind: string;
  item: string;
  /** Its question that is the other's too. */
  mine: string;
  /** The other's. */
  theirs: string;
  /** 0–1. */
  similarity: number;
  other: OtherItemView;
  differences: Difference[];
}

export interface ConsumerDetail {
  id: string;
  name?: string;
  verified: boolean;
  tier?: string;
  locale: string;
  page?: string;
  product?: string;
  firstSeenAt: string;
  /** Conversations there were, this one included; at most 21 are counted. */
  contacts: number;
}

export interface ConsumerName {
  id: string;
  name?: string;
  verified: boolean;
  tier?: string;
}

/** What an item says: a standard question, other ways to ask it, and the answer. */
export interface Content {
  question: string;
  similar: string[];
  answer: AnswerContent;
  /** `zh-CN` or `en`. */
  language: string;
  category?: string;
  /** The products it is about. Empty: all. */
  products: string[];
  /** From when it is given, included. Null: always. */
  validFrom?: string;
  /** Until when it is given, not included. Null: for ever. */
  validTo?: string;
}

/** A conversation as a line of a list. */
export interface ConversationLine {
  id: string;
  merchant: NameOf;
  channel: string;
  state: string;
  consumer: ConsumerName;
  lastMessage?: LastMessage;
  seq: number;
  /** The consumer's messages that the viewer has not seen. */
  unread: number;
  /** Since when the consumer waits for a person's words; null when nobody waits. */
  waitingSince?: string;
  /** The service standard's deadline for them. */
  replyBy?: string;
  agent?: NameOf;
  skill?: NameOf;
  mood?: string;
  locale: string;
  openedAt: string;
  closedAt?: string;
  handoffReason?: string;
}

export interface ConversationsAgentView {
  name: string;
}

/** What is typed to sign in. */
export interface Credentials {
  name?: string;
  password?: string;
}

export interface DecisionCandidate {
  item: string;
  question: string;
  score: number;
  confidence: number;
  similarity: number;
}

export interface DecisionItem {
  id: string;
  version: number;
  question: string;
}

export interface DecisionView {
  outcome: string;
  layer: string;
  intent?: string;
  confidence: number;
  /** The line of the step that was taken. */
  threshold: number;
  /** From which confidence on the bot answered then. */
  answerLine: number;
  /** From which confidence on it gave choices then. */
  choicesLine: number;
  candidates: DecisionCandidate[];
  item?: DecisionItem;
  rule?: string;
  text: string;
  at: string;
  wrong?: WrongView;
}

export interface DeskChanges {
  items: ConversationLine[];
  /** Where to go on. */
  cursor: string;
  /** There is more to read at once. */
  more: boolean;
  counts: DeskCounts;
  /** Names that rows show have changed: read the list anew. */
  reload: boolean;
}

export interface DeskCounts {
  mine: number;
  queue: number;
  bot: number;
}

export interface DeskPage {
  items: ConversationLine[];
  next?: string;
  counts: DeskCounts;
  /** Feeds `/v1/desk/changes`. */
  cursor: string;
}

export interface DetailView {
  row: ConversationLine;
  /** The shop's, in which its consumer and the bot speak of times (IANA name). */
  timeZone: string;
  handoff?: HandoffCard;
  orders: OrderCard[];
  consumer: ConsumerDetail;
  timeline: TimelineEntry[];
  drafts: DraftsView;
  viewers: NameOf[];
}

/** Where two answers can't both be true. */
export interface Difference {
  /** `number` or `yes-no`. */
  kind: string;
  /** What the one says. */
  mine: string;
  /** What the other says. */
  theirs: string;
}

/** How often the candidate would have done otherwise in a way. */
export interface DifferenceCount {
  kind: string;
  conversations: number;
  questions: number;
}

export interface DraftedReplyView {
  text?: string;
  /** The items that it rests on. */
  sources: SuggestionView[];
}

export interface DraftsView {
  reply?: string;
  note?: string;
}

export interface DrawRequest {
  /** 32 hex digits that the client makes: sent twice, it is drawn once. */
  id?: string;
  /** Of the decisions of how many days. */
  days?: number;
  /** How many of each layer; all, when there are fewer. */
  perLayer?: number;
}

export interface DrawnView {
  sample: SampleView;
  /** How many were drawn. */
  decisions: number;
}

/** What somebody decided about a gap before it came back. */
export interface EarlierVerdict {
  verdict: string;
  by: string;
  at: string;
}

/** How much speaks for the candidate's being worse in one thing. */
export interface Evidence {
  /** `lost`, `handed-over`, `missed` or `wrong`. */
  what: string;
  value: number;
}

/** A fact as a CloudEvent. */
export interface FactView {
  specversion: string;
  /** Its place in the log: unique, whatever becomes of cursors. */
  id: string;
  /** The node of the tree where it became true. */
  source: string;
  /** Its kind, like `conversation.message-added`. */
  type: string;
  /** The id of what it is about. */
  subject: string;
  /** The subject's own number (a message's place in its conversation); missing when it has none. */
  sequence?: string;
  time: string;
  datacontenttype: string;
  data: JsonElement;
}

export interface FactsView {
  /** Oldest first; none: there is nothing new yet. */
  items: FactView[];
  /** What to give as `after` the next time. Always there: the log goes on. */
  next: string;
}

/** A turn in which the candidate failed. */
export interface FailedTurn {
  conversation: string;
  /** The bot's message. */
  seq: number;
  /** What was asked, as it was compared. */
  text: string;
  outcome: string;
  item?: string;
  at: string;
}

export interface FigureRowsView {
  figure: string;
  /** As on the tile. */
  value?: number;
  /** The conversations behind it. */
  items: ConversationLine[];
  /** For agents online: who they are. */
  others?: OtherRow[];
  /** For messages a minute: how many each conversation of this page had, by its id. */
  counts?: Record<string, number>;
  /** For the first response: how long each conversation of this page waited for it, by its id. */
  seconds?: Record<string, number>;
  next?: string;
}

export interface FigureView {
  key: string;
  unit: string;
  definition: LocalText;
}

export interface FlipVerdictRequest {
  /** The flip's. */
  place: number;
  /** `better`, `worse` or `unknown`; null: none. */
  verdict?: string;
}

export interface FlipView {
  place: number;
  /** `lost`, `other`, `reworded`, `changed` or `gained`. */
  kind: string;
  question: string;
  /** How often it was asked. */
  count: number;
  conversation: string;
  seq: number;
  before: Side;
  after: Side;
  verdict?: string;
}

export interface FoundOrderView {
  id: string;
  number: string;
  state: string;
  placedAt: string;
  merchant: string;
}

/** A day of a gap. */
export interface GapDay {
  volume: number;
  failed: number;
}

/** How often it failed, and how. */
export interface GapMisses {
  /** The bot did not know. */
  unknown: number;
  /** It asked back, and none of the choices was taken. */
  choices: number;
  /** It gave up, and a person came. */
  handedOver: number;
  /** An agent called its answer wrong. */
  wrong: number;
}

/** One way in which a gap was asked, on the wire. */
export interface GapQuestionView {
  key: string;
  text: string;
  count: number;
  failed: number;
  conversation: string;
  /** The bot's message there. */
  seq: number;
}

export interface GapVerdictRequest {
  /** `new`, `similar` or `ignore`. */
  verdict?: string;
  /** Of the question that stands for the gap. */
  key?: string;
  /** Of its questions, by which it is known again. */
  keys?: string[];
  /** How often it was asked, as it was shown. */
  volume: number;
  /** Over how many days that was. */
  days: number;
  item?: string;
  /** The questions that the item gets. */
  similar?: string[];
}

export interface GapVerdictView {
  id: string;
  item?: string;
  /** Those that it had not yet. */
  added: string[];
}

/** A gap on the wire. */
export interface GapView {
  /** By what its leading question is known. */
  key: string;
  /** Its most central question. */
  title: string;
  language: string;
  /** How often it was asked. */
  volume: number;
  /** How often the bot failed it. */
  failed: number;
  misses: GapMisses;
  days: GapDay[];
  lastAt: string;
  questions: GapQuestionView[];
  /** The likest item; null when none has anything in common with it. */
  nearest?: NearestItem;
  /** The verdict that did not help, or that so many have asked since. */
  earlier?: EarlierVerdict;
}

/** What the bot misses, on the wire. */
export interface GapsView {
  /** Most failures first, at most 100. */
  items: GapView[];
  /** Questions that were looked at. */
  questions: number;
  /** How many of them failed, in all gaps, hidden ones too. */
  failed: number;
  /** When the first day of each gap's days began. */
  firstDay: string;
  at: string;
}

export interface GoldenImportError {
  /** As a spreadsheet numbers it. */
  row: number;
  /** `question`, `expects`, `what`, `item`, `product` or `locale`; null: the row as a whole. */
  field?: string;
  why: string;
}

/** What an import of golden questions does. */
export interface GoldenImportReport {
  rows: number;
  /** Questions that weren't there. */
  new: number;
  /** Questions that get another expectation. */
  updated: number;
  unchanged: number;
  /** Rows that can't be taken. */
  errors: number;
  /** What is wrong with them, at most 100. */
  faults: GoldenImportError[];
}

export interface GoldenRequest {
  question?: string;
  /** `item`, `skill`, `handover` or `out-of-scope`. */
  expects?: string;
  item?: string;
  /** The skill that is expected. */
  skill?: string;
  /** The product of the page that it is asked on. */
  product?: string;
  /** The asker's; null: the node's own. */
  locale?: string;
}

/** How one comes out, on the wire. */
export interface GoldenResultView {
  id: string;
  question: string;
  /** `passes`; `breaks`: as agreed now, but not then; `fails`: not as agreed now or then; `mends`: not now, but then. */
  standing: string;
  /** `item`, `skill`, `handover` or `out-of-scope`. */
  expects: string;
  /** The item's question, or the skill's name; null when neither is expected. */
  what?: string;
  /** What the bot does. */
  before: Side;
  /** What it would do. */
  after: Side;
}

export interface GoldenRollBack {
  item: string;
  version: number;
}

export interface GoldenRunRequest {
  /** Which of those that wait would be published; null: all. */
  items?: unknown[];
  /** Instead of those: the old version of an own item that would be given again. */
  rollBack?: GoldenRollBack;
}

/** How golden questions come out, on the wire. */
export interface GoldenRunView {
  items: GoldenResultView[];
}

/** A golden question on the wire. */
export interface GoldenView {
  id: string;
  question: string;
  /** The product of the page that it is asked on; null: none. */
  product?: string;
  /** The asker's; null: the node's own. */
  locale?: string;
  /** `item`, `skill`, `handover` or `out-of-scope`. */
  expects: string;
  item?: string;
  skill?: string;
  /** The item's question when it was chosen; null when none is expected. */
  what?: string;
  /** It comes from above, and is changed there. */
  inherited: boolean;
  /** The name of the node that it is of. */
  origin: string;
  by: string;
  at: string;
}

export interface HandOffRequest {
  reason?: string;
}

/** What a person needs to know to go on without asking again. */
export interface HandoffCard {
  summary: string;
  /** The same with who said it: what is open first, then what was answered last. Null where only the summary is known. */
  lines?: HandoffLine[];
  reason: string;
  intent?: string;
  slots: SlotValue[];
  promises: string[];
  mood?: string;
  order?: OrderCard;
  /** What is to be done about an order; null when nothing was asked for. */
  request?: RequestCard;
  at: string;
}

/** One thing that was said before the hand-over. */
export interface HandoffLine {
  /** `consumer` or `bot`. */
  speaker: string;
  text: string;
}

/** A node's health in a word. */
export interface HealthView {
  /** live or ready. */
  status: string;
  /** What it does without at present; null when nothing. */
  degraded?: string;
}

/** A day that is unlike its weekday. */
export interface Holiday {
  /** yyyy-MM-dd in the tenant's zone. */
  date: string;
  /** What it is, for people. */
  name?: string;
  /** When people are there all the same; none: closed all day. */
  open?: OpenPeriod[];
}

export type IFormFile = Blob;

/** Why a row could not be taken in. */
export interface ImportError {
  /** 1 for the first. */
  line: number;
  /** Which field; null when it is the row as a whole. */
  field?: string;
  /** Goes on from the field's name: "is missing". */
  message: string;
}

/** What a row becomes. */
export interface ImportPreview {
  row: number;
  question: string;
  similarCount: number;
  answer: string;
  /** `new`, `update` or `same`. */
  change: string;
  /** For an update: what stands there now; else null. */
  replaced?: ImportReplaced;
}

/** What a row replaces, cut like the preview. */
export interface ImportReplaced {
  question: string;
  similarCount: number;
  answer: string;
}

/** What an import does, row by row. */
export interface ImportReport {
  columns: string[];
  /** Field → column header. */
  mapping: Record<string, string>;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** In the file's order, at most 1,000. */
  errors: KnowledgeImportError[];
  /** What is odd but may be meant: the same words lead to several items. In the file's order, at most 1,000. */
  warnings: ImportWarning[];
  /** The first rows, at most 20. */
  preview: ImportPreview[];
  /** `utf-8`, `gb18030`, `utf-16` or `xlsx`. */
  encoding: string;
}

/** How far an import has come, and in the end all of it. */
export interface ImportSummary {
  dryRun: boolean;
  /** Rows that were faultless. */
  rows: number;
  created: number;
  updated: number;
  /** What was stored said the same, or was newer. */
  unchanged: number;
  transactions: number;
  /** Rows that could not be taken in. */
  faulty: number;
  /** The first 100 of those. */
  errors: ImportError[];
}

/** What to look at in a row before it is imported; it hinders nothing. */
export interface ImportWarning {
  row: number;
  column?: string;
  message: string;
}

/** A share that was counted, and where the true one lies with 95 % confidence when looked at once: for people to read. */
export interface Interval {
  count: number;
  /** 0–1; null when there is nothing to count. */
  share?: number;
  low: number;
  high: number;
}

/** A page of the item list on the wire. */
export interface ItemPage {
  items: ItemRowView[];
  /** The cursor of the next page; null at the end. */
  next?: string;
  /** Items on all pages. */
  total: number;
  /** The node's own items that wait to be published, whatever the filter. */
  unpublished: number;
}

/** One line of a reported order. */
export interface ItemReport {
  productId?: string;
  name?: string;
  quantity?: number;
  imageUrl?: string;
}

/** An item in the list, on the wire. */
export interface ItemRowView {
  id: string;
  question: string;
  similarCount: number;
  language: string;
  category?: string;
  state: string;
  version?: number;
  origin: OriginView;
  inherited: boolean;
  overrides?: string;
  validFrom?: string;
  validTo?: string;
  updatedAt: string;
  updatedBy: string;
}

/** An item with its working copy, what is published, and its history; on the wire. */
export interface ItemView {
  id: string;
  state: string;
  origin: OriginView;
  inherited: boolean;
  overrides?: string;
  /** When it was changed last; whoever saves may say so, and is told if somebody else was quicker. */
  updatedAt: string;
  /** The working copy; null when it is what is published, and never shown of an inherited item. */
  draft?: Content;
  /** What was published last; of an inherited item, what consumers get. */
  published?: VersionView;
  /** Newest first. */
  versions: VersionLineView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfAgentView {
  items: AgentView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfCannedReplyView {
  items: CannedReplyView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfConflictView {
  items: ConflictView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfFailedTurn {
  items: FailedTurn[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfFigureView {
  items: FigureView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfFoundOrderView {
  items: FoundOrderView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfGoldenView {
  items: GoldenView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfKeyView {
  items: KeyView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfModelCallView {
  items: ModelCallView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfNoteView {
  items: NoteView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfOrderCard {
  items: OrderCard[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfOverrulingView {
  items: OverrulingView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfReplayView {
  items: ReplayView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfRolloutDifferenceView {
  items: RolloutDifferenceView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfRolloutView {
  items: RolloutView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfSkillCard {
  items: SkillCard[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfStaffView {
  items: StaffView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfTenantView {
  items: TenantView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfVerdictView {
  items: VerdictView[];
}

/** A list that is short enough to be whole. */
export interface ItemsViewOfWrapUpCategory {
  items: WrapUpCategory[];
}

export type JsonElement = unknown;

export interface JudgeRequest {
  /** `right`, `wrong` or `unknown`. */
  verdict?: string;
}

/** A key without its text. */
export interface KeyView {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt?: string;
  revokedAt?: string;
}

/** What is wrong with a row. */
export interface KnowledgeImportError {
  /** As a spreadsheet numbers it: the header is row 1. */
  row: number;
  column?: string;
  message: string;
}

export interface LastMessage {
  speaker: string;
  preview: string;
  sentAt: string;
}

export interface LayerView {
  /** Which layer of the bot spoke. */
  layer: string;
  /** How much it decided. */
  traffic: number;
  /** Of all decisions, 0–1. */
  trafficShare: number;
  drawn: number;
  right: number;
  wrong: number;
  /** Where the reviewer could not tell: these count for neither. */
  unknown: number;
  /** Right of right and wrong, with its 95 % interval (Wilson 1927). */
  precision: Interval;
}

/** A link that may be shown: http or https only. */
export interface Link {
  label: string;
  url: string;
}

/** A text in both languages. */
export interface LocalText {
  "zh-CN": string;
  en: string;
}

/** Who is signed in, and what they may do. */
export interface MeView {
  id: string;
  name: string;
  displayName: string;
  role: string;
  locale: string;
  tenant: NodeView;
  permissions: string[];
}

/** A merchant's member key, as its owner sends it. */
export interface MemberKeyChange {
  /** `HS256` or `RS256`. */
  algorithm?: string;
  /** With HS256: at least 32 bytes. */
  secret?: string;
  /** With RS256: the public key in PEM. */
  publicKey?: string;
}

/** Whether a merchant's member key is set; never the key. */
export interface MemberKeyView {
  algorithm?: string;
  set: boolean;
  updatedAt?: string;
}

export interface MerchantView {
  slug: string;
  name: LocalText;
  color: string;
}

/** A message as its readers get it. */
export interface MessageView {
  seq: number;
  speaker: string;
  name?: string;
  body: string;
  sentAt: string;
  inReplyTo?: number;
  parts?: Part[];
  /** For its own sender: the key it was sent under, so that a client whose answer was lost knows its message again. */
  clientKey?: string;
  /** For staff: the bot's why is stored. */
  decision?: boolean;
}

export interface MessagesView {
  /** Oldest first. */
  items: MessageView[];
  /** Where to go on, in the direction asked for; null at the end. */
  next?: number;
}

export interface MetricsMerchantView {
  id: string;
  name: string;
  waiting: number;
  longestWaitSeconds: null | number;
  inService: number;
  withBot: number;
  botShare: null | number;
  resolved: number;
  firstResponseSeconds: null | number;
  messagesPerMinute: number;
}

export interface ModelCallView {
  at: string;
  use: string;
  model: string;
  outcome: string;
  promptTokens: number;
  answerTokens: number;
  ms: number;
  traceId?: string;
  /** Masked, and only when the node keeps texts. */
  prompt?: string;
  answer?: string;
}

/** All that a node says itself about its language model, as its owner sends it. */
export interface ModelChange {
  /** The address before `/chat/completions`; with Model, or neither. */
  endpoint?: string;
  model?: string;
  /** Left out: the one that is stored stays, if the endpoint does. Empty: none. */
  key?: string;
  drafts?: boolean;
  answers?: boolean;
  summaries?: boolean;
  /** Of each merchant; no more than a node above allows. */
  tokensPerMonth?: number;
  timeoutMs?: number;
  keepTexts?: boolean;
  persona?: string;
}

export interface ModelTestView {
  /** `answered`, or why not. */
  outcome: string;
  ms: number;
}

/** The language model in force at a node. */
export interface ModelView {
  endpoint?: string;
  model?: string;
  /** There is a key; nobody is shown it. */
  keySet: boolean;
  drafts: boolean;
  answers: boolean;
  summaries: boolean;
  tokensPerMonth: number;
  timeoutMs: number;
  keepTexts: boolean;
  persona?: string;
  /** This month, by the node itself. */
  tokensUsed: number;
  /** The fields that the node doesn't say itself. */
  inherited: string[];
}

/** An amount in whole minor units of a currency (ISO 4217). */
export interface Money {
  amount: number;
  currency: string;
}

/** An amount as reported: whole minor units; the currency is CNY when left out. */
export interface MoneyReport {
  amount?: number;
  currency?: string;
}

export interface NameOf {
  id: string;
  name: string;
}

/** A node's id and name. */
export interface NamedNode {
  id: string;
  name: string;
}

/** The item that a gap is likest to. */
export interface NearestItem {
  item: string;
  question: string;
  /** 0–1: how near its nearest question is. */
  similarity: number;
  /** It comes from above: to change it here, it is copied. */
  inherited: boolean;
}

/** A key to be. */
export interface NewKey {
  name?: string;
  tenant?: string;
  scopes?: string[];
}

/** A key with its text, shown once. */
export interface NewKeyView {
  key: string;
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt?: string;
  revokedAt?: string;
}

/** A password that is shown this once. */
export interface NewPassword {
  password: string;
}

/** A skill to be. */
export interface NewSkill {
  name?: string;
  tenant?: string;
}

/** A member who was just made, with the password that is shown this once. */
export interface NewStaffView {
  password: string;
  id: string;
  name: string;
  displayName: string;
  role: string;
  tenant: NamedNode;
  skills: SkillView[];
  capacity: number;
  disabled: boolean;
  lastSeenAt?: string;
}

/** The node that they belong to. */
export interface NodeView {
  id: string;
  slug: string;
  name: string;
  kind: string;
}

export interface NoteView {
  id: string;
  body: string;
  author: NameOf;
  at: string;
  afterSeq: number;
}

/** The body of POST /v1/conversations: where the consumer is. What is left out stays as it was; an empty text takes it back. */
export interface OpenConversationRequest {
  page?: string;
  product?: string;
  order?: string;
}

/** A time of day at which people are there. */
export interface OpenPeriod {
  from: string;
  to: string;
}

/** The body of POST /v1/visitor-sessions. */
export interface OpenVisitorSessionRequest {
  /** The merchant's slug. */
  merchant: string;
  /** A JWT that the merchant's site signed: sub, exp, and if it likes name, tier and iat; absent for a visitor. */
  memberToken?: string;
  /** The page's language. */
  locale?: string;
}

/** An order as consumers and agents see it: in messages, on the desk, in hand-offs. */
export interface OrderCard {
  id: string;
  /** The shop's order number, as people read it. */
  number: string;
  placedAt: string;
  /** One of OrderState. */
  state: string;
  total: Money;
  items: OrderItem[];
  parcels: ParcelCard[];
}

/** One line of an order. */
export interface OrderItem {
  productId?: string;
  name: string;
  quantity: number;
  imageUrl?: string;
}

/** What a shop says about one of its orders: all of it, as it now is. */
export interface OrderReport {
  /** The shop's id of it. In a URL's place it may be left out. */
  id?: string;
  /** As people read it; the id when left out. */
  number?: string;
  /** The shop's id of the member who bought; left out for a guest. */
  memberId?: string;
  /** One of OrderState. */
  state?: string;
  total?: MoneyReport;
  placedAt?: string;
  items?: ItemReport[];
  /** Parcels may come with their order, or by themselves. */
  parcels?: ParcelReport[];
  /** Since when it is so: an older report never overwrites a newer one. Left out: the time of receipt. */
  changedAt?: string;
}

export interface OrderView {
  id: string;
  number: string;
  state: string;
  placedAt: string;
  item: string;
  /** How many items it has. */
  items: number;
}

/** The node that an item belongs to, on the wire. */
export interface OriginView {
  id: string;
  name: string;
  kind: string;
}

export interface OtherItemView {
  id: string;
  question: string;
  /** Consumers get it; else it is being written. */
  isLive: boolean;
  inherited: boolean;
}

export interface OtherRow {
  id: string;
  name: string;
  /** Conversations they have. */
  assigned: number;
  /** Conversations they may have at once. */
  capacity: number;
}

export interface OtherView {
  slug: string;
  name: LocalText;
}

/** How often the bot does something, before and after. */
export interface OutcomeCount {
  outcome: string;
  before: number;
  after: number;
}

/** A publication that was made although something broke, on the wire. */
export interface OverrulingView {
  /** The node's publication. */
  version: number;
  reason: string;
  /** The questions that it broke. */
  broken: string[];
  /** Real questions that lost their answer, as a replay had shown. */
  lost: number;
  by: string;
  at: string;
}

export interface Page {
  items: Product[];
  next?: string;
}

/** A parcel of an order, and how far it has come. */
export interface ParcelCard {
  id: string;
  carrier: string;
  trackingNumber: string;
  /** One of ParcelState. */
  state: string;
  /** When it should arrive; null when nobody knows. */
  estimatedDelivery?: string;
  /** Newest first, at most 5. */
  checkpoints: CheckpointCard[];
}

/** What a shop or carrier says about a parcel. */
export interface ParcelReport {
  /** The shop's id of it. In a URL's place it may be left out. */
  id?: string;
  /** Left out inside an order's report. */
  orderId?: string;
  carrier?: string;
  trackingNumber?: string;
  /** By when the shop promised delivery. */
  promisedAt?: string;
  checkpoints?: CheckpointReport[];
  /** Since when it is so: an older report never overwrites a newer one. Left out: the time of receipt. */
  changedAt?: string;
}

/** What a message shows besides its text. string Part.Type says which of the other members there are. */
export interface Part {
  /** `choices`, `order`, `orders`, `image`, `file`, `links`, `images`, `handoff` or `event`. */
  type: string;
  /** `choices`: buttons; a tap sends the label as body and the value as choice. */
  choices?: Choice[];
  order?: OrderCard;
  orders?: OrderCard[];
  attachment?: AttachmentView;
  links?: Link[];
  urls?: string[];
  /** `handoff`: the place in the queue, from 1. */
  position?: number;
  estimateSeconds?: number;
  /** `event`: `agent-joined`, `transferred`, `closed`, `reopened`, `requeued`, `offline`, `handed-over`, `bot-resumed`. */
  event?: string;
  name?: string;
}

/** A new password, with the present one as proof. */
export interface PasswordChange {
  current?: string;
  next?: string;
}

/** The body of POST /v1/conversations/{id}/messages. */
export interface PostMessage {
  /** Made by the sender, unique in the conversation, kept through retries. */
  clientKey: string;
  /** Plain text, 1 to 4,000 UTF-16 characters; may be empty with attachments. */
  body?: string;
  /** Ids of uploaded files. */
  attachments?: string[];
  /** The value of a tapped button; the body is then its label. */
  choice?: string;
  /** An agent's: the newest message on the screen. */
  expectedSeq?: number;
  /** An agent's: send although a colleague replied since. */
  force?: boolean;
}

export interface PrecisionOverall {
  /** 0–1; null when nothing was judged. */
  share?: number;
  /** From where on the true share is, with 95 % confidence. */
  low: number;
  high: number;
  /** Which part of the traffic is of layers of which something was judged: only of that it speaks. */
  covered: number;
}

export interface PrecisionView {
  at: string;
  days: number;
  /** What the bot decided in the days. */
  decisions: number;
  /** Right answers of all, each layer by its share of the traffic. */
  overall: PrecisionOverall;
  /** Those that decided anything. */
  layers: LayerView[];
  /** Drawn at this node and not judged yet, of all days. */
  open: number;
  /** Null when none was ever drawn here. */
  lastSample?: SampleView;
}

export interface PredictedStateView {
  /** State of the newest order; `none`: there is none, or nobody vouches for the consumer. */
  order: string;
  asked: number;
  hits: number;
  firsts: number;
}

export interface PredictionsView {
  /** Conversations in which the bot knew what was come for. */
  asked: number;
  /** Those of them in which it was among the five that were held out. */
  hits: number;
  /** And the first of them. */
  firsts: number;
  orders: PredictedStateView[];
}

/** What an agent says of themselves. */
export interface PresenceChange {
  state?: string;
  reason?: string;
}

/** How an agent stands. */
export interface PresenceView {
  state: string;
  reason?: string;
  assigned: number;
  capacity: number;
}

/** Why it was refused (RFC 9457). Some kinds have more members. */
export interface Problem {
  /** The kind: urn:serviceos:… It doesn't change */
  type: string;
  /** The status in words */
  title: string;
  status: number;
  /** What happened, and whether anything was stored; for people */
  detail?: string;
  /** The same as the answer's X-Trace-Id */
  traceId?: string;
  /** What is wrong with each field */
  errors?: Record<string, string[]>;
}

/** What a merchant sells. */
export interface Product {
  id: string;
  name: LocalText;
  price: Money;
  category?: string;
  description: LocalText;
  attributes: Record<string, LocalText>;
  imageUrl?: string;
}

/** What a shop says about a product. */
export interface ProductReport {
  name?: TextReport;
  price?: MoneyReport;
  category?: string;
  description?: TextReport;
  attributes?: Record<string, TextReport>;
  imageUrl?: string;
  /** Since when it is so: an older report never overwrites a newer one. Left out: the time of receipt. */
  changedAt?: string;
}

export interface ProductView {
  id: string;
  name: LocalText;
  priceFen: number;
  category: string;
  description: LocalText;
  attributes: Record<string, LocalText>;
}

/** What a member may set of themselves; what is left out stays. */
export interface Profile {
  displayName?: string;
  locale?: string;
}

export interface PublishDespite {
  /** For the list of versions. */
  reason?: string;
  /** The ids of the golden questions that were seen to break; another that breaks holds it up all the same. */
  questions?: string[];
  /** The replay whose lost answers were seen; a newer one of the same knowledge holds it up all the same. */
  replay?: string;
}

export interface PublishRequest {
  /** Which; null: all that wait. */
  items?: unknown[];
  note?: string;
  /** Publishes although golden questions break or a replay shows lost answers. */
  despite?: PublishDespite;
}

export interface PublishedView {
  /** How many items changed for consumers. */
  published: number;
  /** The node's publication. */
  version: number;
  /** Golden questions that came out otherwise than agreed before, and still do. */
  failing: GoldenResultView[];
}

export interface PutCannedReply {
  shortcut: string;
  title: string;
  body: string;
  language: string;
  scope: string;
}

export interface QualityCounts {
  opened: number;
  /** Of the opened, those that never went to a person. */
  botOnly: number;
  closed: number;
  /** Of the closed, those that the bot alone had. */
  botClosed: number;
  /** Of these, those that it resolved. */
  automated: number;
}

export interface QualityMerchant {
  id: string;
  name: string;
  counts: QualityCounts;
  shares: QualityShares;
}

export interface QualityPoint {
  start: string;
  counts: QualityCounts;
  shares: QualityShares;
}

export interface QualityRowsView {
  figure: string;
  /** As on the tile. */
  value?: number;
  /** The conversations that count, or with `whole` those that they are a share of. */
  items: ConversationLine[];
  next?: string;
}

/** Shares, 0–1; null when there is nothing to take one of. */
export interface QualityShares {
  /** Of the opened. */
  botShare: null | number;
  /** Of the closed: the first factor of automation. */
  botTaken: null | number;
  /** Of those that the bot alone had: the second. */
  botResolution: null | number;
  /** Their product. */
  automation: null | number;
}

export interface QualityView {
  at: string;
  /** When the first hour or day began. */
  from: string;
  period: string;
  /** `hour` or `day`. */
  step: string;
  /** Whose hours and days they are. */
  zone: string;
  counts: QualityCounts;
  shares: QualityShares;
  /** Of the automated, those whose consumer may still come back within 72 hours. */
  unsettled: number;
  /** Oldest first; the last one is not over. */
  series: QualityPoint[];
  /** Those that had a conversation. */
  merchants: QualityMerchant[];
  /** What each share says. */
  definitions: FigureView[];
}

export interface QueueView {
  /** From 1. */
  position: number;
  /** From how long others waited lately; null when nobody did, or when nobody is there to take it. */
  estimateSeconds?: number;
  /** Somebody is there who takes conversations: online or busy, not away. */
  onDuty: boolean;
}

export interface RatingRequest {
  score: number;
  comment?: string;
}

export interface ReadRequest {
  seq: number;
}

export interface Receipt {
  /** The reporter's own. */
  id: string;
  /** `created`, `updated`, or `unchanged`: what is stored says the same, or is newer. */
  result: string;
}

export interface ReplayRequest {
  /** Of which the questions are, 1 to 30. */
  days?: number;
}

export interface ReplayStartedView {
  id: string;
}

/** How much changes. */
export interface ReplaySummary {
  /** All, each as often as it was asked. */
  questions: number;
  /** By kind of flip: how many questions. */
  kinds: Record<string, number>;
  /** By outcome: how often before, and after. */
  outcomes: OutcomeCount[];
}

export interface ReplayView {
  id: string;
  /** `waiting`, `running`, `done`, `cancelled` or `failed`. */
  state: string;
  days: number;
  /** Questions; 0 until it runs. */
  total: number;
  done: number;
  by: string;
  startedAt: string;
  finishedAt?: string;
  /** Null until it is done. */
  summary?: ReplaySummary;
  /** Worst first, at most 500; empty in lists. */
  flips: FlipView[];
}

/** What a consumer wants done about an order, with all that is known of it. Nothing of it was done or promised. */
export interface RequestCard {
  /** `change-address`, `cancel-order`, `return-order`, `refund-order`, `exchange-order`, `price-protection`, `request-invoice` or `complain`. */
  kind: string;
  /** The shop's id of the order, which is the consumer's own; null when it isn't known. */
  orderId?: string;
  orderNumber?: string;
  /** The reason, the new address, the size …; `named` is a number that nobody has checked. */
  slots: SlotValue[];
  /** How the consumer put it, at most 500 characters; empty when a button was tapped. */
  words: string;
  /** The slot that is still to be asked for; null when all is known. */
  missing?: string;
}

/** A decision as it is shown to whoever judges it: without what says who the consumer is, nor what others thought of it. */
export interface ReviewView {
  conversation: string;
  seq: number;
  layer: string;
  merchant: string;
  /** What the consumer said. */
  question: string;
  /** What the bot said. */
  answer: string;
  /** The buttons under it. */
  choices: string[];
  /** What it saw. */
  why: DecisionView;
  /** Null: nobody has said yet. */
  verdict?: string;
  by?: string;
  at?: string;
}

export interface ReviewsView {
  /** The oldest sample's first, its layers taking turns; of the judged, the newest verdict first. */
  items: ReviewView[];
  /** All that nobody has judged yet. */
  open: number;
}

export interface RollBackRequest {
  /** Which version to give again. */
  version: number;
}

/** An item that a roll-out gives, or withdraws. */
export interface RolledOutItem {
  itemId: string;
  question: string;
  isWithdrawn: boolean;
}

/** A roll-out and all that it came to. */
export interface RolloutDetailView {
  rollout: RolloutView;
  /** What it gives or withdraws, by question, at most 200. */
  items: RolledOutItem[];
  itemCount: number;
  /** What was done with it, oldest first. */
  moves: RolloutMoveView[];
  /** By stage and arm. */
  arms: ArmView[];
  /** How much speaks for its being worse, in each thing that is watched. */
  evidence: Evidence[];
  /** From where on it is rolled back by itself. */
  evidenceMax: number;
  /** How many conversations of the candidate (in the shadow: questions) this stage has seen. */
  sample: number;
  /** What it waits for before it may go on: `hold`, `sample`, `doubt`, `person`, `look` (it goes on at the next); null when it has ended. */
  waitsFor?: string;
  /** Until when this stage lasts at least. */
  heldUntil: string;
  /** Questions that were asked of the candidate in the shadow. */
  compared: number;
  /** By kind of flip: in how many conversations, and how many questions. */
  differences: DifferenceCount[];
}

/** A question that the candidate would have answered otherwise. */
export interface RolloutDifferenceView {
  /** `lost`, `other`, `reworded`, `changed` or `gained`. */
  kind: string;
  question: string;
  /** How often in its conversation. */
  times: number;
  conversation: string;
  seq: number;
  before: Side;
  after: Side;
}

/** One thing that was done with a roll-out. */
export interface RolloutMoveView {
  state: string;
  stage: number;
  /** Null: it went by itself. */
  by?: string;
  /** Null when nothing is to be said. */
  reason?: RolloutReason;
  at: string;
}

export interface RolloutNextRequest {
  /** Where it was seen: it goes one step from there. */
  stage: number;
  /** Publishes although golden questions break or a replay shows lost answers. */
  despite?: PublishDespite;
}

/** Why a roll-out ended or was paused by itself. */
export interface RolloutReason {
  /** `worse`: the candidate fails more often; `golden-broken`: golden questions break that didn't when it began. */
  kind: string;
  /** In what it is worse: `lost`, `handed-over`, `missed` or `wrong`; null when it isn't. */
  what?: string;
  /** The candidate's conversations that failed, of all stages; in the shadow, in which an answer would be lost. */
  candidateFailed?: number;
  /** All of the candidate's; in the shadow, the questions compared. */
  candidateAll?: number;
  /** The control's that failed in the same stages; in the shadow, in which an answer would be gained. */
  controlFailed?: number;
  controlAll?: number;
  /** The golden questions that break. */
  broken?: string[];
}

export interface RolloutRequest {
  /** Which of those that wait; null: all. */
  items?: unknown[];
  /** Why, for the list of versions. */
  note?: string;
  /** Begins although golden questions break or a replay shows lost answers. */
  despite?: PublishDespite;
  /** How long a stage lasts at least, 1 to 10,080. */
  holdMinutes?: number;
  /** How many conversations of the candidate (in the shadow: questions) a stage sees at least, 1 to 100,000. */
  conversationsMin?: number;
  /** By which part failures may be more frequent, 0–1. */
  tolerance?: number;
  /** It goes on by itself; else each step is taken by hand. It is rolled back by itself either way. */
  automatic?: boolean;
}

export interface RolloutStartedView {
  id: string;
}

/** A roll-out on the wire. */
export interface RolloutView {
  id: string;
  /** `running`, `paused`, `published` or `rolled-back`. */
  state: string;
  /** 0: in the shadow, asked after the answer and given to nobody; then 1 to 3. */
  stage: number;
  stageAt: string;
  /** Of conversations that get the candidate now, 0–1. */
  share: number;
  /** Of each stage. */
  shares: number[];
  /** How long a stage lasts at least. */
  holdMinutes: number;
  /** How many conversations of the candidate (in the shadow: questions) a stage sees at least. */
  conversationsMin: number;
  /** By which part failures may be more frequent, 0–1. */
  tolerance: number;
  /** It goes on by itself. */
  automatic: boolean;
  note?: string;
  by: string;
  startedAt: string;
  endedAt?: string;
  /** It runs at a node above, and counts here as long as none runs nearer. */
  inherited: boolean;
  /** The name of the node that it is of. */
  origin: string;
}

export interface SampleView {
  id: string;
  /** By which the same drawing can be made again. */
  seed: number;
  /** From when on was drawn from. */
  since: string;
  /** And until when. */
  until: string;
  perLayer: number;
  by: string;
  at: string;
}

export interface SaveDraftRequest {
  body?: string;
}

export interface SearchView {
  /** Those with the newest words first. */
  items: ConversationLine[];
  /** By the conversation's id, the newest words that hold what was typed; none where its name or order does. */
  matches: Record<string, string>;
  /** How far back was looked. */
  since: string;
}

export interface SentView {
  id: string;
  seq: number;
  sentAt: string;
}

export interface SeriesPoint {
  minute: string;
  consumer: number;
  bot: number;
  agent: number;
  opened: number;
  handedOver: number;
}

/** All that a node says itself, as its owner sends it; what is left out comes from above. */
export interface SettingsChange {
  name?: string;
  color?: string;
  locale?: string;
  receptionMode?: string;
  botRatio?: number;
  greeting?: LocalText;
  offlineMessage?: LocalText;
  timeZone?: string;
  businessHours?: BusinessPeriod[];
  holidays?: Holiday[];
  firstResponseSeconds?: number;
  agentCapacity?: number;
  answerThreshold?: number;
  choicesThreshold?: number;
  replayLostMax?: number;
  allowedOrigins?: string[];
}

/** The settings in force at a node, for those who may change them. */
export interface SettingsView {
  name: string;
  color: string;
  locale: string;
  receptionMode: string;
  botRatio: number;
  greeting: LocalText;
  offlineMessage: LocalText;
  timeZone: string;
  businessHours: BusinessPeriod[];
  holidays: Holiday[];
  firstResponseSeconds: number;
  agentCapacity: number;
  answerThreshold: number;
  choicesThreshold: number;
  replayLostMax: number;
  allowedOrigins: string[];
  /** The fields that the node doesn't say itself. */
  inherited: string[];
}

export interface ShopView {
  merchant: MerchantView;
  products: ProductView[];
  shoppers: ShopperView[];
  others: OtherView[];
}

export interface ShopperView {
  name: string;
  /** What the shop's site vouches with. Good for 50 minutes. */
  memberToken: string;
  orders: OrderView[];
}

/** What the bot does about a question, as it is kept and shown. */
export interface Side {
  outcome: string;
  item?: string;
  /** The item's question, or the skill's name; null for neither. */
  what?: string;
  /** The item's words, cut. */
  answer?: string;
  choices: string[];
  score: number;
}

/** A skill: what a group of agents can do. */
export interface SkillCard {
  id: string;
  name: string;
  tenant: string;
}

/** A skill's id and name. */
export interface SkillView {
  id: string;
  name: string;
}

/** Something known about the wish: the order, the product … */
export interface SlotValue {
  name: string;
  value: string;
}

/** A member's fields as they are sent; name and tenant only for a new one. */
export interface StaffFields {
  name?: string;
  displayName?: string;
  role?: string;
  tenant?: string;
  skills?: unknown[];
  capacity?: number;
}

/** A member of staff for those who manage them. */
export interface StaffView {
  id: string;
  name: string;
  displayName: string;
  role: string;
  tenant: NamedNode;
  skills: SkillView[];
  capacity: number;
  disabled: boolean;
  lastSeenAt?: string;
}

/** A conversation's state for its consumer. */
export interface StatusView {
  id: string;
  state: string;
  seq: number;
  agent?: ConversationsAgentView;
  queue?: QueueView;
  readByConsumer: number;
  readByAgent: number;
  /** At the beginning: up to five likely questions. */
  suggestions: string[];
  /** The order that the consumer asks about, by the shop's page; null when there is none or it is not the consumer's. */
  order?: AboutView;
}

export interface SuggestionView {
  item: string;
  /** Its standard question. */
  question: string;
  /** Ready to be sent, but for variables that nobody knows. */
  text: string;
  /** 0–1: how sure the understanding is. */
  score: number;
}

export interface SuggestionsView {
  /** The consumer's message that they reply to; 0 when there is none. */
  seq: number;
  items: SuggestionView[];
}

export interface SummaryView {
  text?: string;
}

/** A node of the tree for staff. */
export interface TenantView {
  id: string;
  parentId?: string;
  kind: string;
  slug: string;
  name: string;
}

/** A text in one language or both; one stands for the other. */
export interface TextReport {
  "zh-CN"?: string;
  en?: string;
}

export interface TileView {
  key: string;
  /** Null when there is nothing to take it from. */
  value: null | number;
  unit: string;
  /** `good`, `warn`, `bad` or `plain`. */
  state: string;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  id: string;
  title: string;
  state: string;
}

/** To whom a conversation passes: exactly one of the first three. */
export interface TransferRequest {
  toAgent?: string;
  toSkill?: string;
  toBot?: boolean;
  note?: string;
}

/** What POST /v1/attachments takes: a form with one file. */
export interface UploadForm {
  file: IFormFile;
}

export interface VerdictView {
  verdict: string;
  by: string;
  at: string;
  /** When whoever said it took it back; null: it stands. */
  undoneAt?: string;
}

/** A line of an item's history on the wire. */
export interface VersionLineView {
  version: number;
  publishedAt: string;
  by: string;
  note?: string;
  /** Why it was published although golden questions broke; null when none did. */
  despite?: string;
}

/** A published version on the wire. */
export interface VersionView {
  version: number;
  content: Content;
  publishedAt: string;
  by: string;
}

export interface VisitorSessionView {
  token: string;
  consumerId: string;
  expiresAt: string;
  verified: boolean;
  name?: string;
}

export interface WhyNotRequest {
  question?: string;
  item?: string;
  locale?: string;
  /** The product of the page that it is asked on. */
  product?: string;
}

/** Why an item was not the answer, on the wire. */
export interface WhyNotView {
  /** `won`, `archived`, `not-live`, `other-language`, `not-yet`, `over`, `overridden`, `other-product`, `rule`, `other-wish`, `exact`, `nothing-in-common`, `other-closer` or `below-line`. */
  reason: string;
  question: string;
  /** Its own, 0–1; null when it is not among the five likeliest. */
  score?: number;
  /** 0–1: how near its nearest question is; null when it has nothing in common. */
  similarity?: number;
  /** That question. */
  nearest?: string;
  /** Of the question, those that none of the item's has. */
  missingWords: string[];
  outcome: string;
  /** The rule that decided, where no score did. */
  rule?: string;
  /** The best candidate's score. */
  best: number;
  answerLine: number;
  /** What was nearer; null when nothing was. */
  other?: WinnerView;
  /** What stands in for it here. */
  overriddenBy?: WinnerView;
  /** When it begins, or ended. */
  at?: string;
  /** Those that it is about. */
  products: string[];
}

export interface WidgetView {
  merchant: string;
  name: LocalText;
  color: string;
  locale: string;
  /** The shop's, in which the bot tells times (IANA name). */
  timeZone: string;
  greeting: LocalText;
  attachmentBytesMax: number;
  open: boolean;
  offlineMessage: LocalText;
}

export interface WinnerView {
  item: string;
  question: string;
}

export interface WrapUpCategory {
  key: string;
  label: LocalText;
}

export interface WrapUpRequest {
  category: string;
  note?: string;
  resolved?: boolean;
}

export interface WrongAnswerView {
  conversation: string;
  seq: number;
  /** What the consumer said. */
  question: string;
  /** What the bot said. */
  answer: string;
  outcome: string;
  item?: DecisionItem;
  merchant: string;
  at: string;
  wrong: WrongView;
}

export interface WrongAnswersView {
  /** Newest verdict first. */
  items: WrongAnswerView[];
  /** On all pages. */
  total: number;
  /** Goes into `before`; null at the end. */
  next?: number;
}

export interface WrongRequest {
  note?: string;
}

export interface WrongView {
  by: string;
  at: string;
  note?: string;
}

/** Every call: what it takes, and what it answers when it isn't refused. */
export interface Calls {
  /** A demo's shop page; there is none in a real installation */
  "GET /demo/shop/{slug}.json": { path: { slug: string }; answer: ShopView };
  /** Whether the process runs */
  "GET /health/live": { answer: HealthView };
  /** Whether this node can serve: 503 with the reason when it can't */
  "GET /health/ready": { answer: HealthView };
  /** Three server-sent events half a second apart: whether a proxy holds them back */
  "GET /health/stream": { answer: string };
  /** The metrics of this node in the Prometheus text format */
  "GET /metrics": { answer: void };
  /** This description */
  "GET /openapi/v1.json": { answer: void };
  /** The keys of a node and those below it, newest first */
  "GET /v1/api-keys": { query: { tenant?: string }; answer: ItemsViewOfKeyView };
  /** Make a key; its text is shown this once */
  "POST /v1/api-keys": { body: NewKey; answer: NewKeyView };
  /** End a key at once */
  "DELETE /v1/api-keys/{id}": { path: { id: string }; answer: void };
  /** One question to the bot; nothing is stored */
  "POST /v1/ask": { query: { tenant?: string }; body: AskRequest; answer: AskView };
  /** Stores a file: PNG, JPEG, GIF, WebP, PDF or plain text, at most 10 MB */
  "POST /v1/attachments": { body: FormData; answer: AttachmentView };
  /** Gives a file as a download */
  "GET /v1/attachments/{attachmentId}": { path: { attachmentId: string }; query: { t?: string }; answer: void };
  /** The figures of a node and of its merchants */
  "GET /v1/board": { query: { tenant?: string }; answer: BoardView };
  /** What each figure says */
  "GET /v1/board/definitions": { answer: ItemsViewOfFigureView };
  /** The rows behind a figure */
  "GET /v1/board/rows": { query: { figure: string; after?: string; limit?: number; whole?: boolean; tenant?: string }; answer: FigureRowsView };
  /** Bot share, resolution and automation of a node: altogether, by hour or day, and by merchant */
  "GET /v1/bot-quality": { query: { period?: string; tenant?: string }; answer: QualityView };
  /** The conversations behind a share, oldest first */
  "GET /v1/bot-quality/rows": { query: { figure: string; period?: string; after?: string; limit?: number; whole?: boolean; tenant?: string }; answer: QualityRowsView };
  /** Say what a campaign is, and when */
  "PUT /v1/campaigns/{id}": { path: { id: string }; query: { tenant?: string }; body: CampaignReport; answer: Receipt };
  /** Opens a conversation, or goes on with the open one */
  "POST /v1/conversations": { body: null | OpenConversationRequest; answer: StatusView };
  /** The open conversation */
  "GET /v1/conversations/current": { answer: StatusView };
  /** Who has the conversation, and how long the queue is */
  "GET /v1/conversations/{id}": { path: { id: string }; answer: StatusView };
  /** Leaves the queue for people and goes on with the bot */
  "POST /v1/conversations/{id}/back-to-bot": { path: { id: string }; answer: StatusView };
  /** Ends the conversation */
  "POST /v1/conversations/{id}/close": { path: { id: string }; body: null | CloseRequest; answer: StatusView };
  /** Asks for a person */
  "POST /v1/conversations/{id}/handoff": { path: { id: string }; body: null | HandOffRequest; answer: StatusView };
  /** Server-sent nudges: read what is new when one comes */
  "GET /v1/conversations/{id}/live": { path: { id: string }; answer: string };
  /** What was said after a place, oldest first, without gaps */
  "GET /v1/conversations/{id}/messages": { path: { id: string }; query: { after?: number; before?: number; limit?: number }; answer: MessagesView };
  /** Says something. 200 only once it is on disk; the same clientKey gives the same answer */
  "POST /v1/conversations/{id}/messages": { path: { id: string }; body: PostMessage; answer: SentView };
  /** Rates the service, once */
  "POST /v1/conversations/{id}/rating": { path: { id: string }; body: RatingRequest; answer: void };
  /** Notes how far the conversation was read by its consumer, or by somebody who may answer */
  "POST /v1/conversations/{id}/read": { path: { id: string }; body: ReadRequest; answer: void };
  /** Tells the other side that somebody is typing */
  "POST /v1/conversations/{id}/typing": { path: { id: string }; answer: void };
  /** Who can take a conversation of a node */
  "GET /v1/desk/agents": { query: { tenant?: string }; answer: ItemsViewOfAgentView };
  /** One's own and the team's, by shortcut */
  "GET /v1/desk/canned-replies": { answer: ItemsViewOfCannedReplyView };
  /** Keeps a reply under the id that the client made */
  "PUT /v1/desk/canned-replies/{replyId}": { path: { replyId: string }; body: PutCannedReply; answer: CannedReplyView };
  /** Forgets a reply */
  "DELETE /v1/desk/canned-replies/{replyId}": { path: { replyId: string }; answer: void };
  /** The present rows of what changed since a cursor */
  "GET /v1/desk/changes": { query: { after?: string; limit?: number; tenant?: string }; answer: DeskChanges };
  /** A consumer's orders, newest first */
  "GET /v1/desk/consumers/{consumerId}/orders": { path: { consumerId: string }; answer: ItemsViewOfOrderCard };
  /** A view of the conversations in scope */
  "GET /v1/desk/conversations": { query: { view?: string; after?: string; limit?: number; q?: string; tenant?: string }; answer: DeskPage };
  /** All that an agent needs beside the thread */
  "GET /v1/desk/conversations/{id}": { path: { id: string }; answer: DetailView };
  /** A reply to the newest message, written by the merchant's language model from its items; empty when there is none */
  "POST /v1/desk/conversations/{id}/drafted-reply": { path: { id: string }; answer: DraftedReplyView };
  /** Keeps what one is writing; empty forgets it */
  "PUT /v1/desk/conversations/{id}/drafts/{kind}": { path: { id: string; kind: string }; body: SaveDraftRequest; answer: void };
  /** Internal notes, oldest first */
  "GET /v1/desk/conversations/{id}/notes": { path: { id: string }; answer: ItemsViewOfNoteView };
  /** Writes an internal note */
  "POST /v1/desk/conversations/{id}/notes": { path: { id: string }; body: AddNoteRequest; answer: NoteView };
  /** Undoes a close, up to ten minutes after */
  "POST /v1/desk/conversations/{id}/reopen": { path: { id: string }; answer: ConversationLine };
  /** Replies to the consumer's newest message, best first, at most three; what becomes of them is noted */
  "POST /v1/desk/conversations/{id}/suggestions": { path: { id: string }; answer: SuggestionsView };
  /** What was said, summed up by the merchant's language model; empty when there is none */
  "POST /v1/desk/conversations/{id}/summary": { path: { id: string }; answer: SummaryView };
  /** Takes a conversation */
  "POST /v1/desk/conversations/{id}/take": { path: { id: string }; answer: ConversationLine };
  /** Passes a conversation on */
  "POST /v1/desk/conversations/{id}/transfer": { path: { id: string }; body: TransferRequest; answer: ConversationLine };
  /** Says that one has it open */
  "POST /v1/desk/conversations/{id}/viewing": { path: { id: string }; answer: void };
  /** Says that one has it open no longer */
  "DELETE /v1/desk/conversations/{id}/viewing": { path: { id: string }; answer: void };
  /** Why the bot said it */
  "GET /v1/desk/decisions/{conversationId}/{seq}": { path: { conversationId: string; seq: number }; answer: DecisionView };
  /** Says that it was wrong */
  "POST /v1/desk/decisions/{conversationId}/{seq}/wrong": { path: { conversationId: string; seq: number }; body: null | WrongRequest; answer: void };
  /** Takes that back */
  "DELETE /v1/desk/decisions/{conversationId}/{seq}/wrong": { path: { conversationId: string; seq: number }; answer: void };
  /** Orders by a part of their number, newest first */
  "GET /v1/desk/orders": { query: { q?: string; limit?: number; tenant?: string }; answer: ItemsViewOfFoundOrderView };
  /** How I stand: state, conversations, places */
  "GET /v1/desk/presence": { answer: PresenceView };
  /** Say whether I am there */
  "PUT /v1/desk/presence": { body: PresenceChange; answer: PresenceView };
  /** Say that I am still there; silent for 60 s is offline */
  "POST /v1/desk/presence/heartbeat": { answer: PresenceView };
  /** Conversations of the last 30 days by consumer's name, order number and words said, newest first */
  "GET /v1/desk/search": { query: { q?: string; limit?: number; tenant?: string }; answer: SearchView };
  /** Takes the one whose deadline is nearest */
  "POST /v1/desk/take-next": { answer: ConversationLine | void };
  /** What became true at the key's node and below it, in order, as CloudEvents 1.0. Go on from next, for ever */
  "GET /v1/facts": { query: { after?: string; limit?: number }; answer: FactsView };
  /** Items that answer the same question as a working copy, contradictions first */
  "GET /v1/knowledge/conflicts": { query: { item?: string; tenant?: string }; answer: ItemsViewOfConflictView };
  /** Decides about a gap: a new item, similar to an item, or ignored */
  "POST /v1/knowledge/gap-verdicts": { query: { tenant?: string }; body: GapVerdictRequest; answer: GapVerdictView };
  /** Takes a verdict back, and its questions out of the item */
  "DELETE /v1/knowledge/gap-verdicts/{id}": { path: { id: string }; answer: void };
  /** Questions that the bot failed lately, alike ones together, most failures first */
  "GET /v1/knowledge/gaps": { query: { days?: number; tenant?: string }; answer: GapsView };
  /** Questions whose outcome is agreed on: the node's own, then those from above */
  "GET /v1/knowledge/golden": { query: { tenant?: string }; answer: ItemsViewOfGoldenView };
  /** Keeps one; the same question again gets the new expectation */
  "POST /v1/knowledge/golden": { query: { tenant?: string }; body: GoldenRequest; answer: GoldenView };
  /** Changes one */
  "PUT /v1/knowledge/golden/{id}": { path: { id: string }; body: GoldenRequest; answer: GoldenView };
  /** Takes one away */
  "DELETE /v1/knowledge/golden/{id}": { path: { id: string }; answer: void };
  /** The node's own as a file that can be imported again */
  "GET /v1/knowledge/golden:export": { query: { format?: string; tenant?: string }; answer: void };
  /** Take in a CSV or XLSX file, all of it or nothing; dryRun=true only says what would happen */
  "POST /v1/knowledge/golden:import": { query: { dryRun?: boolean; tenant?: string }; answer: GoldenImportReport };
  /** How they come out now, and if what waits were published or an old version given again; nothing is stored */
  "POST /v1/knowledge/golden:run": { query: { tenant?: string }; body: GoldenRunRequest; answer: GoldenRunView };
  /** A node's own items and those it inherits, newest change first */
  "GET /v1/knowledge/items": { query: { q?: string; language?: string; state?: string; category?: string; after?: string; limit?: number; tenant?: string }; answer: ItemPage };
  /** An item: working copy, what is published, history */
  "GET /v1/knowledge/items/{id}": { path: { id: string }; query: { tenant?: string }; answer: ItemView };
  /** Keep a working copy; the client makes the id of a new item */
  "PUT /v1/knowledge/items/{id}": { path: { id: string }; query: { tenant?: string; expectedUpdatedAt?: string }; body: Content; answer: ItemView };
  /** Put away; consumers get it until the next publication */
  "DELETE /v1/knowledge/items/{id}": { path: { id: string }; query: { tenant?: string }; answer: void };
  /** Make an own copy of an inherited item */
  "POST /v1/knowledge/items/{id}/override": { path: { id: string }; query: { tenant?: string }; answer: ItemView };
  /** Bring an archived item back */
  "POST /v1/knowledge/items/{id}/restore": { path: { id: string }; query: { tenant?: string }; answer: ItemView };
  /** Give consumers an old version again, at once */
  "POST /v1/knowledge/items/{id}/rollback": { path: { id: string }; query: { tenant?: string }; body: RollBackRequest; answer: ItemView };
  /** A published version, whole */
  "GET /v1/knowledge/items/{id}/versions/{version}": { path: { id: string; version: number }; query: { tenant?: string }; answer: VersionView };
  /** The node's publications that broke some, and why they were made; newest first, at most 20 */
  "GET /v1/knowledge/overrulings": { query: { tenant?: string }; answer: ItemsViewOfOverrulingView };
  /** The last ten, newest first */
  "GET /v1/knowledge/replays": { query: { tenant?: string }; answer: ItemsViewOfReplayView };
  /** Asks the newest 5,000 questions of what is published and of what waits to be */
  "POST /v1/knowledge/replays": { query: { tenant?: string }; body: ReplayRequest; answer: ReplayStartedView };
  /** How far one is; once it is done, what differs, worst first */
  "GET /v1/knowledge/replays/{id}": { path: { id: string }; answer: ReplayView };
  /** Cancels one that has not ended */
  "DELETE /v1/knowledge/replays/{id}": { path: { id: string }; answer: void };
  /** Says whether a question is answered better or worse */
  "PUT /v1/knowledge/replays/{id}/verdicts": { path: { id: string }; body: FlipVerdictRequest; answer: void };
  /** The node's last ten, newest first; before them those that run above and count here */
  "GET /v1/knowledge/rollouts": { query: { tenant?: string }; answer: ItemsViewOfRolloutView };
  /** Publishes what waits in stages: in the shadow, then to 1, 10 and 50 % of conversations, then to all; the gate is that of a publication */
  "POST /v1/knowledge/rollouts": { query: { tenant?: string }; body: RolloutRequest; answer: RolloutStartedView };
  /** One, and what both arms came to */
  "GET /v1/knowledge/rollouts/{id}": { path: { id: string }; answer: RolloutDetailView };
  /** What the candidate would have answered otherwise in the shadow, worst first, at most 200 */
  "GET /v1/knowledge/rollouts/{id}/differences": { path: { id: string }; answer: ItemsViewOfRolloutDifferenceView };
  /** Where the candidate failed, newest first, at most 50 */
  "GET /v1/knowledge/rollouts/{id}/failed": { path: { id: string }; query: { by?: string }; answer: ItemsViewOfFailedTurn };
  /** Takes it to its next stage; from the last one it is published, through the gate */
  "POST /v1/knowledge/rollouts/{id}/next": { path: { id: string }; body: RolloutNextRequest; answer: void };
  /** It goes no further by itself; the watch goes on */
  "POST /v1/knowledge/rollouts/{id}/pause": { path: { id: string }; answer: void };
  /** Lets it go on */
  "POST /v1/knowledge/rollouts/{id}/resume": { path: { id: string }; answer: void };
  /** Nobody gets it any more, within five seconds; what was written stays as it waits */
  "POST /v1/knowledge/rollouts/{id}/rollback": { path: { id: string }; answer: void };
  /** Why an item is not what the bot answers a question with; nothing is stored */
  "POST /v1/knowledge/why-not": { query: { tenant?: string }; body: WhyNotRequest; answer: WhyNotView };
  /** Answers that were marked wrong and that nobody has dealt with, newest first */
  "GET /v1/knowledge/wrong-answers": { query: { before?: number; limit?: number; tenant?: string }; answer: WrongAnswersView };
  /** Says that it was dealt with */
  "PUT /v1/knowledge/wrong-answers/{conversationId}/{seq}/handled": { path: { conversationId: string; seq: number }; answer: void };
  /** Takes that back */
  "DELETE /v1/knowledge/wrong-answers/{conversationId}/{seq}/handled": { path: { conversationId: string; seq: number }; answer: void };
  /** The node's own items as a file that can be imported again */
  "GET /v1/knowledge:export": { query: { format?: string; tenant?: string }; answer: void };
  /** Take in a CSV or XLSX file as drafts; dryRun=true only says what would happen */
  "POST /v1/knowledge:import": { query: { dryRun?: boolean; tenant?: string }; answer: ImportReport };
  /** Give consumers what waits, all of it at once; refused (409) when a golden question breaks or a replay of it lost too much, unless a reason is given */
  "POST /v1/knowledge:publish": { query: { tenant?: string }; body: PublishRequest; answer: PublishedView };
  /** Server-sent nudges for the desk, one stream a tab */
  "GET /v1/live": { answer: string };
  /** Change one's own display name or language */
  "PUT /v1/me": { body: Profile; answer: MeView };
  /** Change one's own password; all other sessions end */
  "PUT /v1/me/password": { body: PasswordChange; answer: void };
  /** Say how an order stands; its parcels may come with it */
  "PUT /v1/orders/{id}": { path: { id: string }; query: { tenant?: string }; body: OrderReport; answer: Receipt };
  /** Take in orders, one JSON object a line; accept application/x-ndjson to hear of the progress */
  "POST /v1/orders:import": { query: { dryRun?: boolean; tenant?: string }; answer: ImportSummary };
  /** Say which parcel carries an order */
  "PUT /v1/parcels/{id}": { path: { id: string }; query: { tenant?: string }; body: ParcelReport; answer: Receipt };
  /** Say where a parcel was seen */
  "PUT /v1/parcels/{parcel}/checkpoints/{id}": { path: { parcel: string; id: string }; query: { tenant?: string }; body: CheckpointReport; answer: Receipt };
  /** How often what consumers came for was among the likely questions that they were shown, by the state of their newest order */
  "GET /v1/predictions": { query: { tenant?: string; days?: number }; answer: PredictionsView };
  /** Products by id, or those that hold words */
  "GET /v1/products": { query: { q?: string; after?: string; limit?: number; tenant?: string }; answer: Page };
  /** Say what a product is */
  "PUT /v1/products/{id}": { path: { id: string }; query: { tenant?: string }; body: ProductReport; answer: Receipt };
  /** What was drawn: what nobody has judged yet, or what was judged */
  "GET /v1/reviews": { query: { judged?: boolean; layer?: string; days?: number; limit?: number; tenant?: string }; answer: ReviewsView };
  /** How often the bot is right, by the layer that decided and altogether, with 95 % intervals */
  "GET /v1/reviews/precision": { query: { days?: number; tenant?: string }; answer: PrecisionView };
  /** Draws decisions at random, so many of each layer, for people to judge; the same id draws once */
  "POST /v1/reviews/samples": { query: { tenant?: string }; body: DrawRequest; answer: DrawnView };
  /** Says whether a decision was right */
  "PUT /v1/reviews/{conversationId}/{seq}": { path: { conversationId: string; seq: number }; query: { tenant?: string }; body: JudgeRequest; answer: ItemsViewOfVerdictView };
  /** Takes back what one said last */
  "DELETE /v1/reviews/{conversationId}/{seq}": { path: { conversationId: string; seq: number }; query: { tenant?: string }; answer: ItemsViewOfVerdictView };
  /** All that was ever said about a decision, what was taken back too */
  "GET /v1/reviews/{conversationId}/{seq}/verdicts": { path: { conversationId: string; seq: number }; query: { tenant?: string }; answer: ItemsViewOfVerdictView };
  /** The skills of a node, of those above it and of those below it */
  "GET /v1/skills": { query: { tenant?: string }; answer: ItemsViewOfSkillCard };
  /** Make a skill */
  "POST /v1/skills": { body: NewSkill; answer: SkillCard };
  /** Do away with a skill that nobody has */
  "DELETE /v1/skills/{id}": { path: { id: string }; answer: void };
  /** The staff of a node and those below it */
  "GET /v1/staff": { query: { tenant?: string }; answer: ItemsViewOfStaffView };
  /** Make a member; the password is shown this once */
  "POST /v1/staff": { body: StaffFields; answer: NewStaffView };
  /** Sign in; the answer sets the session's cookie */
  "POST /v1/staff-sessions": { body: Credentials; answer: MeView };
  /** Who is signed in */
  "GET /v1/staff-sessions/current": { answer: MeView };
  /** Sign out; an agent is offline from then on */
  "DELETE /v1/staff-sessions/current": { answer: void };
  /** Change a member's name, role, skills and capacity */
  "PUT /v1/staff/{id}": { path: { id: string }; body: StaffFields; answer: StaffView };
  /** Let a member in no more; their sessions end at once */
  "POST /v1/staff/{id}/disable": { path: { id: string }; answer: StaffView };
  /** Let a member in again */
  "POST /v1/staff/{id}/enable": { path: { id: string }; answer: StaffView };
  /** Give a member a new password, shown this once; their sessions end */
  "POST /v1/staff/{id}/reset-password": { path: { id: string }; answer: NewPassword };
  /** The nodes in the caller's scope, parents first, at most 5,000 */
  "GET /v1/tenants": { answer: ItemsViewOfTenantView };
  /** The language model in force at a node, and what was used of its budget */
  "GET /v1/tenants/{id}/language-model": { path: { id: string }; answer: ModelView };
  /** Sets what a node says itself; what is left out comes from above */
  "PUT /v1/tenants/{id}/language-model": { path: { id: string }; body: ModelChange; answer: ModelView };
  /** The newest hundred times that it was asked, or was to be */
  "GET /v1/tenants/{id}/language-model/calls": { path: { id: string }; answer: ItemsViewOfModelCallView };
  /** Asks the model to say hello, and tells how that went */
  "POST /v1/tenants/{id}/language-model/test": { path: { id: string }; answer: ModelTestView };
  /** Whether the merchant's site can vouch for its members, and how */
  "GET /v1/tenants/{id}/member-key": { path: { id: string }; answer: MemberKeyView };
  /** Set the key by which the merchant's site vouches for its members */
  "PUT /v1/tenants/{id}/member-key": { path: { id: string }; body: MemberKeyChange; answer: void };
  /** The settings in force at a node, and which of them come from above */
  "GET /v1/tenants/{id}/settings": { path: { id: string }; answer: SettingsView };
  /** Set what a node says itself; what is left out comes from above */
  "PUT /v1/tenants/{id}/settings": { path: { id: string }; body: SettingsChange; answer: SettingsView };
  /** Lets a consumer in and gives it a bearer token */
  "POST /v1/visitor-sessions": { body: OpenVisitorSessionRequest; answer: VisitorSessionView };
  /** What the widget must know before it is opened */
  "GET /v1/widget/{slug}": { path: { slug: string }; answer: WidgetView };
  /** What a conversation can have been about */
  "GET /v1/wrap-up-categories": { answer: ItemsViewOfWrapUpCategory };
}
