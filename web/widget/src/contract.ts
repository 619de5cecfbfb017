/** The part of the HTTP contract that a consumer's widget uses. */

export type Locale = "zh-CN" | "en";
export type Words = Partial<Record<Locale, string>>;

export interface Config {
  merchant: string;
  name: Words | string;
  color: string;
  locale: Locale;
  /** The shop's, in which its bot tells times. */
  timeZone?: string;
  greeting: Words;
  attachmentBytesMax: number;
  open: boolean;
  offlineMessage: Words;
}

export interface VisitorSession {
  token: string;
  consumerId: string;
  expiresAt: string;
  verified: boolean;
  name?: string;
}

export type ConversationState = "bot" | "queued" | "assigned" | "closed";

export interface Status {
  id: string;
  state: ConversationState;
  seq: number;
  agent?: { name: string } | null;
  /** `onDuty`: somebody who could answer is there. */
  queue?: { position: number; estimateSeconds?: number | null; onDuty?: boolean } | null;
  readByConsumer: number;
  readByAgent: number;
  suggestions?: string[];
  /** The shopper's own order that it asks about. */
  order?: { id: string; number: string } | null;
}

export interface Attachment {
  id: string;
  name: string;
  bytes: number;
  type: string;
  url: string;
}

export interface Choice {
  label: string;
  value: string;
}

export interface Checkpoint {
  at: string;
  place?: string | null;
  text: string;
}

export type ParcelState =
  | "created"
  | "picked-up"
  | "in-transit"
  | "out-for-delivery"
  | "delivered"
  | "exception"
  | "stalled";

export interface Parcel {
  id: string;
  carrier: string;
  trackingNumber: string;
  state: ParcelState;
  estimatedDelivery?: string | null;
  checkpoints: Checkpoint[];
}

export type OrderState = "unpaid" | "paid" | "shipped" | "delivered" | "cancelled" | "refunded";

export interface OrderCard {
  id: string;
  number: string;
  placedAt: string;
  state: OrderState;
  total: { amount: number; currency: string };
  items: { name: string; quantity: number; imageUrl?: string | null }[];
  parcels: Parcel[];
}

export type SystemEvent =
  | "agent-joined"
  | "transferred"
  | "closed"
  | "reopened"
  | "requeued"
  | "offline"
  | "handed-over"
  | "bot-resumed";

export type Part =
  | { type: "choices"; choices: Choice[] }
  | { type: "order"; order: OrderCard }
  | { type: "orders"; orders: OrderCard[] }
  | { type: "image" | "file"; attachment: Attachment }
  | { type: "links"; links: { label: string; url: string }[] }
  | { type: "images"; urls: string[] }
  | { type: "handoff"; position?: number | null; estimateSeconds?: number | null }
  | { type: "event"; event: SystemEvent; name?: string | null };

export type Speaker = "consumer" | "bot" | "agent" | "system";

export interface Message {
  seq: number;
  speaker: Speaker;
  name?: string | null;
  body: string;
  sentAt: string;
  inReplyTo?: number | string | null;
  /** Present on the consumer's own messages when the server tells it. */
  clientKey?: string | null;
  parts?: Part[] | null;
}

export interface Page<T> {
  items: T[];
  next?: number | null;
}

export interface Sent {
  id: string;
  seq: number;
  sentAt: string;
}
