import type { Message, Note } from "@serviceos/shared/api";
import type { Pending } from "../composer/outbox";

/** What the thread shows, one line a thing. */
export type Line =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; first: boolean; chosen?: string | undefined }
  | { kind: "note"; key: string; note: Note }
  | { kind: "pending"; key: string; pending: Pending };

/** A new group of bubbles starts with another speaker or after this pause. */
const pauseMs = 180_000;

/** Messages, notes and what is being sent, in the order they belong, with a line for each new day. */
export function linesOf(messages: readonly Message[], notes: readonly Note[], pending: readonly Pending[], older = false): Line[] {
  const lines: Line[] = [];
  const firstSeq = messages[0]?.seq ?? 0;
  const waiting = notes.filter((note) => note.afterSeq >= firstSeq - 1).sort((a, b) => a.afterSeq - b.afterSeq || (a.at < b.at ? -1 : 1));
  let nextNote = 0;
  // With older messages to come, the first one may not open its day; and the list holds on to its first line.
  let dayShown = older && messages[0] ? dayOf(messages[0].sentAt) : "";

  const day = (at: string) => {
    const key = dayOf(at);
    if (key === dayShown) return;
    dayShown = key;
    lines.push({ kind: "day", key: `day-${key}`, at });
  };
  const notesUpTo = (seq: number) => {
    for (let note = waiting[nextNote]; note && note.afterSeq < seq; note = waiting[++nextNote]) {
      day(note.at);
      lines.push({ kind: "note", key: note.id, note });
    }
  };

  messages.forEach((message, index) => {
    notesUpTo(message.seq);
    day(message.sentAt);
    const before = messages[index - 1];
    const first = lines.at(-1)?.kind !== "message" || before?.speaker !== message.speaker || before.name !== message.name
      || Date.parse(message.sentAt) - Date.parse(before.sentAt) > pauseMs;
    lines.push({ kind: "message", key: `m${message.seq}`, message, first, chosen: chosenAfter(messages, index) });
  });
  notesUpTo(Infinity);
  for (const each of pending) lines.push({ kind: "pending", key: each.clientKey, pending: each });
  return lines;
}

/** Days are slow to work out; messages of one minute share theirs. */
const days = new Map<string, string>();
function dayOf(at: string): string {
  const minute = at.slice(0, 16);
  const known = days.get(minute);
  if (known !== undefined) return known;
  const key = new Date(at).toDateString();
  if (days.size > 20_000) days.clear();
  days.set(minute, key);
  return key;
}

/** The label the consumer tapped, when the message offered choices. */
function chosenAfter(messages: readonly Message[], index: number): string | undefined {
  const offered = messages[index]?.parts?.find((part) => part.type === "choices");
  if (!offered) return undefined;
  const reply = messages[index + 1];
  if (reply?.speaker !== "consumer") return undefined;
  return offered.choices.find((choice) => choice.label === reply.body)?.value;
}
