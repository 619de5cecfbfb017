import type { Message, Note } from "@serviceos/shared/api";
import { expect, test } from "vitest";
import { linesOf } from "./lines";

const message = (seq: number, sentAt: string, part: Partial<Message> = {}): Message => ({ seq, speaker: "consumer", body: `m${seq}`, sentAt, ...part });
const note = (afterSeq: number): Note => ({ id: `n${afterSeq}`, body: "note", author: { id: "mei", name: "Mei" }, at: "2026-11-21T10:00:30Z", afterSeq });
const keys = (lines: ReturnType<typeof linesOf>) => lines.map((line) => line.key);

test("a day opens with a line, and notes stand after the message they followed", () => {
  const lines = linesOf([message(1, "2026-11-20T10:00:00Z"), message(2, "2026-11-21T10:00:00Z"), message(3, "2026-11-21T10:01:00Z")], [note(2)], []);
  expect(keys(lines)).toEqual(["day-Fri Nov 20 2026", "m1", "day-Sat Nov 21 2026", "m2", "n2", "m3"]);
});

test("the first line keeps its key when older messages come before it", () => {
  const newer = [message(5, "2026-11-21T10:00:00Z"), message(6, "2026-11-21T10:01:00Z")];
  const older = [message(4, "2026-11-21T09:00:00Z"), ...newer];
  expect(keys(linesOf(newer, [], [], true))[0]).toBe("m5");
  expect(keys(linesOf(older, [], [], true))).toContain("m5");
});

test("the tapped choice is marked in the message that offered it", () => {
  const choices = [{ label: "Track", value: "track" }, { label: "Refund", value: "refund" }];
  const lines = linesOf([
    message(1, "2026-11-21T10:00:00Z", { speaker: "bot", parts: [{ type: "choices", choices }] }),
    message(2, "2026-11-21T10:00:10Z", { body: "Refund" }),
  ], [], []);
  expect(lines.find((line) => line.key === "m1")).toMatchObject({ chosen: "refund", first: true });
});

test("bubbles of one speaker stand together until a pause", () => {
  const lines = linesOf([message(1, "2026-11-21T10:00:00Z"), message(2, "2026-11-21T10:00:30Z"), message(3, "2026-11-21T10:09:00Z")], [], []);
  expect(lines.flatMap((line) => (line.kind === "message" ? [line.first] : []))).toEqual([true, false, true]);
});
