import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Offline, Problem, Unreachable } from "./http";
import { Outbox, type Delivery, type Outgoing } from "./outbox";
import { FakeStorage, tab } from "./test-vault";

/** A server that stores a message once for each key, and can lose its answers. */
class FakeServer {
  stored: string[] = [];
  faults: (Error | "lose the answer")[] = [];
  private readonly keys = new Map<string, number>();

  readonly deliver: Delivery = async (item) => {
    const fault = this.faults.shift();
    if (fault instanceof Error) throw fault;
    const seq = this.keys.get(item.clientKey) ?? this.stored.push(item.body);
    this.keys.set(item.clientKey, seq);
    if (fault) throw new Unreachable("connection closed");
    return { id: item.clientKey, seq, sentAt: "2026-11-21T12:00:00Z", conversation: "c1" };
  };
}

const events = { changed: vi.fn(), delivered: vi.fn(), busy: vi.fn() };
const open = (server: FakeServer, storage: FakeStorage) => new Outbox(tab(storage), "lock", server.deliver, events);
const draft = (body: string) => ({ conversation: "c1", after: 0, body, choice: null, attachments: [] });
const broken = () => new Problem(500, "", "", null);
const states = (outbox: Outbox) => outbox.list().map((item: Outgoing) => (item.failed ? item.failed.reason : item.seq === null ? "waiting" : "sent"));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("A message is sent once though its answer is lost", async () => {
  const server = new FakeServer();
  server.faults = ["lose the answer", "lose the answer"];
  const outbox = open(server, new FakeStorage());
  outbox.add(draft("hello"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(server.stored).toEqual(["hello"]);
  expect(states(outbox)).toEqual(["sent"]);
});

test("Messages arrive in the order they were written, past a failure in between", async () => {
  const server = new FakeServer();
  server.faults = [broken()];
  const outbox = open(server, new FakeStorage());
  for (const body of ["one", "two", "three"]) outbox.add(draft(body));
  await vi.advanceTimersByTimeAsync(5000);
  expect(server.stored).toEqual(["one", "two", "three"]);
});

test("After four tries a message has failed, keeps its key, and goes when tapped", async () => {
  const server = new FakeServer();
  server.faults = [broken(), broken(), broken(), broken()];
  const outbox = open(server, new FakeStorage());
  const { clientKey } = outbox.add(draft("hello"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(states(outbox)).toEqual(["unreachable"]);
  outbox.retry(clientKey);
  await vi.advanceTimersByTimeAsync(0);
  expect(states(outbox)).toEqual(["sent"]);
  expect(outbox.list()[0]?.clientKey).toBe(clientKey);
});

test("What waits outlives a reload and is sent by the next page", async () => {
  const storage = new FakeStorage();
  const down = new FakeServer();
  down.faults = Array.from({ length: 50 }, broken);
  open(down, storage).add(draft("hello"));
  await vi.advanceTimersByTimeAsync(100);

  const server = new FakeServer();
  const reloaded = open(server, storage);
  reloaded.revive();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.stored).toEqual(["hello"]);
});

test("A refused message stays with its reason, and those after it go on", async () => {
  const server = new FakeServer();
  server.faults = [new Problem(422, "urn:serviceos:invalid", "too long", null)];
  const outbox = open(server, new FakeStorage());
  outbox.add(draft("bad"));
  outbox.add(draft("good"));
  await vi.advanceTimersByTimeAsync(0);
  expect(server.stored).toEqual(["good"]);
  expect(states(outbox)).toEqual(["refused", "sent"]);
  outbox.revive();
  expect(states(outbox)).toEqual(["refused", "sent"]);
});

test("A busy server is left alone for as long as it asks", async () => {
  const server = new FakeServer();
  server.faults = [new Problem(503, "", "", 7)];
  const outbox = open(server, new FakeStorage());
  outbox.add(draft("hello"));
  await vi.advanceTimersByTimeAsync(6900);
  expect(server.stored).toEqual([]);
  expect(events.busy).toHaveBeenLastCalledWith(7);
  await vi.advanceTimersByTimeAsync(700);
  expect(server.stored).toEqual(["hello"]);
  expect(events.busy).toHaveBeenLastCalledWith(null);
});

test("Without a network a message waits instead of failing", async () => {
  const server = new FakeServer();
  server.faults = [new Offline()];
  const outbox = open(server, new FakeStorage());
  outbox.add(draft("hello"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states(outbox)).toEqual(["waiting"]);
  outbox.revive();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.stored).toEqual(["hello"]);
});

test("Two tabs that send at once lose nothing and double nothing", async () => {
  const storage = new FakeStorage();
  const server = new FakeServer();
  const [one, two] = [open(server, storage), open(server, storage)];
  one.add(draft("from one"));
  two.add(draft("from two"));
  one.revive();
  two.revive();
  await vi.advanceTimersByTimeAsync(5000);
  expect([...server.stored].sort()).toEqual(["from one", "from two"]);
  expect(one.list()).toEqual(two.list());
});

test("A full storage does not stop a message", async () => {
  const storage = new FakeStorage();
  storage.full = true;
  const server = new FakeServer();
  const outbox = open(server, storage);
  outbox.add(draft("hello"));
  await vi.advanceTimersByTimeAsync(0);
  expect(server.stored).toEqual(["hello"]);
});
