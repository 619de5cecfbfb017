import type { Board } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { LiveProvider } from "../../ui/live";
import { useFreshBoard } from "./useFreshBoard";

afterEach(cleanup);

/** Stands in for the tab's live stream; `nudge` is what the server would send. */
class FakeEventSource extends EventTarget {
  static last: FakeEventSource;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    super();
    FakeEventSource.last = this;
  }
  close() {}
  nudge(board: boolean) {
    this.dispatchEvent(new MessageEvent("changed", { data: JSON.stringify({ conversations: [], many: false, list: false, board, presence: false }) }));
  }
}

function Reads() {
  const { data } = useFreshBoard("t");
  return <p>{data ? `waiting ${data.tiles[0]?.value}` : "…"}</p>;
}

test("nudges while a read is under way make one more read after it, and the last state is shown", async () => {
  const answers: ((value: number) => void)[] = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  vi.stubGlobal("fetch", () => new Promise((resolve) => {
    answers.push((value) => resolve(Response.json({ at: "2026-11-21T08:00:00Z", tiles: [{ key: "waiting", value, unit: "count", state: "plain" }], series: [], merchants: [], agents: [] } satisfies Board)));
  }));
  const answer = async (at: number, value: number) => act(async () => { answers[at]?.(value); await new Promise((done) => setTimeout(done, 20)); });
  render(<QueryClientProvider client={new QueryClient()}><LiveProvider><Reads /></LiveProvider></QueryClientProvider>);

  await answer(0, 1);
  expect(screen.getByText("waiting 1")).toBeTruthy();
  act(() => FakeEventSource.last.nudge(false));
  expect(answers).toHaveLength(1);

  for (let n = 0; n < 5; n++) act(() => FakeEventSource.last.nudge(true));
  await answer(1, 2);
  expect(screen.getByText("waiting 2")).toBeTruthy();
  expect(answers).toHaveLength(3);
  await answer(2, 3);
  expect(screen.getByText("waiting 3")).toBeTruthy();
  expect(answers).toHaveLength(3);
});
