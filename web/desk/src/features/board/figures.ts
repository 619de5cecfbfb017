import type { Board, FigureUnit, Locale, Tile } from "@serviceos/shared/api";
import { clock, count, share } from "@serviceos/shared/format";

/** A figure as people read it; a dash when there is nothing to measure yet. */
export function figureText(value: number | null, unit: FigureUnit, locale: Locale): string {
  if (value === null) return "–";
  switch (unit) {
    case "count": return count(value, locale);
    case "seconds": return clock(value);
    case "share": return share(value, locale, 1);
    case "per-minute": return count(Math.round(value * 10) / 10, locale);
  }
}

export type Mood = "calm" | "warn" | "bad";

/** The worst of the tiles: calm when none asks for anything. */
export function moodOf(tiles: readonly Tile[]): Mood {
  if (tiles.some((tile) => tile.state === "bad")) return "bad";
  return tiles.some((tile) => tile.state === "warn") ? "warn" : "calm";
}

export function tileOf(board: Board, key: Tile["key"]): Tile | undefined {
  return board.tiles.find((tile) => tile.key === key);
}

export type Column = "name" | "waiting" | "longestWaitSeconds" | "inService" | "withBot" | "botShare" | "resolved" | "firstResponseSeconds" | "messagesPerMinute";
export interface Order {
  by: Column;
  down: boolean;
}

/** Merchants in the order asked for; ties go by who waits longest, then by name. */
export function ordered(merchants: Board["merchants"], order: Order, locale: Locale): Board["merchants"] {
  const sign = order.down ? -1 : 1;
  const compare = (a: Board["merchants"][number], b: Board["merchants"][number]) =>
    order.by === "name" ? a.name.localeCompare(b.name, locale) : (a[order.by] ?? -1) - (b[order.by] ?? -1);
  return merchants.toSorted((a, b) => sign * compare(a, b) || (b.longestWaitSeconds ?? -1) - (a.longestWaitSeconds ?? -1) || a.name.localeCompare(b.name, locale));
}
