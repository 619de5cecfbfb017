import type { ConversationRow, Tile } from "@serviceos/shared/api";
import { cleanup, screen } from "@testing-library/react";
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
