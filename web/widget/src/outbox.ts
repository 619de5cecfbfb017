import type { Attachment, Sent } from "./contract";
import { Offline, Problem } from "./http";
import { backoff } from "./live";
import { exclusively, type Vault } from "./vault";

/** Why a message did not go: "unreachable" goes by itself when the connection is back, "refused" needs the person. */
export interface Failure {
  reason: "unreachable" | "refused";
  detail: string;
}

/** A message on its way. Its key is made when it is sent and never changes, so that it arrives once. */
export interface Outgoing {
  clientKey: string;
  conversation: string | null;
  /** The newest seq on screen when it was written. */
  after: number;
  at: number;
  body: string;
  choice: string | null;
  attachments: Attachment[];
  seq: number | null;
  sentAt: string | null;
  failed: Failure | null;
}

export type Delivery = (item: Outgoing) => Promise<Sent & { conversation: string }>;

export interface OutboxEvents {
  changed(): void;
  delivered(item: Outgoing): void;
  /** The shop asked to wait this long; null when it does not any more. */
  busy(seconds: number | null): void;
}

const attemptsBeforeFailed = 4;

/** Messages not yet known to be in the thread, kept in the browser: one entry a key, so that tabs never overwrite each other. */
export class Outbox {
  private running = false;
  private again = false;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly lock: string,
    private readonly deliver: Delivery,
    private readonly events: OutboxEvents,
  ) {}

  list(): Outgoing[] {
    return this.vault
      .keys("out:")
      .map((key) => this.vault.read<Outgoing>(key))
      .filter((item): item is Outgoing => typeof item?.clientKey === "string")
      .sort((a, b) => a.at - b.at || (a.clientKey < b.clientKey ? -1 : 1));
  }

  add(draft: Pick<Outgoing, "conversation" | "after" | "body" | "choice" | "attachments">): Outgoing {
    const newest = this.list().at(-1)?.at ?? 0;
    const item: Outgoing = {
      ...draft,
      clientKey: newKey(),
      at: Math.max(Date.now(), newest + 1),
      seq: null,
      sentAt: null,
      failed: null,
    };
    this.save(item);
    void this.flush();
    return item;
  }

  /** The person asked for it again. */
  retry(clientKey: string): void {
    this.attempts = 0;
    for (const item of this.list()) {
      if (item.failed && (item.clientKey === clientKey || item.failed.reason === "unreachable"))
        this.save({ ...item, failed: null });
    }
    void this.flush();
  }

  /** The connection is back: what failed for want of one goes again by itself. */
  revive(): void {
    this.retry("");
  }

  remove(clientKey: string): void {
    this.vault.remove(`out:${clientKey}`);
    this.events.changed();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.again = false;
  }

  /** Sends what waits, in order, one at a time, and in one tab at a time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      do {
        this.again = false;
        await exclusively(this.lock, () => this.sendAll());
      } while (this.again);
    } finally {
      this.running = false;
    }
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const item = this.list().find((waiting) => waiting.seq === null && waiting.failed === null);
      if (!item) return;
      try {
        const sent = await this.deliver(item);
        this.attempts = 0;
        this.events.busy(null);
        const stored: Outgoing = { ...item, conversation: sent.conversation, seq: sent.seq, sentAt: sent.sentAt };
        this.save(stored);
        this.events.delivered(stored);
      } catch (error) {
        if (error instanceof Problem && !error.passing) {
          this.save({ ...item, failed: { reason: "refused", detail: error.detail } });
        } else {
          this.later(error);
          return;
        }
      }
    }
  }

  private later(error: unknown): void {
    // the network's return wakes it
    if (error instanceof Offline) return;
    this.attempts++;
    const wait = error instanceof Problem ? error.retryAfterSeconds : null;
    if (wait !== null) {
      this.events.busy(wait);
      this.wakeIn(wait * 1000 + Math.random() * 500);
    } else if (this.attempts < attemptsBeforeFailed) {
      this.wakeIn(backoff(this.attempts - 1));
    } else {
      this.attempts = 0;
      for (const item of this.list()) {
        if (item.seq === null && !item.failed) this.save({ ...item, failed: { reason: "unreachable", detail: "" } });
      }
    }
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private save(item: Outgoing): void {
    this.vault.write(`out:${item.clientKey}`, item);
    this.events.changed();
  }
}

/** 32 hex digits; works on plain http too, where randomUUID does not exist. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
