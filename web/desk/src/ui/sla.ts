import type { ConversationRow } from "@serviceos/shared/api";

export type Sla = "none" | "calm" | "soon" | "late";

/** Amber in the last quarter of the time allowed, red once it has passed. */
export function slaOf(row: ConversationRow, now: number): Sla {
  if (!row.waitingSince) return "none";
  if (!row.replyBy) return "calm";
  const due = Date.parse(row.replyBy);
  if (now >= due) return "late";
  const allowed = due - Date.parse(row.waitingSince);
  const quarter = allowed > 0 ? Math.min(allowed / 4, 60_000) : 60_000;
  return due - now <= quarter ? "soon" : "calm";
}
