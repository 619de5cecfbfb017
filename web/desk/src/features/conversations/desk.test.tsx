import type { ConversationRow } from "@serviceos/shared/api";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { Route, Routes, useLocation } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { ConversationPage } from "./ConversationPage";
import { keys } from "./keys";
import { DeskKeeper } from "./list/DeskKeeper";
import { conversation, detailOf, fakeServer, show, type FakeServer } from "./testing";

vi.mock("@tanstack/react-virtual", () => ({
  useVirtualizer: () => ({ getTotalSize: () => 0, getVirtualItems: () => [], measureElement: () => undefined, scrollToEnd: () => undefined }),
}));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const queued = conversation({ id: "c2", state: "queued", agent: { id: "", name: "" }, consumer: { id: "bo", name: "Bo", verified: false }, waitingSince: new Date().toISOString() });

/** A desk with one conversation of Mei's that has two unread messages, and one that waits. */
function serve(presence = "online"): FakeServer & { rows: ConversationRow[] } {
  const server = Object.assign(fakeServer(), { rows: [conversation({ unread: 2 }), queued] });
  let state = presence;
  const counts = () => ({ mine: server.rows.filter((row) => row.agent?.id === "mei").length, queue: server.rows.filter((row) => row.state === "queued").length, bot: 0 });
  server.on("GET", /\/desk\/conversations\?/, ({ path }) => {
    const view = new URLSearchParams(path.split("?")[1]).get("view");
    const items = server.rows.filter((row) => (view === "mine" ? row.agent?.id === "mei" : view === "queue" ? row.state === "queued" : true));
    return { body: { items, next: null, counts: counts(), cursor: "1" } };
  });
  server.on("GET", /\/desk\/changes/, () => ({ body: { items: server.rows, cursor: "2", more: false, counts: counts() } }));
  server.on("GET", /\/desk\/conversations\/c\d$/, ({ path }) => ({ body: detailOf(server.rows.find((row) => path.endsWith(row.id)) ?? queued) }));
  server.on("GET", /\/(notes|canned-replies)$/, () => ({ body: { items: [] } }));
  server.on("GET", /\/messages/, () => ({ body: { items: [{ seq: 4, speaker: "consumer", body: "Hello?", sentAt: "2026-11-21T10:00:00Z" }], next: null } }));
  server.on("GET", /\/presence$/, () => ({ body: { state, assigned: 3, capacity: 5 } }));
  server.on("PUT", /\/presence$/, ({ body }) => {
    state = String(body["state"]);
    return { body: { state, assigned: 0, capacity: 5 } };
  });
  const take = () => {
    if (state === "offline") return { status: 409, body: { type: "urn:serviceos:not-present", title: "Conflict", status: 409 } };
    const taken = { ...queued, state: "assigned" as const, agent: { id: "mei", name: "Mei" } };
    server.rows = server.rows.map((row) => (row.id === "c2" ? taken : row));
    return { body: taken };
  };
  server.on("POST", /\/take-next$/, take);
  server.on("POST", /\/c2\/take$/, take);
  return server;
}

const Address = () => <output data-testid="address">{useLocation().pathname + useLocation().search}</output>;
const open = (address = "/conversations?view=mine") => show(
  <>
    <DeskKeeper />
    <Address />
    <Routes><Route path="/conversations/:id?" element={<ConversationPage />} /></Routes>
  </>, undefined, address);
const address = () => screen.getByTestId("address").textContent;

test("the badge of a conversation goes once it has been read", async () => {
  const server = serve();
  await open();
  const badge = await screen.findByLabelText("2 unread");
  fireEvent.click(badge);
  await waitFor(() => expect(server.some((asked) => asked.path.endsWith("/c1/read"))).toBe(true));
  await waitFor(() => expect(screen.queryByLabelText("2 unread")).toBeNull());
});

test("the counter says how many conversations there are now, not how many there were", async () => {
  serve();   // the presence that was read says 3
  await open();
  await screen.findByText("1/5");
});

test("who takes the next one while offline is busy with that one, without a refusal on the way", async () => {
  const server = serve("offline");
  await open();
  await screen.findByText("Offline", { selector: ".presence" });
  await waitFor(() => expect(screen.getByRole("button", { name: "Take next" }).hasAttribute("disabled")).toBe(false));
  fireEvent.click(screen.getByRole("button", { name: "Take next" }));
  await screen.findByText(/You were offline and are busy now/);
  await waitFor(() => expect(address()).toBe("/conversations/c2?view=mine"));
  const asked = server.filter((each) => /presence$|take-next$/.test(each.path) && each.method !== "GET").map((each) => `${each.method} ${each.path} ${each.body["state"] ?? ""}`.trim());
  expect(asked).toEqual(["PUT /v1/desk/presence busy", "POST /v1/desk/take-next"]);
});

test("what was taken from the queue stands in mine, and mine is shown", async () => {
  serve();
  await open("/conversations/c2?view=queue");
  fireEvent.click((await screen.findAllByRole("button", { name: "Take" }))[0] as HTMLElement);
  await waitFor(() => expect(address()).toBe("/conversations/c2?view=mine"));
  const list = screen.getByRole("region", { name: "Mine" });
  await waitFor(() => expect(within(list).getByText("Bo").closest("button")?.getAttribute("aria-current")).toBe("true"));
});

test("a search asks for all conversations and says where it looked", async () => {
  const server = serve();
  server.on("GET", /\/desk\/search/, () => ({ body: { items: [conversation({ id: "c9", state: "closed", consumer: { id: "chen", name: "Chen", verified: true } })], since: "2026-10-22T00:00:00Z" } }));
  await open("/conversations?view=mine&q=SO-1");
  expect(await screen.findByText("Chen")).toBeTruthy();
  expect(screen.getByText("1 found in names, messages and order numbers of the last 30 days")).toBeTruthy();
  expect(server.some((asked) => asked.path === "/v1/desk/search?q=SO-1")).toBe(true);
});

test("a colleague who leaves is no longer said to look, and I say when I leave", async () => {
  const server = serve();
  const client = await open("/conversations/c1?view=mine");
  await screen.findByRole("heading", { name: "Ana" });
  const hear = (names: string[]) => act(() => void client.setQueryData(keys.viewers("c1"), { names, at: Date.now() + 1_000 }));
  hear(["Tom"]);
  expect(await screen.findByText("Tom is looking too")).toBeTruthy();
  hear([]);
  await waitFor(() => expect(screen.queryByText("Tom is looking too")).toBeNull());

  cleanup();
  await waitFor(() => expect(server.some((asked) => asked.method === "DELETE" && asked.path.endsWith("/c1/viewing"))).toBe(true));
});
