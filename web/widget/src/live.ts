import { Problem } from "./http";

export interface LiveEvent {
  event: string;
  data: string;
}

/** connecting: first try; live: events arrive; polling: connected but something between holds events back; waiting: lost, trying again. */
export type Link = "connecting" | "live" | "polling" | "waiting";

/** Reads server-sent events from text that may be cut anywhere. */
export class EventParser {
  private rest = "";
  private event = "";
  private data: string[] = [];

  push(chunk: string): LiveEvent[] {
    const found: LiveEvent[] = [];
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (this.data.length > 0) found.push({ event: this.event || "message", data: this.data.join("\n") });
        this.event = "";
        this.data = [];
      } else if (line.startsWith("event:")) {
        this.event = line.slice(6).trim();
      } else if (line.startsWith("data:")) {
        this.data.push(line.slice(5).replace(/^ /, ""));
      }
    }
    return found;
  }
}

/** Half a second, doubling to fifteen, and never all visitors at the same moment. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return Math.min(15_000, 500 * 2 ** Math.min(attempt, 10)) * (0.5 + random() / 2);
}

export interface LiveSource {
  connect(signal: AbortSignal): Promise<Response>;
  onEvent(event: LiveEvent): void;
  onLink(link: Link): void;
}

/** With no byte for this long the stream is dead, whatever the socket says (the server pings every 15 s). */
export const deadAfterMs = 40_000;
/** The server sends one event at once; when nothing has come by now, something between is holding it back. */
export const heldBackAfterMs = 8_000;

export class LiveReader {
  private stopped = false;
  private heldBack = false;
  private current: AbortController | null = null;
  private skipPause: (() => void) | null = null;
  private heardAt = 0;

  constructor(private readonly source: LiveSource) {
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.current?.abort();
    this.skipPause?.();
  }

  /** The network or the tab came back: don't sit out a pause, and don't trust a silent stream. */
  wake(): void {
    if (this.skipPause) this.skipPause();
    else if (this.heardAt > 0 && Date.now() - this.heardAt > 20_000) this.current?.abort();
  }

  private async run(): Promise<void> {
    this.source.onLink("connecting");
    for (let attempt = 0; !this.stopped; attempt++) {
      const begun = Date.now();
      const pauseSeconds = await this.once();
      if (this.stopped) return;
      if (this.heardAt > 0 && Date.now() - begun > 5_000) attempt = 0;
      if (!this.heldBack) this.source.onLink("waiting");
      await this.pause(pauseSeconds === null ? backoff(attempt) : pauseSeconds * 1000 * (1 + Math.random() / 5));
    }
  }

  /** One connection, to its end. Returns the seconds the server asked to wait, if it did. */
  private async once(): Promise<number | null> {
    const abort = new AbortController();
    this.current = abort;
    this.heardAt = 0;
    let dead = setTimeout(() => abort.abort(), deadAfterMs);
    const held = setTimeout(() => {
      this.heldBack = true;
      this.source.onLink("polling");
    }, heldBackAfterMs);
    try {
      const response = await this.source.connect(abort.signal);
      const reader = response.body?.getReader();
      if (!reader) return null;
      abort.signal.addEventListener("abort", () => void reader.cancel().catch(() => undefined));
      const decoder = new TextDecoder();
      const parser = new EventParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.stopped) return null;
        clearTimeout(held);
        clearTimeout(dead);
        dead = setTimeout(() => abort.abort(), deadAfterMs);
        if (this.heardAt === 0) this.source.onLink("live");
        this.heardAt = Date.now();
        this.heldBack = false;
        for (const event of parser.push(decoder.decode(value, { stream: true }))) this.source.onEvent(event);
      }
    } catch (error) {
      return error instanceof Problem ? error.retryAfterSeconds : null;
    } finally {
      clearTimeout(held);
      clearTimeout(dead);
      abort.abort();
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.skipPause = null;
        resolve();
      };
      const timer = setTimeout(go, ms);
      this.skipPause = go;
    });
  }
}
