import type { Gap } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show, tenant } from "../testing";
import { readUnfinished } from "../unfinished";
import { GapsPage } from "./GapsPage";

afterEach(cleanup);

const gap = (title: string, key: string, more: Partial<Gap> = {}): Gap => ({
  key, title, language: "en", volume: 4, failed: 3, misses: { unknown: 2, choices: 1, handedOver: 0, wrong: 0 },
  days: Array.from({ length: 7 }, () => ({ volume: 0, failed: 0 })), lastAt: "2026-11-20T08:00:00Z",
  questions: [
    { key, text: title, count: 3, failed: 3, conversation: "c".repeat(32), seq: 2 },
    { key: `${key}1`, text: `${title} please`, count: 1, failed: 0, conversation: "d".repeat(32), seq: 2 },
  ],
  ...more,
});
const wrap = gap("Do you gift wrap?", "0000000000000001", { nearest: { item: "a".repeat(32), question: "Wrapping", similarity: 0.4, inherited: false } });
const zebra = gap("Zebra colours", "0000000000000002");

function server(items = [wrap, zebra]) {
  let open = items;
  return (asked: { method: string; path: string; body: unknown }) => {
    if (asked.path === "/v1/knowledge/gaps") return { items: open, questions: 9, failed: 6, firstDay: "2026-11-14T00:00:00Z", at: "2026-11-20T08:00:00Z" };
    if (asked.method === "POST") {
      const { key, similar } = asked.body as { key: string; similar?: string[] };
      open = open.filter((one) => one.key !== key);
      return { id: "e".repeat(32), added: similar ?? [] };
    }
    if (asked.method === "DELETE") {
      open = items;
      return null;
    }
    return undefined;
  };
}

test("one key gives the failed questions to the nearest item, and another takes that back", async () => {
  const calls = await show(<GapsPage tenant={tenant} write onLeave={() => undefined} />, server());
  expect(await screen.findByRole("heading", { name: "Do you gift wrap?" })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "s" });
  expect(await screen.findByText("1 question added to “Wrapping”, to be published")).toBeTruthy();
  const posted = calls.find((call) => call.method === "POST")?.body as Record<string, unknown>;
  expect(posted).toMatchObject({ verdict: "similar", item: "a".repeat(32), similar: ["Do you gift wrap?"], volume: 4, days: 7 });
  expect(await screen.findByRole("heading", { name: "Zebra colours" })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "u" });
  expect(await screen.findByRole("heading", { name: "Do you gift wrap?" })).toBeTruthy();
  expect(calls.some((call) => call.method === "DELETE" && call.path.endsWith("e".repeat(32)))).toBe(true);
});

test("j goes to the next gap, and n opens a new item with its questions", async () => {
  await show(<GapsPage tenant={tenant} write onLeave={() => undefined} />, server());
  await screen.findByRole("heading", { name: "Do you gift wrap?" });
  fireEvent.keyDown(document.body, { key: "j" });
  expect(await screen.findByRole("heading", { name: "Zebra colours" })).toBeTruthy();
  fireEvent.click(screen.getByRole("checkbox", { name: "Zebra colours please" }));
  fireEvent.keyDown(document.body, { key: "n" });
  await waitFor(() => expect(readUnfinished(tenant, true)?.content).toMatchObject({ question: "Zebra colours", similar: ["Zebra colours please"], language: "en" }));
});

test("what was begun and not finished is not written over", async () => {
  const calls = await show(<GapsPage tenant={tenant} write onLeave={() => undefined} />, server());
  await screen.findByRole("heading", { name: "Do you gift wrap?" });
  localStorage.setItem(`serviceos.unfinished-new.${tenant}`, JSON.stringify({ id: "b".repeat(32), content: { question: "Mine" } }));
  fireEvent.keyDown(document.body, { key: "n" });
  expect(await screen.findByText(/still unfinished/)).toBeTruthy();
  expect(calls.some((call) => call.method === "POST")).toBe(false);
});

test("without an item there is nothing to be similar to", async () => {
  const calls = await show(<GapsPage tenant={tenant} write onLeave={() => undefined} />, server([zebra]));
  await screen.findByRole("heading", { name: "Zebra colours" });
  fireEvent.keyDown(document.body, { key: "s" });
  expect(await screen.findByText("Pick the item that gets the questions first.")).toBeTruthy();
  expect(calls.some((call) => call.method === "POST")).toBe(false);
});

test("an empty list teaches, and who only reads decides nothing", async () => {
  await show(<GapsPage tenant={tenant} write={false} onLeave={() => undefined} />, server([]));
  expect(await screen.findByText("No question was missed")).toBeTruthy();
  cleanup();
  await show(<GapsPage tenant={tenant} write={false} onLeave={() => undefined} />, server());
  const shown = within(await screen.findByRole("region", { name: "Do you gift wrap?" }));
  expect(shown.queryByRole("button")).toBeNull();
});
