import type { ConversationRow, DeskCounts, DeskView, Id } from "@serviceos/shared/api";

export { slaOf } from "../../../ui/sla";

/** A row with its sort keys worked out once. */
export interface Entry {
  readonly row: ConversationRow;
  /** When the standard breaks; `never` when nobody waits. */
  readonly due: number;
  readonly since: number;
  readonly last: number;
  readonly closed: number;
  /** The number of the change that brought it; a snapshot that began earlier doesn't overwrite it. */
  readonly stamp: number;
}

export type Loaded = "no" | "loading" | "part" | "all";

/** Every conversation the desk knows, and its sorted views. Changed in place; a new shell object tells React. */
export interface Desk {
  me: Id;
  entries: Map<Id, Entry>;
  views: Record<DeskView, Entry[]>;
  loaded: Record<DeskView, Loaded>;
  counts: DeskCounts;
  cursor: string | undefined;
  stamp: number;
  /** Unread messages in my own conversations. */
  unread: number;
}

/** What in a change deserves attention. */
export interface News {
  queued: number;
  unread: number;
  /** Conversations whose state or owner changed. */
  moved: Id[];
}

export const allViews: readonly DeskView[] = ["mine", "queue", "bot", "all", "closed"];
const never = Number.MAX_SAFE_INTEGER;

export function emptyDesk(me: Id): Desk {
  return {
    me,
    entries: new Map(),
    views: { mine: [], queue: [], bot: [], all: [], closed: [] },
    loaded: { mine: "no", queue: "no", bot: "no", all: "no", closed: "no" },
    counts: { mine: 0, queue: 0, bot: 0 },
    cursor: undefined,
    stamp: 0,
    unread: 0,
  };
}

export function belongs(row: ConversationRow, view: DeskView, me: Id): boolean {
  switch (view) {
    case "mine": return row.state === "assigned" && row.agent?.id === me;
    case "queue": return row.state === "queued";
    case "bot": return row.state === "bot";
    case "all": return row.state !== "closed";
    case "closed": return row.state === "closed";
  }
}

/** Puts present rows into every view that is loaded and takes them out of those they left. */
export function applyChanges(desk: Desk, rows: readonly ConversationRow[]): News {
  const news: News = { queued: 0, unread: 0, moved: [] };
  desk.stamp++;
  for (const row of rows) {
    const old = desk.entries.get(row.id)?.row;
    put(desk, row);
    if (row.state === "queued" && old?.state !== "queued") news.queued++;
    const unreadBefore = old && belongs(old, "mine", desk.me) ? old.unread : 0;
    if (belongs(row, "mine", desk.me) && row.unread > unreadBefore) news.unread += row.unread - unreadBefore;
    if (old && (old.state !== row.state || old.agent?.id !== row.agent?.id)) news.moved.push(row.id);
  }
  return news;
}

/** Adds a page of a snapshot that was asked for at `since`; rows changed after that are newer and stay. */
export function addPage(desk: Desk, rows: readonly ConversationRow[], since: number): void {
  for (const row of rows) {
    const known = desk.entries.get(row.id);
    if (known && known.stamp > since) continue;
    put(desk, row);
  }
}

function put(desk: Desk, row: ConversationRow): void {
  const old = desk.entries.get(row.id);
  const entry = entryOf(row, desk.stamp);
  let kept = false;
  for (const view of allViews) {
    if (desk.loaded[view] === "no") continue;
    const list = desk.views[view];
    if (old && belongs(old.row, view, desk.me)) remove(list, old, view);
    if (!belongs(row, view, desk.me)) continue;
    list.splice(placeOf(list, entry, view), 0, entry);
    kept = true;
  }
  if (old && belongs(old.row, "mine", desk.me)) desk.unread -= old.row.unread;
  if (belongs(row, "mine", desk.me)) desk.unread += row.unread;
  if (kept || isLoading(desk)) desk.entries.set(row.id, entry);
  else desk.entries.delete(row.id);
}

function isLoading(desk: Desk): boolean {
  return allViews.some((view) => desk.loaded[view] === "loading");
}

function entryOf(row: ConversationRow, stamp: number): Entry {
  const instant = (at: string | undefined, missing: number) => (at === undefined ? missing : Date.parse(at));
  return {
    row,
    stamp,
    due: instant(row.replyBy, never),
    since: instant(row.waitingSince, never),
    last: instant(row.lastMessage?.sentAt ?? row.openedAt, 0),
    closed: instant(row.closedAt, 0),
  };
}

/** About to break first; then who waits longest; then who wrote last. Closed ones: newest first. */
function compare(a: Entry, b: Entry, view: DeskView): number {
  if (view === "closed" && a.closed !== b.closed) return b.closed - a.closed;
  return a.due - b.due || a.since - b.since || b.last - a.last || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0);
}

/** Binary search: the list is never sorted as a whole. */
export function placeOf(list: readonly Entry[], entry: Entry, view: DeskView): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other && compare(other, entry, view) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function remove(list: Entry[], entry: Entry, view: DeskView): void {
  const place = placeOf(list, entry, view);
  if (list[place]?.row.id === entry.row.id) list.splice(place, 1);
}

/** Starts over for a view, keeping what the other views hold. */
export function forget(desk: Desk): void {
  desk.entries.clear();
  for (const view of allViews) {
    desk.views[view] = [];
    desk.loaded[view] = "no";
  }
  desk.unread = 0;
  desk.cursor = undefined;
}
