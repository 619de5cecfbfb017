import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "./http";
import { backoff, deadAfterMs, EventParser, heldBackAfterMs, LiveReader, type Link } from "./live";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server whose streams the test opens, feeds and cuts. */
class FakeStreams {
  opened = 0;
  readonly events: string[] = [];
  readonly links: Link[] = [];
  private feed: ReadableStreamDefaultController<Uint8Array> | null = null;

  readonly reader: LiveReader;

  constructor(refusals: Error[] = []) {
    this.reader = new LiveReader({
      connect: async () => {
        this.opened++;
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        return new Response(new ReadableStream<Uint8Array>({ start: (feed) => void (this.feed = feed) }));
      },
      onEvent: (event) => void this.events.push(`${event.event} ${event.data}`),
      onLink: (link) => void this.links.push(link),
    });
  }

  async say(text: string): Promise<void> {
    this.feed?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(1);
  }

  async cut(): Promise<void> {
    this.feed?.error(new Error("cut"));
    await vi.advanceTimersByTimeAsync(1);
  }
}

test("Events are read however the network cuts them", () => {
  const whole = 'event: message\r\ndata: {"seq":7}\r\n\r\n: ping\n\nevent: status\ndata: {}\n\n';
  for (let size = 1; size < whole.length; size++) {
    const parser = new EventParser();
    const found = [];
    for (let at = 0; at < whole.length; at += size) found.push(...parser.push(whole.slice(at, at + size)));
    expect(found).toEqual([{ event: "message", data: '{"seq":7}' }, { event: "status", data: "{}" }]);
  }
});

test("Waiting doubles from half a second to fifteen, never all at once", () => {
  expect(backoff(0, () => 1)).toBe(500);
  expect(backoff(3, () => 1)).toBe(4000);
  expect(backoff(99, () => 1)).toBe(15_000);
  expect(backoff(99, () => 0)).toBe(7500);
});

test("A cut stream is opened again within half a second, and says so", async () => {
  const server = new FakeStreams();
  await server.say('event: message\ndata: {"seq":1}\n\n');
  await server.cut();
  expect(server.links).toEqual(["connecting", "live", "waiting"]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.opened).toBe(2);
  await server.say("event: status\ndata: {}\n\n");
  expect(server.links.at(-1)).toBe("live");
  expect(server.events).toEqual(['message {"seq":1}', "status {}"]);
  server.reader.stop();
});

test("A stream that went silent is given up; pings keep it", async () => {
  const server = new FakeStreams();
  for (let i = 0; i < 10; i++) {
    await server.say(": ping\n\n");
    await vi.advanceTimersByTimeAsync(15_000);
  }
  expect(server.opened).toBe(1);
  await vi.advanceTimersByTimeAsync(deadAfterMs);
  expect(server.opened).toBe(2);
  server.reader.stop();
});

test("When nothing comes through an open stream, polling is asked for until something does", async () => {
  const server = new FakeStreams();
  await vi.advanceTimersByTimeAsync(heldBackAfterMs + 1);
  expect(server.links).toEqual(["connecting", "polling"]);
  await vi.advanceTimersByTimeAsync(deadAfterMs);
  expect(server.links.at(-1)).toBe("polling");
  await server.say(": ping\n\n");
  expect(server.links.at(-1)).toBe("live");
  server.reader.stop();
});

test("A server that asks for time gets it; the network's return cuts a pause short", async () => {
  const server = new FakeStreams([new Problem(503, "", "", 60)]);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(server.opened).toBe(1);
  server.reader.wake();
  await vi.advanceTimersByTimeAsync(1);
  expect(server.opened).toBe(2);
  server.reader.stop();
});
