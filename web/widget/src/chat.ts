import { Api, type Looked } from "./api";
import type { Attachment, Config, Locale, Sent, Status } from "./contract";
import { Draft } from "./drafts";
import { Follower } from "./follower";
import { Offline, Problem, Unreachable, type Http } from "./http";
import { Looking } from "./looking";
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
  /** What is kept for this shop's visitor, when somebody is signed in; else null. */
  guestVault: Vault | null;
  merchant: string;
  who: string;
  memberToken: () => string;
  page: Looked;
  locale: () => Locale;
}

/** A closed conversation is still shown on opening for this long; after that opening starts a new one. */
const closedShownForMs = 12 * 3600_000;
const tail = 50;
const typingEveryMs = 3000;

/** One person's conversation with one shop, as this tab knows it. */
export class Chat {
  readonly store = new Store<ChatState>(firstState);
  readonly draft: Draft;
  /** Which key a stored message was sent with, so that its bubble stays the same one. */
  readonly sentKeys = new Map<number, string>();
  private readonly session: Session;
  private readonly api: Api;
  private readonly looking: Looking;
  private readonly outbox: Outbox;
  private readonly follower: Follower;
  private readonly stops: (() => void)[];
  private readonly catchUp = coalesced(() => this.readMessages());
  private readonly readStatus = coalesced(() => this.readStatusOnce());
  private beginning: Promise<void> | null = null;
  private typingSentAt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(private readonly setup: ChatSetup) {
    const { http, vault, merchant, memberToken, who } = setup;
    this.session = new Session(http, vault, merchant, memberToken, setup.locale, setup.guestVault);
    this.api = new Api(http, this.session, merchant);
    this.looking = new Looking(this.api, this.store, setup.page);
    this.outbox = new Outbox(vault, `serviceos:${merchant}:${who}:outbox`, (item) => this.deliver(item), {
      changed: () => this.showOutgoing(),
      delivered: () => void this.quietly(this.catchUp()),
      busy: (seconds) => this.store.set({ busySeconds: seconds }),
    });
    this.draft = new Draft(
      vault,
      (file) => this.api.upload(file),
      () => this.store.get().config?.attachmentBytesMax ?? 10 * 1024 * 1024,
    );
    this.follower = new Follower(this.api, this.store, {
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
    await this.quietly(this.session.carryOver());
    if (this.session.known) await this.quietly(this.api.current().then((status) => this.adopt(status)));
  }

  /** Quiet: it was open when the page was left, and nobody asked for it on this one. */
  open(quiet = false): void {
    this.store.set({ open: true, quiet });
    if (this.store.get().stage !== "ready") void this.begin();
    else void this.quietly(this.looking.tell());
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
    this.store.set({ askingPerson: true });
    if (!this.id) await this.begin();
    await this.act("handoff");
    this.store.set({ askingPerson: false });
  }

  /** Waits no longer for a person. */
  async backToBot(): Promise<void> {
    await this.act("back-to-bot");
  }

  async end(): Promise<void> {
    await this.act("close");
  }

  /** False when the rating did not arrive. */
  async rate(score: number, comment: string): Promise<boolean> {
    const id = this.id;
    if (!id) return false;
    try {
      await this.api.tell(id, "rating", comment ? { score, comment } : { score });
    } catch (error) {
      // rated already, from another tab or by a try whose answer was lost
      if (!(error instanceof Problem) || error.status !== 409) return false;
    }
    this.setup.vault.write("rated", { id, score });
    return true;
  }

  get isRated(): boolean {
    const rated = this.setup.vault.read<{ id: string }>("rated");
    return rated !== null && rated.id === this.id;
  }

  async older(): Promise<void> {
    const { thread, loadingOlder } = this.store.get();
    const id = this.id;
    if (!id || loadingOlder || thread.from === 0) return;
    this.store.set({ loadingOlder: true });
    const read = this.api.messagesBefore(id, thread.from + 1, tail).then((page) => {
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
    void this.quietly(this.api.tell(status.id, "read", { seq }));
  }

  typing(): void {
    const { status } = this.store.get();
    if (status?.state !== "assigned" || Date.now() - this.typingSentAt < typingEveryMs) return;
    this.typingSentAt = Date.now();
    void this.quietly(this.api.tell(status.id, "typing", {}));
  }

  /** What the shopper looks at now; the same again counts only when the shopper asks anew. */
  lookAt(page: Looked, anew = false): void {
    void this.quietly(this.looking.at(page, anew));
  }

  /** It is about no order any more, whatever the page says. */
  async dropOrder(): Promise<void> {
    if (!(await this.quietly(this.looking.dropOrder()))) void this.quietly(this.readStatus());
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
      await this.session.carryOver();
      if (!fresh && (await this.resume())) return;
      await this.adopt(await this.looking.open());
      // the shopper may have turned to something else meanwhile
      void this.quietly(this.looking.tell());
    } catch (error) {
      const refused = error instanceof Problem && !error.passing;
      this.store.set({ stage: "stuck", trouble: refused ? "refused" : "start" });
      const seconds = Math.max(8, (error instanceof Problem && error.retryAfterSeconds) || 0);
      if (!refused) this.retryTimer = setTimeout(() => this.comeBack(), seconds * 1000 + Math.random() * 4_000);
    }
  }

  /** Goes on with the conversation of the last visit. False when there is none worth showing. */
  private async resume(): Promise<boolean> {
    const kept = this.setup.vault.read<{ id: string }>("conversation");
    if (!kept?.id || !this.session.known) return false;
    try {
      const status = await this.api.status(kept.id);
      if (status.state === "closed") {
        if (this.outbox.list().some((item) => item.seq === null)) return false;
        const last = (await this.api.messagesAfter(kept.id, Math.max(0, status.seq - 1), 1)).items.at(-1);
        if (!last || Date.now() - Date.parse(last.sentAt) > closedShownForMs) return false;
      }
      await this.adopt(status);
      void this.quietly(this.looking.tell());
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  private async adopt(status: Status): Promise<void> {
    if (this.disposed) return;
    if (status.id !== this.id) {
      this.leave();
      this.store.set({ thread: emptyThread(Math.max(0, status.seq - tail)) });
    }
    this.store.set({ status: mergeStatus(this.store.get().status, status) });
    this.setup.vault.write("conversation", { id: status.id });
    await this.catchUp();
    this.store.set({ stage: "ready", trouble: null });
    this.showOutgoing();
    this.follower.follow();
    this.outbox.revive();
  }

  private leave(): void {
    this.follower.rest();
    this.sentKeys.clear();
    this.store.set({ status: null, thread: emptyThread(), typing: null, actFailed: false });
  }

  private async loadConfig(): Promise<void> {
    try {
      const config = await this.api.config();
      this.setup.shopVault.write("config", config);
      this.store.set({ config, absent: false });
    } catch (error) {
      if (isGone(error)) {
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
      return { ...(await this.api.say(id, item)), conversation: id };
    } catch (error) {
      if (!isGone(error) && !(error instanceof Problem && error.status === 409)) throw error;
      // the conversation ended while this waited: it goes into the one that is open now
      const opened = await this.looking.open();
      if (opened.id === id) throw error;
      const sent = await this.api.say(opened.id, item);
      await this.quietly(this.api.status(opened.id).then((status) => this.adopt(status)));
      return { ...sent, conversation: opened.id };
    }
  }

  private async act(what: "handoff" | "back-to-bot" | "close"): Promise<void> {
    const id = this.id;
    this.store.set({ actFailed: false });
    try {
      if (!id) throw new Unreachable("no conversation");
      const status = await this.api.act(id, what);
      if (status.id === this.id) this.store.set({ status: mergeStatus(this.store.get().status, status) });
      await this.quietly(this.catchUp());
    } catch {
      this.store.set({ actFailed: this.store.get().stage !== "stuck" });
      void this.quietly(this.readStatus());
    }
  }

  private async readMessages(): Promise<void> {
    const id = this.id;
    if (!id) return;
    await readOn(this.api, id, () => this.store.get().thread, (thread, added) => {
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
    try {
      const status = await this.api.status(id);
      if (this.id !== id || this.disposed) return;
      this.store.set({ status: mergeStatus(this.store.get().status, status) });
      if (status.seq > lastSeq(this.store.get().thread)) await this.catchUp();
    } catch (error) {
      if (!isGone(error) || this.id !== id || this.disposed) throw error;
      // the server does not know this visitor's conversation any more
      this.leave();
      this.setup.vault.remove("conversation");
      this.store.set({ stage: "asleep" });
      if (this.store.get().open) await this.begin();
    }
  }

  /** What is on its way, less what the thread shows already. */
  private showOutgoing(): void {
    const { thread } = this.store.get();
    const all = this.outbox.list();
    const id = this.id;
    const done = all.filter((item) => item.seq !== null && (item.conversation !== id || item.seq <= lastSeq(thread)));
    for (const item of all) if (item.seq !== null && item.conversation === id) this.sentKeys.set(item.seq, item.clientKey);
    for (const item of id ? done : []) this.setup.vault.remove(`out:${item.clientKey}`);
    this.store.set({ outgoing: stillOutgoing(thread, all.filter((item) => !done.includes(item))) });
  }

  private onOtherTab(key: string): void {
    if (key.startsWith("out:")) this.showOutgoing();
    const kept = key === "conversation" ? this.setup.vault.read<{ id: string }>("conversation") : null;
    if (kept && kept.id !== this.id) void this.quietly(this.api.status(kept.id).then((status) => this.adopt(status)));
  }

  private comeBack(): void {
    if (this.id) {
      this.follower.wake();
      this.outbox.revive();
    } else if (this.store.get().stage === "stuck") {
      void this.begin();
    }
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

function isGone(error: unknown): boolean {
  return error instanceof Problem && [403, 404, 410].includes(error.status);
}
