import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Chat } from "../chat";
import type { Status } from "../contract";
import { translator } from "../i18n";
import { firstState, type ChatState } from "../state";
import { Around } from "./context";
import { Person } from "./Footer";

afterEach(() => render(null, document.body));

const backToBot = vi.fn(async () => undefined);

function show(queue: NonNullable<Status["queue"]>, config: Partial<NonNullable<ChatState["config"]>> = {}): string {
  const status: Status = { id: "c1", state: "queued", seq: 3, queue, readByConsumer: 0, readByAgent: 0 };
  const shop = { merchant: "m", name: "Lamp shop", color: "#000", locale: "en" as const, greeting: {}, attachmentBytesMax: 1, open: true, offlineMessage: { en: "Closed" }, ...config };
  render(
    <Around.Provider value={{ chat: { backToBot } as unknown as Chat, state: { ...firstState, stage: "ready", status, config: shop }, t: translator("en"), locale: "en", origin: "", enlarge: () => undefined }}>
      <Person />
    </Around.Provider>,
    document.body,
  );
  return document.body.textContent ?? "";
}

test("who waits reads the place and how long it takes, and may go back to the assistant", () => {
  const words = show({ position: 2, estimateSeconds: 150, onDuty: true });
  expect(words).toContain("2");
  expect(words).toMatch(/3 min|2 min/);
  expect(words).not.toContain("Nobody is on duty");
  [...document.querySelectorAll("button")].find((one) => one.textContent === "Go on with the assistant")?.click();
  expect(backToBot).toHaveBeenCalledOnce();
});

test("who waits for nobody is told so", () => {
  expect(show({ position: 1, onDuty: false })).toContain("Nobody is on duty right now");
});

test("after hours with somebody there nothing is said of being closed", () => {
  expect(show({ position: 1, onDuty: true }, { open: false })).not.toContain("Closed");
  expect(show({ position: 1, onDuty: false }, { open: false })).toContain("Closed");
});
