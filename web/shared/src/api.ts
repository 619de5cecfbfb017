// The HTTP contract as types. Names and shapes are the server's; every front end imports them from here.

export type Id = string;
/** ISO-8601, UTC. */
export type Instant = string;
export type Locale = "zh-CN" | "en";
export type Localized = Record<Locale, string>;

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

/** Whole minor units (fen) with their currency. */
export interface Money {
  amount: number;
  currency: string;
}

export interface Named {
  id: Id;
  name: string;
}

// Messages

export type Speaker = "consumer" | "bot" | "agent" | "system";

export interface Attachment {
  id: Id;
  name: string;
  bytes: number;
  type: string;
  url: string;
}

export interface Choice {
  label: string;
  value: string;
}

export interface Link {
  label: string;
  url: string;
}

export type OrderState = "unpaid" | "paid" | "shipped" | "delivered" | "cancelled" | "refunded";
export type ParcelState =
  | "created" | "picked-up" | "in-transit" | "out-for-delivery" | "delivered" | "exception" | "stalled";

export interface Checkpoint {
  at: Instant;
  place?: string;
  text: string;
}

export interface Parcel {
  id: Id;
  carrier: string;
  trackingNumber: string;
  state: ParcelState;
  estimatedDelivery?: Instant;
  /** Newest first, at most five. */
  checkpoints: Checkpoint[];
}

export interface OrderCard {
  id: Id;
  number: string;
  placedAt: Instant;
  state: OrderState;
  total: Money;
  items: { name: string; quantity: number; imageUrl?: string }[];
  parcels: Parcel[];
}

export type ConversationEvent =
  | "agent-joined" | "transferred" | "closed" | "requeued" | "offline" | "handed-over" | "bot-resumed";

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

export interface Message {
  seq: number;
  speaker: Speaker;
  name?: string;
  body: string;
  sentAt: Instant;
  inReplyTo?: number;
  parts?: Part[];
  /** A bot message whose reasons are kept; only staff see the flag. */
  decision?: boolean;
}

export interface NewMessage {
  clientKey: string;
  body: string;
  attachments?: Id[];
  choice?: string;
  /** The newest seq on the agent's screen. */
  expectedSeq?: number;
  force?: boolean;
}

export interface Receipt {
  id: Id;
  seq: number;
  sentAt: Instant;
}

export type ConversationState = "bot" | "queued" | "assigned" | "closed";

// Consumer side

export interface WidgetSettings {
  merchant: string;
  name: Localized;
  color: string;
  locale: Locale;
  greeting: Localized;
  attachmentBytesMax: number;
  open: boolean;
  offlineMessage: Localized;
}

export interface VisitorSession {
  token: string;
  consumerId: Id;
  expiresAt: Instant;
  verified: boolean;
  name?: string;
}

export interface ConversationStatus {
  id: Id;
  state: ConversationState;
  seq: number;
  agent?: { name: string };
  queue?: { position: number; estimateSeconds?: number };
  readByConsumer: number;
  readByAgent: number;
  suggestions: string[];
}

// Staff

export type Role =
  | "platform-owner" | "unit-owner" | "merchant-owner" | "manager" | "knowledge-owner" | "agent" | "read-only";
export type Permission =
  | "desk.read" | "desk.reply" | "knowledge.read" | "knowledge.write" | "staff.read" | "staff.write"
  | "settings.read" | "settings.write" | "board.read" | "keys.write";
export type TenantKind = "platform" | "unit" | "merchant";

export interface Tenant {
  id: Id;
  parentId?: Id;
  kind: TenantKind;
  slug: string;
  name: string;
}

export interface Me {
  id: Id;
  name: string;
  displayName: string;
  role: Role;
  locale: Locale;
  tenant: { id: Id; slug: string; name: string; kind: TenantKind };
  permissions: Permission[];
}

/** `event: changed` of /v1/live. */
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

export interface ConversationRow {
  id: Id;
  merchant: Named;
  channel: "web";
  state: ConversationState;
  consumer: { id: Id; name?: string; verified: boolean; tier?: string };
  lastMessage?: { speaker: Speaker; preview: string; sentAt: Instant };
  seq: number;
  unread: number;
  /** Since when the consumer waits for a person's words. */
  waitingSince?: Instant;
  /** The service standard's deadline. */
  replyBy?: Instant;
  agent?: Named;
  skill?: Named;
  mood?: "angry";
  locale: Locale;
  openedAt: Instant;
  closedAt?: Instant;
  handoffReason?: string;
}

export interface DeskCounts {
  mine: number;
  queue: number;
  bot: number;
}

export interface ConversationPage extends Paged<ConversationRow> {
  counts: DeskCounts;
  cursor: string;
}

export interface ConversationChanges {
  items: ConversationRow[];
  cursor: string;
  more: boolean;
  counts: DeskCounts;
}

export interface Handoff {
  summary: string;
  reason: string;
  intent?: string;
  slots: { name: string; value: string }[];
  promises: string[];
  mood?: string;
  order?: OrderCard;
  at: Instant;
}

export interface ConversationDetail {
  row: ConversationRow;
  handoff?: Handoff;
  orders: OrderCard[];
  consumer: {
    id: Id;
    name?: string;
    verified: boolean;
    tier?: string;
    locale: Locale;
    page?: string;
    firstSeenAt: Instant;
    contacts: number;
  };
  timeline: { at: Instant; kind: "conversation"; id: Id; title: string; state: ConversationState }[];
  drafts: { reply?: string; note?: string };
  viewers: Named[];
}

export interface Note {
  id: Id;
  body: string;
  author: Named;
  at: Instant;
  afterSeq: number;
}

export interface WrapUp {
  category: string;
  note?: string;
  resolved: boolean;
}

export interface Transfer {
  toAgent?: Id;
  toSkill?: Id;
  toBot?: true;
  note?: string;
}

export type PresenceState = "online" | "busy" | "away" | "offline";

export interface Presence {
  state: PresenceState;
  reason?: string;
  assigned: number;
  capacity: number;
}

export interface Agent extends Presence, Named {
  skills: Named[];
}

export interface Skill extends Named {
  tenant: Id;
}

export interface CannedReply {
  id: Id;
  shortcut: string;
  title: string;
  body: string;
  language: Locale;
  scope: "mine" | "team";
}

export type Outcome = "answer" | "choices" | "handover" | "out-of-scope" | "greeting" | "skill";

export interface Candidate {
  item: Id;
  question: string;
  score: number;
  confidence: number;
  similarity: number;
}

export interface Decision {
  outcome: Outcome;
  layer: string;
  intent?: string;
  confidence: number;
  threshold: number;
  candidates: Candidate[];
  item?: { id: Id; version: number; question: string };
  rule?: string;
  /** The consumer's words as the bot read them. */
  text: string;
  at: Instant;
  wrong?: { by: string; at: Instant; note?: string };
}

export interface WrapUpCategory {
  key: string;
  label: Localized;
}

// Knowledge

export interface AnswerContent {
  text: string;
  links: Link[];
  images: string[];
  buttons: Choice[];
}

export interface Content {
  question: string;
  similar: string[];
  answer: AnswerContent;
  language: Locale;
  category?: string;
  products: Id[];
  validFrom?: Instant;
  validTo?: Instant;
}

export type ItemState = "draft" | "published" | "changed" | "archived";

export interface ItemOrigin extends Named {
  kind: TenantKind;
}

export interface KnowledgeRow {
  id: Id;
  question: string;
  similarCount: number;
  language: Locale;
  category?: string;
  state: ItemState;
  version?: number;
  origin: ItemOrigin;
  inherited: boolean;
  overrides?: Id;
  validFrom?: Instant;
  validTo?: Instant;
  updatedAt: Instant;
  updatedBy?: string;
}

export interface KnowledgePageOf extends Paged<KnowledgeRow> {
  total: number;
  unpublished: number;
}

export interface ItemVersion {
  version: number;
  content: Content;
  publishedAt: Instant;
  by: string;
}

export interface KnowledgeItem {
  id: Id;
  state: ItemState;
  origin: ItemOrigin;
  inherited: boolean;
  overrides?: Id;
  updatedAt: Instant;
  draft?: Content;
  published?: ItemVersion;
  versions: { version: number; publishedAt: Instant; by: string; note?: string }[];
}

export interface ImportReport {
  columns: string[];
  mapping: Record<string, string>;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  errors: { row: number; column?: string; message: string }[];
  preview: { row: number; question: string; similarCount: number; answer: string; change: "new" | "update" | "same" }[];
  encoding: string;
}

export interface Answered {
  outcome: Outcome;
  answer?: { text: string; parts?: Part[] };
  choices?: Choice[];
  item?: { id: Id; question: string; version: number };
  confidence: number;
  threshold: number;
  layer: string;
  why: { text: string; candidates: Candidate[]; rule?: string; notes: string[] };
}

// Settings, staff, keys

export interface BusinessHours {
  /** 0 = Sunday. */
  day: number;
  from: string;
  to: string;
}

export interface Holiday {
  date: string;
  name?: string;
  open?: { from: string; to: string }[];
}

export interface TenantSettings {
  name: string;
  color: string;
  locale: Locale;
  receptionMode: "human-first" | "bot-first" | "mixed";
  botRatio: number;
  greeting: Localized;
  offlineMessage: Localized;
  timeZone: string;
  businessHours: BusinessHours[];
  holidays: Holiday[];
  firstResponseSeconds: number;
  agentCapacity: number;
  answerThreshold?: number;
  choicesThreshold?: number;
  allowedOrigins: string[];
  /** Field names that come from a node above. */
  inherited: string[];
}

export interface StaffMember {
  id: Id;
  name: string;
  displayName: string;
  role: Role;
  tenant: Named;
  skills: Named[];
  capacity: number;
  disabled: boolean;
  lastSeenAt?: Instant;
}

export interface NewStaffMember extends StaffMember {
  /** Shown once. */
  password: string;
}

export interface ApiKey {
  id: Id;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: Instant;
  lastUsedAt?: Instant;
  revokedAt?: Instant;
}

export interface NewApiKey extends ApiKey {
  /** Shown once. */
  key: string;
}

export interface MemberKey {
  algorithm?: "HS256" | "RS256";
  set: boolean;
  updatedAt?: Instant;
}

// Board

export type Figure =
  | "waiting" | "longestWait" | "inService" | "withBot" | "botShare" | "resolved" | "automation"
  | "firstResponse" | "messagesPerMinute" | "agentsOnline";
export type FigureUnit = "count" | "seconds" | "share" | "per-minute";

export interface Tile {
  key: Figure;
  value: number | null;
  unit: FigureUnit;
  state: "good" | "warn" | "bad" | "plain";
}

export interface BoardMinute {
  minute: Instant;
  consumer: number;
  bot: number;
  agent: number;
  opened: number;
  handedOver: number;
}

export interface BoardMerchant extends Named {
  waiting: number;
  /** Null, like the other two: there is nothing to measure yet. */
  longestWaitSeconds: number | null;
  inService: number;
  withBot: number;
  botShare: number | null;
  resolved: number;
  firstResponseSeconds: number | null;
  messagesPerMinute: number;
}

export interface Board {
  at: Instant;
  tiles: Tile[];
  series: BoardMinute[];
  merchants: BoardMerchant[];
  agents: { id: Id; name: string; state: PresenceState; assigned: number; capacity: number }[];
}

export interface FigureDefinition {
  key: Figure;
  unit: FigureUnit;
  definition: Localized;
}
