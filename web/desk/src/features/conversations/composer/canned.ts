import type { CannedReply, Locale, OrderCard } from "@serviceos/shared/api";
import { finds } from "../../../ui/palette/pinyin";

export interface Variables {
  consumer?: string | undefined;
  agent: string;
  order?: OrderCard | undefined;
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

/** Fills in what is known; what isn't stays visible as `{{order}}` for the agent to see. */
export function fill(body: string, variables: Variables): string {
  const values: Record<string, string | undefined> = {
    consumer: variables.consumer, agent: variables.agent, order: variables.order?.number,
  };
  return body.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

export function unfilled(text: string): string | undefined {
  return /\{\{\s*\w+\s*\}\}/.exec(text)?.[0];
}
