import type { CannedReply, Locale, OrderCard } from "@serviceos/shared/api";
import { day, money } from "@serviceos/shared/format";
import { finds } from "../../../ui/palette/pinyin";

export interface Variables {
  agent: string;
  consumer?: string | undefined;
  shop?: string | undefined;
  /** The order that is spoken of. */
  order?: OrderCard | undefined;
  /** The consumer's language, for sums and days. */
  locale: Locale;
}

/** The "/ref" being typed right before the caret, at the start of a line or after a space. */
export function slashAt(text: string, caret: number): { start: number; typed: string } | undefined {
  const found = /(?:^|\s)\/([^\s/]{0,24})$/.exec(text.slice(0, caret));
  return found ? { start: caret - (found[1]?.length ?? 0) - 1, typed: found[1] ?? "" } : undefined;
}

/** Replies that fit what was typed; the consumer's language and exact shortcuts first. */
export function matching(replies: readonly CannedReply[], typed: string, locale: Locale): CannedReply[] {
  const wanted = typed.toLowerCase();
  const rank = (reply: CannedReply) =>
    (reply.shortcut.toLowerCase() === wanted ? 0 : reply.shortcut.toLowerCase().startsWith(wanted) ? 1 : 2) + (reply.language === locale ? 0 : 3);
  return replies
    .filter((reply) => finds(typed, reply.shortcut) || finds(typed, reply.title) || reply.body.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.shortcut.localeCompare(b.shortcut))
    .slice(0, 8);
}

/** Fills in what is known; what isn't stays visible as `{{order.number}}` for the agent to see. Short names are those of older replies. */
export function fill(body: string, variables: Variables): string {
  const values = valuesOf(variables);
  return body.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => values[name.toLowerCase()] || whole);
}

function valuesOf({ agent, consumer, shop, order, locale }: Variables): Record<string, string | undefined> {
  const parcel = order?.parcels.find((each) => each.state !== "delivered") ?? order?.parcels[0];
  return {
    agent, "agent.name": agent, consumer, "consumer.name": consumer, "shop.name": shop, "merchant.name": shop,
    order: order?.number, "order.number": order?.number, "order.item": order?.items[0]?.name,
    "order.total": order && money(order.total, locale), "order.placed": order && day(order.placedAt, locale),
    "order.carrier": parcel?.carrier, "order.tracking": parcel?.trackingNumber,
  };
}

export interface Gap {
  start: number;
  end: number;
  text: string;
}

/** What nobody has filled in yet, in the order of the text. The same words as the server refuses; other braces are the agent's own. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(/\{\{\s*(?:agent|consumer|shop|merchant|order|campaign)(?:\.\w+)*\s*\}\}/gi)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length, text: found[0] }));
}
