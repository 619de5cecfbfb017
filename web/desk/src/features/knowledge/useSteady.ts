import { useState } from "react";

/**
 * Rows in the places where they were first shown, though the server has the newest change first: an item that saves
 * itself while it is written must not run away. New ones come on top, later pages below; another list starts anew.
 */
export function useSteady<T extends { id: string }>(rows: readonly T[], list: string): T[] {
  const [kept, setKept] = useState<{ list: string; order: readonly string[] }>({ list, order: [] });
  const order = placed(rows.map((row) => row.id), kept.list === list ? kept.order : []);
  if (kept.list !== list || order.join() !== kept.order.join()) setKept({ list, order });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return order.flatMap((id) => byId.get(id) ?? []);
}

/** What stays keeps its place; of what is new, what stands below all that stays comes last, and the rest first. */
export function placed(ids: readonly string[], before: readonly string[]): string[] {
  const here = new Set(ids);
  const known = new Set(before);
  const stay = before.filter((id) => here.has(id));
  const last = ids.findLastIndex((id) => known.has(id));
  const fresh = (id: string) => !known.has(id);
  return [...ids.slice(0, last + 1).filter(fresh), ...stay, ...ids.slice(last + 1).filter(fresh)];
}
