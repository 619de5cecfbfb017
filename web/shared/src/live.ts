import type { Changed, Typing, Viewing } from "./api";

/** live: nudges arrive · catching-up: connected, reading what was missed · offline: no connection. */
export type LiveState = "live" | "catching-up" | "offline";

export interface LiveEvents {
  changed: Changed;
  typing: Typing;
  viewing: Viewing;
  state: LiveState;
  /** The connection came (back): whatever was missed must be read once. */
  catchUp: undefined;
}

type Handler<K extends keyof LiveEvents> = (event: LiveEvents[K]) => void;

const retryMs = [500, 1_000, 2_000, 5_000, 10_000];
/** The server pings every 15 s, but EventSource hides comments; a sleeping laptop is noticed by the clock instead. */
const clockMs = 5_000;
const sleptMs = 20_000;

/** The one EventSource of a tab. Nudges carry no data worth keeping: a subscriber rereads what it shows. */
export class Live {
  state: LiveState = "offline";
  private source: EventSource | undefined;
  private readonly handlers = new Map<keyof LiveEvents, Set<(event: never) => void>>();
  private attempts = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private lastTick = 0;

  constructor(private readonly url: string) {}

  open(): void {
    this.connect();
    this.lastTick = Date.now();
    this.clock = setInterval(this.watchClock, clockMs);
    window.addEventListener("online", this.reconnect);
    window.addEventListener("offline", this.lose);
  }

  close(): void {
    clearTimeout(this.retry);
    clearInterval(this.clock);
    window.removeEventListener("online", this.reconnect);
    window.removeEventListener("offline", this.lose);
    this.source?.close();
    this.source = undefined;
    this.setState("offline");
  }

  on<K extends keyof LiveEvents>(kind: K, handler: Handler<K>): () => void {
    const set = this.handlers.get(kind) ?? new Set();
    this.handlers.set(kind, set.add(handler));
    return () => set.delete(handler);
  }

  /** Called by whoever reads what was missed, when it has been read. */
  caughtUp(): void {
    if (this.state === "catching-up") this.setState("live");
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.source?.close();
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => {
      this.attempts = 0;
      this.setState("catching-up");
      this.emit("catchUp", undefined);
      if (!this.handlers.get("catchUp")?.size) this.caughtUp();
    };
    source.onerror = () => this.lose();
    for (const kind of ["changed", "typing", "viewing"] as const) {
      source.addEventListener(kind, (event: MessageEvent<string>) => this.emit(kind, JSON.parse(event.data) as never));
    }
  }

  private readonly reconnect = (): void => {
    this.attempts = 0;
    this.connect();
  };

  private readonly lose = (): void => {
    this.source?.close();
    this.setState("offline");
    clearTimeout(this.retry);
    const wait = retryMs[Math.min(this.attempts++, retryMs.length - 1)] ?? 10_000;
    this.retry = setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  };

  /** Timers stop while the machine sleeps; a jump in time means the connection is probably dead. */
  private readonly watchClock = (): void => {
    const now = Date.now();
    if (now - this.lastTick > sleptMs) this.reconnect();
    this.lastTick = now;
  };

  private setState(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.emit("state", state);
  }

  private emit<K extends keyof LiveEvents>(kind: K, event: LiveEvents[K]): void {
    for (const handler of this.handlers.get(kind) ?? []) (handler as Handler<K>)(event);
  }
}
