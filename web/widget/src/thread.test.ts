import { expect, test } from "vitest";
import type { Message } from "./contract";
import type { Outgoing } from "./outbox";
import { append, choiceUse, emptyThread, lastSeq, offersPerson, prepend, stillOutgoing, unreadIn } from "./thread";

const says = (seq: number, speaker: Message["speaker"], body = `m${seq}`): Message => ({ seq, speaker, body, sentAt: "2026-11-21T12:00:00Z" });
const waiting = (body: string, after = 0, change: Partial<Outgoing> = {}): Outgoing => ({
  clientKey: `key-${body}`, conversation: "c", after, at: 1, body, choice: null, attachments: [], seq: null, sentAt: null, failed: null, ...change,
});
const seqs = (thread: { messages: readonly Message[] }) => thread.messages.map((message) => message.seq);

test("Pages read twice, overlapping or out of order, give each message once and in order", () => {
  let thread = append(emptyThread(), [says(2, "bot"), says(1, "consumer")]);
  thread = append(thread, [says(2, "bot"), says(3, "consumer"), says(1, "consumer")]);
  expect(seqs(thread)).toEqual([1, 2, 3]);
});

test("A message that would leave a gap is not shown until the gap is filled", () => {
  let thread = append(emptyThread(), [says(1, "bot"), says(3, "bot")]);
  expect(seqs(thread)).toEqual([1]);
  expect(lastSeq(thread)).toBe(1);
  thread = append(thread, [says(2, "bot"), says(3, "bot")]);
  expect(seqs(thread)).toEqual([1, 2, 3]);
});

test("Earlier messages go before, and only without a gap", () => {
  const thread = append(emptyThread(50), [says(51, "bot")]);
  expect(seqs(prepend(thread, [says(48, "bot")]))).toEqual([51]);
  const longer = prepend(thread, [says(49, "bot"), says(50, "bot")]);
  expect(seqs(longer)).toEqual([49, 50, 51]);
  expect(longer.from).toBe(48);
});

test("An outgoing message leaves once the thread shows it", () => {
  const thread = append(emptyThread(), [says(1, "consumer", "hello")]);
  expect(stillOutgoing(thread, [waiting("hello", 0, { seq: 1 })])).toEqual([]);
  expect(stillOutgoing(emptyThread(), [waiting("hello", 0, { seq: 1 })])).toHaveLength(1);
});

test("A message whose answer was lost is not shown twice, and the same words said twice are", () => {
  const thread = append(emptyThread(), [says(1, "consumer", "hello")]);
  expect(stillOutgoing(thread, [waiting("hello")])).toEqual([]);
  expect(stillOutgoing(thread, [waiting("hello"), waiting("hello", 0, { clientKey: "second" })])).toHaveLength(1);
  expect(stillOutgoing(thread, [waiting("hello", 1)])).toHaveLength(1);
});

test("A key told by the server decides over the words", () => {
  const thread = append(emptyThread(), [{ ...says(1, "consumer", "hello"), clientKey: "other" }]);
  expect(stillOutgoing(thread, [waiting("hello")])).toHaveLength(1);
});

test("Unread counts the words of others only", () => {
  const thread = append(emptyThread(), [says(1, "consumer"), says(2, "bot"), says(3, "system"), says(4, "agent")]);
  expect(unreadIn(thread, 0)).toBe(2);
  expect(unreadIn(thread, 2)).toBe(1);
  expect(unreadIn(thread, 4)).toBe(0);
});

test("Choices count until something is said; the chosen one is known after a reload too", () => {
  const choices = [{ label: "Return", value: "r" }, { label: "Exchange", value: "x" }];
  const asked = says(2, "bot");
  const before = append(emptyThread(), [says(1, "consumer"), asked]);
  expect(choiceUse(asked, choices, before, [])).toEqual({ open: true, chosen: null });
  expect(choiceUse(asked, choices, before, [waiting("Exchange", 2, { choice: "x" })])).toEqual({ open: false, chosen: "x" });
  const after = append(before, [says(3, "consumer", "Return")]);
  expect(choiceUse(asked, choices, after, [])).toEqual({ open: false, chosen: "r" });
});

test("A person is offered by the last message's buttons until one of them was tapped or something was said", () => {
  const asks: Message = { ...says(2, "bot"), parts: [{ type: "choices", choices: [{ label: "Talk to a person", value: "person" }] }] };
  const thread = append(emptyThread(), [says(1, "consumer"), asks]);
  expect(offersPerson(thread, [])).toBe(true);
  expect(offersPerson(thread, [waiting("never mind", 2)])).toBe(false);
  expect(offersPerson(append(thread, [says(3, "consumer")]), [])).toBe(false);
  expect(offersPerson(append(emptyThread(), [says(1, "bot")]), [])).toBe(false);
});
