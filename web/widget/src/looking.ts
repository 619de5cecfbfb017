import type { Api, Looked } from "./api";
import type { Status } from "./contract";
import { coalesced, mergeStatus } from "./reader";
import type { ChatState } from "./state";
import type { Store } from "./store";

/** What the shopper looks at, and how much of it the conversation knows: told once, as soon as there is a conversation. */
export class Looking {
  /** What the conversation should know: what the page says, less an order that the shopper took back. */
  now: Looked;
  private told = { conversation: "", product: "", order: "" };

  constructor(
    private readonly api: Api,
    private readonly store: Store<ChatState>,
    /** What the page said last. */
    private said: Looked,
  ) {
    this.now = said;
  }

  /** What the page says; the same again counts only when the shopper asks anew. */
  at(page: Looked, anew: boolean): Promise<void> {
    if (!anew && same(page, this.said)) return Promise.resolve();
    this.said = page;
    this.now = page;
    return this.tell();
  }

  /** Opens a conversation that knows. */
  async open(): Promise<Status> {
    const page = this.now;
    const opened = await this.api.openConversation(page);
    this.told = { ...page, conversation: opened.id };
    return opened;
  }

  readonly tell = coalesced(async () => {
    const { status } = this.store.get();
    if (!status || status.state === "closed") return;
    const told = this.told.conversation === status.id ? this.told : { product: "", order: "" };
    if (same(this.now, told)) return;
    this.take(await this.open());
  });

  async dropOrder(): Promise<void> {
    this.now = { ...this.now, order: "" };
    this.told = { ...this.told, order: "" };
    const { status } = this.store.get();
    if (!status) return;
    this.store.set({ status: { ...status, order: null } });
    this.take(await this.api.dropOrder());
  }

  private take(status: Status): void {
    const held = this.store.get().status;
    if (held?.id === status.id) this.store.set({ status: mergeStatus(held, status) });
  }
}

function same(one: Looked, other: Looked): boolean {
  return one.product === other.product && one.order === other.order;
}
