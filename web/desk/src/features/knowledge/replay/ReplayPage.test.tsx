import type { Flip, Replay } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Asked, show, tenant } from "../testing";
import { ReplayPage } from "./ReplayPage";

afterEach(cleanup);

const flip = (place: number, question: string): Flip => ({
  place, kind: place === 1 ? "lost" : "gained", question, count: 2, conversation: "c".repeat(32), seq: 2,
  before: { outcome: "answer", item: "a".repeat(32), what: "Wrapping", answer: "Yes.", choices: [], score: 0.9 },
  after: { outcome: "out-of-scope", choices: [], score: 0.1 },
});
const replay: Replay = {
  id: "e".repeat(32), state: "done", days: 7, total: 9, done: 9, by: "Mei", startedAt: "2026-11-20T08:00:00Z",
  summary: { questions: 9, kinds: { lost: 2, other: 0, reworded: 0, changed: 0, gained: 2 }, outcomes: [{ outcome: "answer", before: 5, after: 5 }, { outcome: "out-of-scope", before: 4, after: 4 }] },
  flips: [flip(1, "do you gift wrap"), flip(2, "zebra")],
};

function server(start: Replay | undefined) {
  let kept = start;
  let looks = 0;
  return (asked: Asked) => {
    if (asked.method === "POST") {
      kept = { ...replay, state: "waiting", total: 0, done: 0, summary: undefined as never, flips: [] };
      return { id: replay.id };
    }
    if (asked.method !== "GET") return null;
    if (asked.path === "/v1/knowledge/replays") return { items: kept ? [kept] : [] };
    if (asked.path.startsWith("/v1/knowledge/replays/") && kept) {
      if (kept.state !== "done" && looks++ > 0) kept = replay;
      return kept;
    }
    return { items: [] };
  };
}

test("a replay is started, watched and shows what would be lost beside what is answered now", async () => {
  await show(<ReplayPage tenant={tenant} write onLeave={() => undefined} />, server(undefined));
  expect(await screen.findByText("What would change before it is live")).toBeTruthy();
  screen.getAllByRole("button", { name: "Ask them again" }).slice(0, 1).forEach((button) => fireEvent.click(button));
  expect(await screen.findByText("Learning both versions…")).toBeTruthy();
  expect(await screen.findByText("4 of 9 questions would be answered otherwise", {}, { timeout: 4_000 })).toBeTruthy();
  const first = within(screen.getByText("do you gift wrap").closest("li") as HTMLElement);
  expect(first.getByText("do you gift wrap")).toBeTruthy();
  expect(first.getByText("Yes.")).toBeTruthy();
  expect(first.getByText(/After publishing · doesn't know/)).toBeTruthy();
});

test("one key judges a change and goes to the next", async () => {
  const calls = await show(<ReplayPage tenant={tenant} write onLeave={() => undefined} />, server(replay));
  await screen.findByText("4 of 9 questions would be answered otherwise");
  fireEvent.keyDown(document.body, { key: "w" });
  expect(await screen.findByText("0 better, 1 worse, 0 can't say")).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "b" });
  expect(await screen.findByText("1 better, 1 worse, 0 can't say")).toBeTruthy();
  await waitFor(() => expect(calls.filter((call) => call.method === "PUT").map((call) => call.body)).toEqual([{ place: 1, verdict: "worse" }, { place: 2, verdict: "better" }]));
});

test("one that runs can be cancelled; who only reads starts and judges nothing", async () => {
  const calls = await show(<ReplayPage tenant={tenant} write onLeave={() => undefined} />, (asked) =>
    asked.method === "GET" ? (asked.path === "/v1/knowledge/replays" ? { items: [{ ...replay, state: "running" }] } : { ...replay, state: "running", done: 3, summary: null, flips: [] }) : null);
  expect(await screen.findByText("3 of 9 questions")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(calls.some((call) => call.method === "DELETE")).toBe(true));
  cleanup();
  await show(<ReplayPage tenant={tenant} write={false} onLeave={() => undefined} />, server(replay));
  await screen.findByText("4 of 9 questions would be answered otherwise");
  expect(screen.queryByRole("button", { name: "Worse" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Ask them again" })).toBeNull();
});
