import type { ConversationRow, Me } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { conversation, detailOf, fakeServer, mei, show, type FakeServer } from "../testing";
import { ThreadPane } from "./ThreadPane";

vi.mock("@tanstack/react-virtual", () => ({
  useVirtualizer: () => ({ getTotalSize: () => 0, getVirtualItems: () => [], measureElement: () => undefined, scrollToEnd: () => undefined }),
}));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const hua: Me = { ...mei, id: "hua", name: "hua", displayName: "Hua", role: "manager", permissions: ["desk.read", "desk.reply", "staff.write"] };

function serve(row: ConversationRow): FakeServer {
  const server = fakeServer();
  server.on("GET", /\/desk\/conversations\/c1$/, () => ({ body: detailOf(row) }));
  server.on("GET", /\/(notes|canned-replies|agents)$/, () => ({ body: { items: [] } }));
  server.on("GET", /\/presence$/, () => ({ body: { state: "online", assigned: 1, capacity: 5 } }));
  server.on("GET", /\/messages/, () => ({ body: { items: [{ seq: 1, speaker: "consumer", body: "Hello?", sentAt: "2026-11-21T10:00:00Z" }], next: null } }));
  return server;
}

const open = (me: Me) => show(<ThreadPane id="c1" contextOpen={false} onBack={() => undefined} onContext={() => undefined} onLeft={() => undefined} onOpen={() => undefined} onTaken={() => undefined} />, me);
const acts = () => screen.queryAllByRole("button").map((button) => button.textContent).filter((text) => /^(Take over|Take|Transfer|Close)/.test(text));

test("a manager takes over, transfers and closes what an agent has; a colleague doesn't", async () => {
  const server = serve(conversation({ agent: { id: "tom", name: "Tom" } }));
  server.on("POST", /\/take$/, () => ({ body: conversation({ agent: { id: "hua", name: "Hua" } }) }));
  await open(mei);
  await screen.findByText(/Tom has this conversation. You can write an internal note/);
  expect(acts()).toEqual([]);
  cleanup();

  await open(hua);
  await screen.findByText(/Tom has this conversation. Take over to reply yourself/);
  expect(acts()).toEqual(["Take over", "Transfer", "Close", "Take over"]);
  fireEvent.keyDown(document.body, { key: "t" });
  await waitFor(() => expect(server.some((asked) => asked.method === "POST" && asked.path.endsWith("/c1/take"))).toBe(true));
});
