import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { fakeServer, show } from "../testing";
import { HandoffCard } from "./HandoffCard";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the card shows the order that the bot spoke of", async () => {
  fakeServer();
  const order = { id: "o", number: "SO-7", placedAt: "2026-11-20T10:00:00Z", state: "shipped" as const, total: { amount: 100, currency: "CNY" }, items: [{ name: "Lamp", quantity: 1 }], parcels: [] };
  await show(<HandoffCard slots={false} handoff={{ summary: "Where is it?\nBot: On its way.", reason: "asked-for-person", slots: [], promises: [], at: "2026-11-21T10:00:00Z", order }} />);
  expect(screen.getByText("SO-7")).toBeTruthy();
  expect(screen.getByText(/Bot: On its way/)).toBeTruthy();
});
