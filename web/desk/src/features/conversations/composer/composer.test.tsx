import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { conversation, detailOf, fakeServer, show, type FakeServer } from "../testing";
import { ThreadPane } from "../thread/ThreadPane";

// Without layout a virtual list would show nothing; here every line is shown.
vi.mock("@tanstack/react-virtual", () => ({
  useVirtualizer: ({ count, getItemKey }: { count: number; getItemKey: (index: number) => string }) => ({
    getTotalSize: () => 0,
    getVirtualItems: () => Array.from({ length: count }, (_, index) => ({ index, key: getItemKey(index), start: 0 })),
    measureElement: () => undefined,
    scrollToEnd: () => undefined,
  }),
}));

const row = conversation();
const message = (seq: number, body: string, part: object = {}) => ({ seq, speaker: "consumer", body, sentAt: "2026-11-21T10:00:00Z", ...part });
let stored: ReturnType<typeof message>[] = [];

/** A server with one conversation that stores what is sent, once for each clientKey. */
function serve(): FakeServer {
  const server = fakeServer();
  const keys = new Map<unknown, number>();
  stored = [message(1, "Where is my parcel?")];
  server.on("GET", /\/desk\/conversations\/c1$/, () => ({ body: detailOf(row) }));
  server.on("GET", /\/notes$/, () => ({ body: { items: [] } }));
  server.on("GET", /\/messages/, ({ path }) => {
    const after = Number(new URLSearchParams(path.split("?")[1]).get("after") ?? 0);
    return { body: { items: stored.filter((each) => each.seq > after), next: null } };
  });
  server.on("POST", /\/messages$/, ({ body }) => {
    const seq = keys.get(body["clientKey"]) ?? stored.length + 1;
    if (!keys.has(body["clientKey"])) stored.push(message(seq, String(body["body"]), { speaker: "agent", name: "Mei" }));
    keys.set(body["clientKey"], seq);
    return { body: { id: `m${seq}`, seq, sentAt: "2026-11-21T10:01:00Z" } };
  });
  server.on("GET", /canned-replies/, () => ({ body: { items: [
    { id: "1", shortcut: "refund", title: "Refund time", body: "Dear {{consumer}}, refunds take 3 days. {{agent}}", language: "en", scope: "team" },
    { id: "2", shortcut: "order", title: "Order state", body: "Your order {{order}} is on its way.", language: "en", scope: "team" },
  ] } }));
  return server;
}

const openThread = () => show(<ThreadPane id="c1" contextOpen={false} onBack={() => undefined} onContext={() => undefined} onLeft={() => undefined} onOpen={() => undefined} onTaken={() => undefined} />);
const reply = () => screen.findByRole("textbox", { name: "Reply" });
const sends = (server: FakeServer) => server.filter((asked) => asked.method === "POST" && asked.path.endsWith("/messages"));

function type(field: HTMLElement, text: string) {
  fireEvent.change(field, { target: { value: text, selectionStart: text.length } });
}
const send = (field: HTMLElement) => fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("Ctrl+Enter sends what was typed and empties the field", async () => {
  const server = serve();
  await openThread();
  const field = await reply();
  type(field, "I am on it.");
  send(field);
  await waitFor(() => expect(sends(server)[0]?.body).toMatchObject({ body: "I am on it.", expectedSeq: 1 }));
  expect(field).toHaveProperty("value", "");
});

test("Enter alone makes a new line, and no key sends while an input method composes", async () => {
  const server = serve();
  await openThread();
  const field = await reply();
  type(field, "你好");
  fireEvent.keyDown(field, { key: "Enter" });
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true, isComposing: true });
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true, keyCode: 229 });
  expect(sends(server)).toHaveLength(0);
});

test("a failed send keeps its text, and a retry uses the same key so that it is stored once", async () => {
  const server = serve();
  let failures = 1;
  const answered = new Map<unknown, boolean>();
  server.on("POST", /\/messages$/, ({ body }) => {
    answered.set(body["clientKey"], true);
    if (failures-- > 0) return { status: 503, body: { type: "urn:serviceos:busy", title: "Busy", status: 503 } };
    stored.push(message(2, String(body["body"]), { speaker: "agent", name: "Mei" }));
    return { body: { id: "m2", seq: 2, sentAt: "2026-11-21T10:01:00Z" } };
  });
  await openThread();
  const field = await reply();
  type(field, "It ships today.");
  send(field);
  await waitFor(() => expect(localStorage.getItem("serviceos.outbox.c1")).toContain("It ships today."));
  const client = sends(server)[0]?.body["clientKey"];
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  await waitFor(() => expect(sends(server)).toHaveLength(2));
  expect(sends(server)[1]?.body["clientKey"]).toBe(client);
  expect(answered.size).toBe(1);
  await waitFor(() => expect(localStorage.getItem("serviceos.outbox.c1")).toBeNull());
});

test("when a colleague replied meanwhile nothing is sent until the writer decides", async () => {
  const server = serve();
  server.on("POST", /\/messages$/, ({ body }) => {
    if (body["force"]) return { body: { id: "m3", seq: 3, sentAt: "2026-11-21T10:01:00Z" } };
    stored.push(message(2, "Tom here, it ships today.", { speaker: "agent", name: "Tom" }));
    return { status: 409, body: { type: "urn:serviceos:colleague-replied", title: "A colleague replied", status: 409, colleague: "Tom", seq: 2 } };
  });
  await openThread();
  const field = await reply();
  type(field, "It ships tomorrow.");
  send(field);
  const warning = await screen.findByRole("alert");
  expect(warning.textContent).toContain("Tom replied since you began.");
  expect(warning.textContent).toContain("It ships tomorrow.");
  fireEvent.click(within(warning).getByRole("button", { name: "Edit" }));
  expect(field).toHaveProperty("value", "It ships tomorrow.");
  expect(screen.queryByRole("alert")).toBeNull();

  send(field);
  fireEvent.click(within(await screen.findByRole("alert")).getByRole("button", { name: "Send anyway" }));
  await waitFor(() => expect(sends(server).at(-1)?.body).toMatchObject({ force: true, body: "It ships tomorrow." }));
  expect(new Set(sends(server).map((asked) => asked.body["clientKey"])).size).toBe(1);
});

test("reply and internal note have their own drafts", async () => {
  const server = serve();
  await openThread();
  type(await reply(), "For the consumer");
  fireEvent.click(screen.getByRole("tab", { name: "Internal note" }));
  const note = await screen.findByRole("textbox", { name: "Internal note" });
  expect(note).toHaveProperty("value", "");
  type(note, "For colleagues");
  fireEvent.click(screen.getByRole("tab", { name: "Reply" }));
  expect(await reply()).toHaveProperty("value", "For the consumer");
  await waitFor(() => expect(server.filter((asked) => asked.method === "PUT").map((asked) => [asked.path.split("/").at(-1), asked.body["body"]]))
    .toEqual(expect.arrayContaining([["reply", "For the consumer"], ["note", "For colleagues"]])));
  expect(sends(server)).toHaveLength(0);
});

test("/ offers canned replies, filters them, and fills in the consumer and the agent", async () => {
  serve();
  await openThread();
  const field = await reply();
  type(field, "/");
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
  type(field, "/ref");
  await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
  fireEvent.keyDown(field, { key: "Enter" });
  expect(field).toHaveProperty("value", "Dear Ana, refunds take 3 days. Mei");
});

test("a canned reply is filled from the agent, the shop and the order that is spoken of", async () => {
  const server = serve();
  const order = (number: string) => ({
    id: number, number, placedAt: "2026-11-20T10:00:00Z", state: "shipped" as const, total: { amount: 12_900, currency: "CNY" }, items: [{ name: "Lamp", quantity: 1 }], parcels: [],
  });
  server.on("GET", /\/desk\/conversations\/c1$/, () => ({ body: detailOf(row, {
    orders: [order("SO-newest"), order("SO-7")],
    handoff: { summary: "", reason: "angry", slots: [], promises: [], at: "2026-11-21T10:00:00Z", order: order("SO-7") },
  }) }));
  server.on("GET", /canned-replies/, () => ({ body: { items: [
    { id: "3", shortcut: "full", title: "All", body: "{{agent.name}} of {{shop.name}} for {{consumer.name}}: {{order.number}}, {{order.item}}, {{ order.total }}.", language: "en", scope: "team" },
  ] } }));
  await openThread();
  const field = await reply();
  type(field, "/full");
  await screen.findByRole("option");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(field).toHaveProperty("value", "Mei of Lamp shop for Ana: SO-7, Lamp, ¥129.00.");
});

test("what can't be filled stays marked, keeps the reply from going, and has the cursor", async () => {
  const server = serve();
  await openThread();
  const field = await reply();
  type(field, "/order");
  await screen.findByRole("option");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByRole("button", { name: "{{order}}" })).toBeTruthy();

  send(field);
  expect((await screen.findByRole("alert")).textContent).toContain("Not sent: {{order}} is still to be filled in");
  const area = field as HTMLTextAreaElement;
  expect([area.selectionStart, area.selectionEnd]).toEqual([11, 20]);
  expect(sends(server)).toHaveLength(0);

  type(field, "Your order SO-1 is on its way, {{ like this }}.");
  expect(screen.queryByRole("button", { name: "{{order}}" })).toBeNull();
  send(field);
  await waitFor(() => expect(sends(server)).toHaveLength(1));
});

test("a conversation in the queue must be taken before one can reply", async () => {
  const server = serve();
  const queued = conversation({ state: "queued", agent: { id: "", name: "" } });
  server.on("GET", /\/desk\/conversations\/c1$/, () => ({ body: detailOf(queued) }));
  server.on("POST", /\/take$/, () => ({ status: 409, body: { type: "urn:serviceos:already-taken", title: "Taken", status: 409, by: "Tom" } }));
  await openThread();
  await screen.findByText("The consumer is waiting. Take the conversation to reply.");
  expect(screen.queryByRole("textbox", { name: "Reply" })).toBeNull();
  fireEvent.keyDown(document.body, { key: "t" });
  expect((await screen.findByRole("alert")).textContent).toContain("Tom was quicker");
});

test("shortcuts don't fire while one types", async () => {
  serve();
  await openThread();
  const field = await reply();
  fireEvent.keyDown(field, { key: "e" });
  expect(screen.queryByRole("dialog")).toBeNull();
  fireEvent.keyDown(document.body, { key: "e" });
  expect(await screen.findByRole("dialog")).toBeTruthy();
});

test("Alt with a digit puts a suggested reply into the draft, which the agent can change before it is sent", async () => {
  const server = serve();
  server.on("POST", /\/suggestions$/, () => ({ body: { seq: 1, items: [
    { item: "i1", question: "Where is my order?", text: "It arrives on Friday.", score: 0.7 }, { item: "i2", question: "Do you ship abroad?", text: "Only at home.", score: 0.3 },
  ] } }));
  await openThread();
  const field = await reply();
  expect(within(await screen.findByRole("list", { name: "Suggested replies" })).getAllByRole("button")).toHaveLength(2);
  fireEvent.keyDown(field, { key: "™", code: "Digit2", altKey: true });
  expect(field).toHaveProperty("value", "Only at home.");
  fireEvent.keyDown(field, { key: "1", code: "Digit1", altKey: true });
  expect(field).toHaveProperty("value", "It arrives on Friday.");
  fireEvent.keyDown(field, { key: "2", code: "Digit2", altKey: true, ctrlKey: true });
  expect(field).toHaveProperty("value", "It arrives on Friday.");

  type(field, "Dear Ana,");
  fireEvent.click(screen.getByRole("button", { name: /Only at home/ }));
  expect(field).toHaveProperty("value", "Dear Ana,\nOnly at home.");
  expect(sends(server)).toHaveLength(0);
  send(field);
  await waitFor(() => expect(sends(server)[0]?.body).toMatchObject({ body: "Dear Ana,\nOnly at home." }));
});

test("a desk that can't be told what to suggest is the desk without suggestions", async () => {
  const server = serve();
  server.on("POST", /\/suggestions$/, () => ({ status: 503, body: { type: "urn:serviceos:busy", title: "Busy", status: 503 } }));
  await openThread();
  await reply();
  await waitFor(() => expect(server.some((asked) => asked.path.endsWith("/suggestions"))).toBe(true));
  expect(screen.queryByRole("list", { name: "Suggested replies" })).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
});
