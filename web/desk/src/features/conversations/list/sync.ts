import type { ConversationChanges, ConversationPage, ConversationRow, DeskView, Id } from "@serviceos/shared/api";
import { call, ProblemError, query } from "@serviceos/shared/http";
import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../keys";
import { addPage, applyChanges, belongs, emptyDesk, forget, type Desk, type News } from "./rows";

const pageSize = 200;
const sliceSize = 100;
/** At most four rereads a second, whatever the nudges; one in a storm, whose rows nobody could read sooner anyway. */
const gapMs = 250;
const stormGapMs = 1_000;
const stormRows = 25;
const retryMs = 3_000;
const backgroundMost = 30_000;
const closedAtOnce = 400;

/**
 * Keeps the desk's rows in the query cache: a snapshot a view, then only changes. One read of changes is in flight
 * at any time; nudges that come meanwhile become one more read.
 */
export class DeskSync {
  private running: Promise<void> | undefined;
  private begun: Promise<void> | undefined;
  private again = false;
  private lastPull = 0;
  private gap = gapMs;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly nextPage: Partial<Record<DeskView, string>> = {};

  private readonly listeners = new Set<(news: News) => void>();

  constructor(private readonly client: QueryClient, readonly me: Id) {
    client.setQueryDefaults(keys.desk, { structuralSharing: false, gcTime: Infinity, staleTime: Infinity });
    if (client.getQueryData<Desk>(keys.desk)?.me !== me) client.setQueryData(keys.desk, emptyDesk(me));
  }

  stop(): void {
    clearTimeout(this.retry);
    this.again = false;
  }

  /** Hears what a change brought that deserves attention. */
  listen(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Loads a view once; big ones go on in the background, closed ones on demand. */
  async ensure(view: DeskView): Promise<void> {
    const desk = this.desk();
    if (desk.loaded[view] !== "no") return;
    desk.loaded[view] = "loading";
    // "All" is already in the right order, so that a part of it shows at once.
    desk.views[view] = desk.views.all.filter((entry) => belongs(entry.row, view, this.me));
    this.publish(desk);
    await this.loadPages(view, view === "closed" ? closedAtOnce : backgroundMost);
  }

  /** Goes on with a view of which only a part is loaded. */
  async more(view: DeskView): Promise<void> {
    const desk = this.desk();
    if (desk.loaded[view] !== "part") return;
    desk.loaded[view] = "loading";
    await this.loadPages(view, desk.views[view].length + closedAtOnce);
  }

  /** Reads what changed since the last time; joins a read that is under way. */
  pull(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.drain().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Which conversation to show when this one leaves the view. */
  neighbour(view: DeskView, id: Id): Id | undefined {
    const list = this.desk().views[view];
    const place = list.findIndex((entry) => entry.row.id === id);
    return (list[place + 1] ?? (place > 0 ? list[place - 1] : undefined) ?? list.find((entry) => entry.row.id !== id))?.row.id;
  }

  /** A row that an action of mine brought back. */
  apply(row: ConversationRow): void {
    const desk = this.desk();
    const news = applyChanges(desk, [row]);
    this.publish(desk);
    this.tell({ ...news, queued: 0, unread: 0 });
  }

  /** What I have read up to a place is unread no longer; newer words will come with their own count. */
  read(id: Id, seq: number): void {
    const row = this.desk().entries.get(id)?.row;
    if (row && row.unread > 0 && row.seq <= seq) this.apply({ ...row, unread: 0 });
  }

  private async loadPages(view: DeskView, most: number): Promise<void> {
    try {
      await this.begin();
      for (;;) {
        const since = this.desk().stamp;
        const after = this.nextPage[view];
        const page = await call<ConversationPage>("GET", `/v1/desk/conversations${query({ view, after, limit: pageSize })}`);
        const desk = this.desk();
        for (let start = 0; start < page.items.length; start += sliceSize) {
          addPage(desk, page.items.slice(start, start + sliceSize), since);
          await idle();
        }
        this.nextPage[view] = page.next ?? "";
        if (!page.next || desk.views[view].length >= most) {
          desk.loaded[view] = page.next ? "part" : "all";
          this.publish(desk);
          return;
        }
        this.publish(desk);
      }
    } catch (error) {
      this.desk().loaded[view] = "no";
      delete this.nextPage[view];
      this.publish(this.desk());
      if (retriable(error)) this.retry = setTimeout(() => void this.ensure(view), retryMs);
    }
  }

  /** The cursor comes before the first snapshot is asked for, so that no change falls between the two. */
  private async begin(): Promise<void> {
    this.begun ??= call<ConversationPage>("GET", `/v1/desk/conversations${query({ view: "mine", limit: 1 })}`).then((page) => {
      const desk = this.desk();
      desk.cursor = page.cursor;
      desk.counts = page.counts;
    });
    try {
      await this.begun;
    } catch (error) {
      this.begun = undefined;
      throw error;
    }
  }

  private async drain(): Promise<void> {
    do {
      const early = this.gap - (Date.now() - this.lastPull);
      if (early > 0) await wait(early);
      this.again = false;
      this.lastPull = Date.now();
      try {
        await this.readChanges();
      } catch (error) {
        if (error instanceof ProblemError && [400, 404, 410].includes(error.status)) await this.startOver();
        else if (retriable(error)) this.retry = setTimeout(() => void this.pull(), retryMs);
        return;
      }
    } while (this.again);
  }

  private async readChanges(): Promise<void> {
    let rows = 0;
    for (;;) {
      const after = this.desk().cursor;
      if (after === undefined) return;
      const page = await call<ConversationChanges>("GET", `/v1/desk/changes${query({ after, limit: pageSize })}`);
      if (page.reload) return this.startOver();
      const news: News = { queued: 0, unread: 0, moved: [] };
      for (let start = 0; start < page.items.length; start += sliceSize) {
        const part = applyChanges(this.desk(), page.items.slice(start, start + sliceSize));
        news.queued += part.queued;
        news.unread += part.unread;
        news.moved.push(...part.moved);
        await idle();
      }
      const desk = this.desk();
      desk.cursor = page.cursor;
      desk.counts = page.counts;
      this.publish(desk);
      this.tell(news);
      rows += page.items.length;
      this.gap = rows < stormRows ? gapMs : stormGapMs;
      if (!page.more) return;
    }
  }

  /** The server no longer knows the cursor: read the loaded views anew. */
  private async startOver(): Promise<void> {
    const desk = this.desk();
    const views = (Object.keys(desk.loaded) as DeskView[]).filter((view) => desk.loaded[view] !== "no");
    forget(desk);
    this.begun = undefined;
    for (const view of views) delete this.nextPage[view];
    await Promise.all(views.map((view) => this.ensure(view)));
  }

  private tell(news: News): void {
    for (const listener of this.listeners) listener(news);
  }

  private desk(): Desk {
    return this.client.getQueryData<Desk>(keys.desk) ?? emptyDesk(this.me);
  }

  private publish(desk: Desk): void {
    this.client.setQueryData(keys.desk, { ...desk });
  }
}

const retriable = (error: unknown) => !(error instanceof ProblemError) || error.offline || error.status >= 429;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Lets typing and painting go first. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 0);
  });
}
