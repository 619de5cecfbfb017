import type { Attachment, Config, Locale, Message, Page, Sent, Status } from "./contract";
import { Draft } from "./drafts";
import { Follower } from "./follower";
import { Offline, Problem, Unreachable, type Http } from "./http";
import { Outbox, type Outgoing } from "./outbox";
import { watchPresence } from "./presence";
import { coalesced, mergeStatus, readOn } from "./reader";
import { Session } from "./session";
import { firstState, type ChatState } from "./state";
import { Store } from "./store";
import { emptyThread, lastSeq, prepend, stillOutgoing } from "./thread";
import type { Vault } from "./vault";

export interface ChatSetup {
  http: Http;
  /** What is kept for this shop and this person. */
  vault: Vault;
  /** What is kept for this shop, whoever is signed in. */
  shopVault: Vault;
  merchant: string;
  who: string;
  memberToken: () => string;
  page: { product: string; order: string };
  locale: () => Locale;
}

/** A closed conversation is still shown on opening for this long; after that opening starts a new one. */
const closedShownForMs = 12 * 3600_000;
const tail = 50;

/** One person's conversation with one shop, as this tab knows it. */
export class Chat {
  readonly store = new Store<ChatState>(firstState);
  readonly draft: Draft;
  /** Which key a stored message was sent with, so that its bubble stays the same one. */
  readonly sentKeys = new Map<number, string>();
  private readonly session: Session;
  private readonly outbox: Outbox;
  private readonly stops: (() => void)[];
  private readonly catchUp = coalesced(() => this.readMessages());
  private readonly readStatus = coalesced(() => this.readStatusOnce());
  private readonly follower: Follower;
  private beginning: Promise<void> | null = null;
  private typingSentAt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(private readonly setup: ChatSetup) {
    const { http, vault, merchant, memberToken, who } = setup;
    this.session = new Session(http, vault, merchant, memberToken, setup.locale);
    this.outbox = new Outbox(vault, `serviceos:${merchant}:${who}:outbox`, (item) => this.deliver(item), {
      changed: () => this.showOutgoing(),
      delivered: () => void this.quietly(this.catchUp()),
      busy: (seconds) => this.store.set({ busySeconds: seconds }),
    });
    this.draft = new Draft(
      vault,
      (file) => this.upload(file),
      () => this.store.get().config?.attachmentBytesMax ?? 10 * 1024 * 1024,
    );
    this.follower = new Follower(this.session, this.store, {
      readMessages: () => void this.quietly(this.catchUp()),
      readStatus: () => void this.quietly(this.readStatus()),
      connected: () => this.outbox.revive(),
    });
    this.store.set({ online: navigator.onLine, config: setup.shopVault.read<Config>("config") });
    this.stops = [
      vault.watch((key) => this.onOtherTab(key)),
      watchPresence({
        back: () => this.comeBack(),
        away: () => this.follower.rest(),
        network: (online) => this.store.set({ online }),
      }),
    ];
  }

  /** On loading the page: the shop's look, and the conversation when there is one already. */
  async wake(): Promise<void> {
    this.showOutgoing();
    void this.quietly(this.loadConfig());
    if (this.store.get().outgoing.length > 0) return this.begin();
    if (!this.session.known) return;
    await this.quietly(
      this.session.json<Status>("GET", "/v1/conversations/current").then((status) => this.adopt(status)),
    );
  }

  open(): void {
    this.store.set({ open: true });
    if (this.store.get().stage !== "ready") void this.begin();
  }

  close(): void {
    this.store.set({ open: false });
  }

  /** Opens the conversation, or a new one. */
  begin(fresh = false): Promise<void> {
    this.beginning ??= this.start(fresh).finally(() => {
      this.beginning = null;
    });
    return this.beginning;
  }

  send(body: string, attachments: Attachment[] = [], choice: string | null = null): void {
    const { thread } = this.store.get();
    this.outbox.add({ conversation: this.id, after: lastSeq(thread), body, choice, attachments });
    if (this.store.get().stage === "stuck") void this.begin();
  }

  retry(clientKey: string): void {
    this.outbox.retry(clientKey);
  }

  /** Takes a message that did not go back into the input. */
  takeBack(item: Outgoing): void {
    this.outbox.remove(item.clientKey);
    this.draft.putBack(item.body, item.attachments);
  }

  async askPerson(): Promise<void> {
    if (!this.id) await this.begin();
    this.store.set({ askingPerson: true });
    await this.act("handoff", {});
    this.store.set({ askingPerson: false });
  }

  async end(): Promise<void> {
    await this.act("close", {});
  }

  async rate(score: number, comment: string): Promise<boolean> {
    try {
      await this.session.ask("POST", `/v1/conversations/${this.id}/rating`, {
        body: comment ? { score, comment } : { score },
      });
      this.setup.vault.write("rated", { id: this.id, score });
      return true;
    } catch {
      return false;
    }
  }

  get ratedScore(): number | null {
    const rated = this.setup.vault.read<{ id: string; score: number }>("rated");
    return rated && rated.id === this.id ? rated.score : null;
  }

  async older(): Promise<void> {
    const { thread, loadingOlder } = this.store.get();
    const id = this.id;
    if (!id || loadingOlder || thread.from === 0) return;
    this.store.set({ loadingOlder: true });
    const read = this.session
      .json<Page<Message>>("GET", `/v1/conversations/${id}/messages?before=${thread.from + 1}&limit=${tail}`)
      .then((page) => {
        if (this.id === id) this.store.set({ thread: prepend(this.store.get().thread, page.items) });
      });
    if (!(await this.quietly(read))) this.store.set({ actFailed: true });
    this.store.set({ loadingOlder: false });
  }

  /** Everything up to the newest message is on screen and looked at. */
  seen(): void {
    const { status, thread } = this.store.get();
    const seq = lastSeq(thread);
    if (!status || seq <= status.readByConsumer) return;
    this.store.set({ status: { ...status, readByConsumer: seq } });
    void this.quietly(this.session.ask("POST", `/v1/conversations/${status.id}/read`, { body: { seq } }));
  }

  typing(): void {
    const { status } = this.store.get();
    if (status?.state !== "assigned" || Date.now() - this.typingSentAt < 3000) return;
    this.typingSentAt = Date.now();
    void this.quietly(this.session.ask("POST", `/v1/conversations/${status.id}/typing`, { body: {} }));
  }

  /** What the shopper looks at now; an open conversation is told. */
  lookAt(page: { product: string; order: string }): void {
    if (page.product === this.setup.page.product && page.order === this.setup.page.order) return;
    this.setup.page = page;
    const { status } = this.store.get();
    if (status && status.state !== "closed") void this.quietly(this.openConversation());
  }

  dismissTrouble(): void {
    this.store.set({ actFailed: false });
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.retryTimer);
    this.follower.stop();
    this.outbox.stop();
    for (const stop of this.stops) stop();
  }

  private get id(): string | null {
    return this.store.get().status?.id ?? null;
  }

  private async start(fresh: boolean): Promise<void> {
    clearTimeout(this.retryTimer);
    this.store.set({ stage: "starting", trouble: null });
    try {
      if (!this.store.get().config) await this.loadConfig();
      if (!fresh && (await this.resume())) return;
      const opened = await this.openConversation();
      await this.adopt(await this.session.json<Status>("GET", `/v1/conversations/${opened.id}`));
    } catch (error) {
      const refused = error instanceof Problem && !error.passing;
      this.store.set({ stage: "stuck", trouble: refused ? "refused" : "start" });
      if (!refused) this.retryTimer = setTimeout(() => this.comeBack(), 8_000 + Math.random() * 4_000);
    }
  }

  /** Goes on with the conversation of the last visit. False when there is none worth showing. */
  private async resume(): Promise<boolean> {
    const kept = this.setup.vault.read<{ id: string }>("conversation");
    if (!kept?.id || !this.session.known) return false;
    try {
      const status = await this.session.json<Status>("GET", `/v1/conversations/${kept.id}`);
      if (status.state === "closed") {
        if (this.outbox.list().some((item) => item.seq === null)) return false;
        const page = await this.session.json<Page<Message>>(
          "GET",
          `/v1/conversations/${kept.id}/messages?after=${Math.max(0, status.seq - 1)}&limit=1`,
        );
        const last = page.items.at(-1);
        if (!last || Date.now() - Date.parse(last.sentAt) > closedShownForMs) return false;
      }
      await this.adopt(status);
      const { product, order } = this.setup.page;
      if (status.state !== "closed" && (product || order)) void this.quietly(this.openConversation());
      return true;
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 403)) return false;
      throw error;
    }
  }

  private openConversation(): Promise<{ id: string }> {
    const { product, order } = this.setup.page;
    const body: Record<string, string> = { page: location.href.slice(0, 500) };
    if (product) body["product"] = product;
    if (order) body["order"] = order;
    return this.session.json<{ id: string }>("POST", "/v1/conversations", body);
  }

  private async adopt(status: Status): Promise<void> {
    if (this.disposed) return;
    if (status.id !== this.id) {
      this.follower.rest();
      this.sentKeys.clear();
      this.store.set({ thread: emptyThread(Math.max(0, status.seq - tail)), typing: null, actFailed: false });
    }
    this.store.set({ status: mergeStatus(this.store.get().status, status) });
    this.setup.vault.write("conversation", { id: status.id });
    await this.catchUp();
    this.store.set({ stage: "ready", trouble: null });
    this.showOutgoing();
    this.follower.follow();
    this.outbox.revive();
  }

  private async loadConfig(): Promise<void> {
    try {
      const response = await this.setup.http("GET", `/v1/widget/${encodeURIComponent(this.setup.merchant)}`);
      const config = (await response.json()) as Config;
      this.setup.shopVault.write("config", config);
      this.store.set({ config, absent: false });
    } catch (error) {
      if (error instanceof Problem && (error.status === 404 || error.status === 403)) {
        this.setup.shopVault.remove("config");
        this.store.set({ config: null, absent: true });
      }
      throw error;
    }
  }

  private async deliver(item: Outgoing): Promise<Sent & { conversation: string }> {
    if (!this.store.get().online) throw new Offline();
    let id = item.conversation ?? this.id;
    if (!id) {
      await this.begin();
      id = this.id;
    }
    if (!id) throw new Unreachable("no conversation");
    try {
      return await this.post(id, item);
    } catch (error) {
      const gone = error instanceof Problem && [404, 409, 410].includes(error.status);
      if (!gone) throw error;
      // the conversation ended while this waited: it goes into the one that is open now
      const opened = await this.openConversation();
      if (opened.id === id) throw error;
      const sent = await this.post(opened.id, item);
      await this.quietly(
        this.session.json<Status>("GET", `/v1/conversations/${opened.id}`).then((status) => this.adopt(status)),
      );
      return sent;
    }
  }

  private async post(id: string, item: Outgoing): Promise<Sent & { conversation: string }> {
    const body: Record<string, unknown> = { clientKey: item.clientKey, body: item.body };
    if (item.choice !== null) body["choice"] = item.choice;
    if (item.attachments.length > 0) body["attachments"] = item.attachments.map((one) => one.id);
    const sent = await this.session.json<Sent>("POST", `/v1/conversations/${id}/messages`, body);
    return { ...sent, conversation: id };
  }

  private async upload(file: File): Promise<Attachment> {
    const body = new FormData();
    body.append("file", file, file.name || "image.png");
    const response = await this.session.ask("POST", "/v1/attachments", { body, timeoutMs: 120_000 });
    return (await response.json()) as Attachment;
  }

  private async act(what: "handoff" | "close", body: unknown): Promise<void> {
    const id = this.id;
    this.store.set({ actFailed: false });
    try {
      if (!id) throw new Unreachable("no conversation");
      const status = await this.session.json<Status>("POST", `/v1/conversations/${id}/${what}`, body);
      if (status.id === this.id) this.store.set({ status: mergeStatus(this.store.get().status, status) });
      await this.quietly(this.catchUp());
    } catch {
      this.store.set({ actFailed: true });
    }
  }

  private async readMessages(): Promise<void> {
    const id = this.id;
    if (!id) return;
    await readOn(this.session, id, () => this.store.get().thread, (thread, added) => {
      if (this.id !== id || this.disposed) return false;
      const answered = added.some((message) => message.speaker !== "consumer");
      this.store.set(answered ? { thread, typing: null } : { thread });
      this.showOutgoing();
      return true;
    });
  }

  private async readStatusOnce(): Promise<void> {
    const id = this.id;
    if (!id) return;
    const status = await this.session.json<Status>("GET", `/v1/conversations/${id}`);
    if (this.id !== id || this.disposed) return;
    this.store.set({ status: mergeStatus(this.store.get().status, status) });
    if (status.seq > lastSeq(this.store.get().thread)) await this.catchUp();
  }

  /** What is on its way, less what the thread shows already. */
  private showOutgoing(): void {
    const { thread } = this.store.get();
    const all = this.outbox.list();
    const id = this.id;
    const done = all.filter(
      (item) => item.seq !== null && (item.conversation !== id || item.seq <= lastSeq(thread)),
    );
    for (const item of id ? done : []) this.setup.vault.remove(`out:${item.clientKey}`);
    for (const item of all) if (item.seq !== null && item.conversation === id) this.sentKeys.set(item.seq, item.clientKey);
    this.store.set({ outgoing: stillOutgoing(thread, all.filter((item) => !done.includes(item))) });
  }

  private onOtherTab(key: string): void {
    if (key.startsWith("out:")) this.showOutgoing();
    const kept = key === "conversation" ? this.setup.vault.read<{ id: string }>("conversation") : null;
    if (kept && kept.id !== this.id) {
      void this.quietly(
        this.session.json<Status>("GET", `/v1/conversations/${kept.id}`).then((status) => this.adopt(status)),
      );
    }
  }

  private comeBack(): void {
    if (!this.id) {
      if (this.store.get().stage === "stuck") void this.begin();
      return;
    }
    this.follower.wake();
    this.outbox.revive();
  }

  /** For reads that something else will repeat: a failure changes nothing on screen. */
  private async quietly(work: Promise<unknown>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch {
      return false;
    }
  }
}
