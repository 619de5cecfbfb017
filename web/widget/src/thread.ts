import type { Choice, Message } from "./contract";
import type { Outgoing } from "./outbox";

/** A run of messages without gaps: every seq from `from + 1` to the last one held. */
export interface Thread {
  readonly from: number;
  readonly messages: readonly Message[];
}

export function emptyThread(from = 0): Thread {
  return { from, messages: [] };
}

export function lastSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? thread.from;
}

/** Adds what follows; what is already held is skipped, what would leave a gap is not taken. */
export function append(thread: Thread, items: readonly Message[]): Thread {
  let last = lastSeq(thread);
  const added: Message[] = [];
  for (const item of [...items].sort((a, b) => a.seq - b.seq)) {
    if (item.seq !== last + 1) continue;
    added.push(item);
    last = item.seq;
  }
  return added.length === 0 ? thread : { from: thread.from, messages: [...thread.messages, ...added] };
}

/** Adds what came before, again only without gaps. */
export function prepend(thread: Thread, items: readonly Message[]): Thread {
  let from = thread.from;
  const added: Message[] = [];
  for (const item of [...items].sort((a, b) => b.seq - a.seq)) {
    if (item.seq !== from) continue;
    added.unshift(item);
    from = item.seq - 1;
  }
  return added.length === 0 ? thread : { from, messages: [...added, ...thread.messages] };
}

/**
 * The outgoing messages to show below the thread. One that the server has stored is gone from here even when its answer
 * was lost on the way: it is known by its key, or else by its words among what came after it was written.
 */
export function stillOutgoing(thread: Thread, outgoing: readonly Outgoing[]): Outgoing[] {
  const own = thread.messages.filter((message) => message.speaker === "consumer");
  const taken = new Set<number>(outgoing.flatMap((item) => (item.seq === null ? [] : [item.seq])));
  const last = lastSeq(thread);
  return outgoing.filter((item) => {
    if (item.seq !== null) return item.seq > last;
    const stored = own.find(
      (message) =>
        !taken.has(message.seq) &&
        (message.clientKey ? message.clientKey === item.clientKey : message.seq > item.after && message.body === item.body),
    );
    if (stored) taken.add(stored.seq);
    return !stored;
  });
}

/** The consumer has said something, or is about to have. */
export function hasBegun({ thread, outgoing }: { thread: Thread; outgoing: readonly Outgoing[] }): boolean {
  return outgoing.length > 0 || thread.from > 0 || thread.messages.some((message) => message.speaker === "consumer");
}

/** What the consumer has not seen: words of the bot or of people, not of the system. */
export function unreadIn(thread: Thread, readUpTo: number): number {
  return thread.messages.filter(
    (message) => message.seq > readUpTo && (message.speaker === "bot" || message.speaker === "agent"),
  ).length;
}

export interface ChoiceUse {
  /** Nothing was said since: the buttons still count. */
  open: boolean;
  chosen: string | null;
}

const person = "person";

/** The buttons below the last message offer a person already. */
export function offersPerson(thread: Thread, outgoing: readonly Outgoing[]): boolean {
  const last = thread.messages.at(-1);
  return last?.parts?.some((part) => part.type === "choices" && part.choices.some(({ value }) => value === person) && choiceUse(last, part.choices, thread, outgoing).open) ?? false;
}

/** Whether the buttons of a message may still be tapped, and which one was. */
export function choiceUse(message: Message, choices: readonly Choice[], thread: Thread, outgoing: readonly Outgoing[]): ChoiceUse {
  const pending = outgoing.find((item) => item.after >= message.seq);
  const answer = thread.messages.find((later) => later.seq > message.seq && later.speaker === "consumer");
  const body = answer?.body ?? pending?.body;
  if (body === undefined) return { open: true, chosen: null };
  const value = answer ? undefined : pending?.choice;
  return { open: false, chosen: choices.find((choice) => choice.value === value || choice.label === body)?.value ?? null };
}
