import type { Api } from "./api";
import { LiveReader, type LiveEvent, type Link } from "./live";
import type { ChatState } from "./state";
import type { Store } from "./store";
import { lastSeq } from "./thread";

export interface FollowerActs {
  readMessages(): void;
  readStatus(): void;
  /** The connection stands (again). */
  connected(): void;
}

const typingShownForMs = 6000;

/** Follows one conversation: the live stream says when to read, a slow pulse reads anyway. */
export class Follower {
  private live: LiveReader | null = null;
  private pulse: ReturnType<typeof setTimeout> | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(
    private readonly api: Api,
    private readonly store: Store<ChatState>,
    private readonly acts: FollowerActs,
  ) {
    this.schedulePulse();
  }

  follow(): void {
    const id = this.store.get().status?.id;
    if (this.live || !id || this.stopped) return;
    this.live = new LiveReader({
      connect: (signal) => this.api.live(id, signal),
      onEvent: (event) => this.onEvent(event),
      onLink: (link) => this.onLink(link),
    });
  }

  /** Someone looks again, or the network is back. */
  wake(): void {
    if (this.live) this.live.wake();
    else this.follow();
    this.acts.readStatus();
    this.acts.readMessages();
  }

  rest(): void {
    this.live?.stop();
    this.live = null;
    this.store.set({ link: null });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.pulse);
    clearTimeout(this.typing);
    this.rest();
  }

  private onLink(link: Link): void {
    const before = this.store.get().link;
    this.store.set({ link });
    if (link === "live" && before !== "live") {
      this.acts.readStatus();
      this.acts.connected();
    }
    this.schedulePulse();
  }

  private onEvent({ event, data }: LiveEvent): void {
    const told = parse(data);
    if (event === "message" && Number(told["seq"]) > lastSeq(this.store.get().thread)) this.acts.readMessages();
    if (event === "status") this.acts.readStatus();
    if (event === "typing" && told["speaker"] !== "consumer") {
      this.store.set({ typing: { name: typeof told["name"] === "string" ? told["name"] : "", bot: told["speaker"] === "bot" } });
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.store.set({ typing: null }), typingShownForMs);
    }
  }

  /** The safety net under the stream; the only way while something holds the stream back. */
  private schedulePulse(): void {
    clearTimeout(this.pulse);
    if (this.stopped) return;
    const { link, open } = this.store.get();
    const ms = link !== "polling" ? 30_000 : open ? 4_000 : 15_000;
    this.pulse = setTimeout(() => {
      if (document.visibilityState === "visible") {
        this.acts.readMessages();
        this.acts.readStatus();
      }
      this.schedulePulse();
    }, ms);
  }
}

function parse(data: string): Record<string, unknown> {
  try {
    return JSON.parse(data) as Record<string, unknown>;
  } catch {
    return {};
  }
}
