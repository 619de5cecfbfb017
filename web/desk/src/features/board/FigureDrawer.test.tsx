import type { ConversationRow, Tile } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { FigureDrawer } from "./FigureDrawer";
import { show } from "./testing";

// Without layout a virtual list would show nothing; here every row is shown.
vi.mock("@tanstack/react-virtual", () => ({
  useVirtualizer: ({ count }: { count: number }) => ({
    getTotalSize: () => 0,
    getVirtualItems: () => Array.from({ length: count }, (_, index) => ({ index, key: index, start: 0 })),
  }),
}));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const tile = (key: Tile["key"], value: number, unit: Tile["unit"] = "count"): Tile => ({ key, value, unit, state: "plain" });
const row = (part: Partial<ConversationRow>): ConversationRow => ({
  id: "c1", merchant: { id: "m", name: "Lamp shop" }, channel: "web", state: "assigned", consumer: { id: "00001a2b", verified: false },
  seq: 1, unread: 0, locale: "en", openedAt: ago(3_600), ...part,
});

test("who waits unanswered with an agent is shown with the agent, red once the promise is broken", async () => {
  await show(<FigureDrawer tenant="m" tile={tile("waiting", 1)} definition={undefined} onClose={() => undefined} />, () => ({
    figure: "waiting", value: 1, items: [row({ agent: { id: "mei", name: "Mei" }, waitingSince: ago(1_200), replyBy: ago(1_140) })],
  }));
  expect((await screen.findByText(/waits 20:0/)).className).toContain("late");
  expect(screen.getByText("Mei")).toBeTruthy();
});

test("agents online are listed, and the messages of a minute by conversation", async () => {
  await show(<FigureDrawer tenant="m" tile={tile("agentsOnline", 1)} definition={undefined} onClose={() => undefined} />, () => ({
    figure: "agentsOnline", value: 1, items: [], others: [{ id: "mei", name: "Mei", assigned: 2, capacity: 5 }],
  }));
  expect(await screen.findByText("Mei")).toBeTruthy();
  expect(screen.getByText("2 / 5")).toBeTruthy();
  cleanup();

  await show(<FigureDrawer tenant="m" tile={tile("messagesPerMinute", 3, "per-minute")} definition={undefined} onClose={() => undefined} />, () => ({
    figure: "messagesPerMinute", value: 3, items: [row({})], counts: { c1: 3 },
  }));
  expect(await screen.findByText("3 messages")).toBeTruthy();
  expect(screen.getByText("Visitor 1a2b")).toBeTruthy();
});

test("behind the mean first response stands how long each conversation waited for it, not how long it waits now", async () => {
  await show(<FigureDrawer tenant="m" tile={tile("firstResponse", 75, "seconds")} definition={undefined} onClose={() => undefined} />, () => ({
    figure: "firstResponse", value: 75, items: [row({ waitingSince: ago(1_200) })], seconds: { c1: 75 },
  }));
  expect(await screen.findByText("first reply after 1:15")).toBeTruthy();
  expect(screen.queryByText(/waits/)).toBeNull();
});

test("of a share one sees what counts, and what it is a share of", async () => {
  const asked: (string | null)[] = [];
  await show(<FigureDrawer tenant="m" tile={tile("botShare", 0.5, "share")} definition={undefined} onClose={() => undefined} />, (url) => {
    asked.push(url.searchParams.get("whole"));
    const items = [row({ id: "c1" }), row({ id: "c2" })];
    return { figure: "botShare", value: 0.5, items: url.searchParams.has("whole") ? items : items.slice(1) };
  });
  expect(await screen.findByText("1 row, read together with the figure")).toBeTruthy();
  fireEvent.click(screen.getByText("All opened today"));
  expect(await screen.findByText("2 rows, read together with the figure")).toBeTruthy();
  expect(asked).toEqual([null, "true"]);
});
