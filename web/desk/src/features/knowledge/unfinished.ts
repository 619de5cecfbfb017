import type { Content, Id } from "@serviceos/shared/api";

/** An item that can't be saved yet, such as one with a question and no answer: kept in this browser until it can. */
interface Unfinished {
  id: Id;
  content: Content;
}

/** A new item and a change to an old one don't take each other's place. */
const keyOf = (tenant: Id, isNew: boolean) => `serviceos.unfinished-${isNew ? "new" : "change"}.${tenant}`;

export function readUnfinished(tenant: Id, isNew: boolean): Unfinished | undefined {
  try {
    const kept = localStorage.getItem(keyOf(tenant, isNew));
    return kept ? (JSON.parse(kept) as Unfinished) : undefined;
  } catch {
    return undefined;
  }
}

export function keepUnfinished(tenant: Id, isNew: boolean, item: Unfinished): void {
  localStorage.setItem(keyOf(tenant, isNew), JSON.stringify(item));
}

export function dropUnfinished(tenant: Id, id: Id): void {
  for (const isNew of [true, false]) if (readUnfinished(tenant, isNew)?.id === id) localStorage.removeItem(keyOf(tenant, isNew));
}
