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
  await show(<HandoffCard id="c1" slots={false} handoff={{ summary: "Where is it?\nBot: On its way.", reason: "asked-for-person", slots: [], promises: [], at: "2026-11-21T10:00:00Z", order }} />);
  expect(screen.getByText("SO-7")).toBeTruthy();
  expect(screen.getByText(/Bot: On its way/)).toBeTruthy();
});

test("the card tells who said what, in the page's own words for the bot", async () => {
  fakeServer();
  const lines = [{ speaker: "consumer", text: "Where is it?" }, { speaker: "bot", text: "On its way." }];
  await show(<HandoffCard id="c1" slots={false} handoff={{ summary: "Where is it?\nOn its way.", lines, reason: "asked-for-person", slots: [], promises: [], at: "2026-11-21T10:00:00Z" }} />);
  expect(screen.getAllByRole("listitem").map((line) => line.textContent)).toEqual(["Where is it?", expect.stringMatching(/^(Bot:|机器人：) On its way\.$/)]);
});

test("the card shows what is to be done, what is known of it and what is still to be asked", async () => {
  fakeServer();
  const request = { kind: "return-order", orderNumber: "SO-7", slots: [{ name: "reason", value: "quality" }, { name: "address", value: "12 Baker St" }], words: "take it back", missing: "size" };
  await show(<HandoffCard id="c1" slots={false} handoff={{ summary: "", reason: "request", slots: [], promises: [], at: "2026-11-21T10:00:00Z", request }} />);
  const wanted = screen.getByRole("region", { name: /^(Wanted|要办理)$/ });
  expect(wanted.textContent).toMatch(/^(Return|退货)SO-7/);
  expect(wanted.textContent).toMatch(/faulty|质量问题/);
  expect(wanted.textContent).toContain("12 Baker St");
  expect(wanted.textContent).toContain("take it back");
  expect(wanted.textContent).toMatch(/(Still to ask: Size|还需询问：尺码)/);
});
