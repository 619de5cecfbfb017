import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useLocation } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
// The desk's fake server and its signed-in reader serve here too.
import { conversation, fakeServer, mei, show } from "../../features/conversations/testing";
import { useFinder } from "./commands";
import { PaletteDialog } from "./PaletteDialog";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const Address = () => <output data-testid="address">{useLocation().pathname + useLocation().search}</output>;
function Known() {
  useFinder((typed) => (typed === "wxm" ? [{ id: "c7", label: "王小明", run: () => undefined }] : []));
  return null;
}

function serve() {
  const server = fakeServer();
  server.on("GET", /\/desk\/search/, () => ({ body: { items: [conversation({ lastMessage: { speaker: "agent", preview: "You are welcome", sentAt: "2026-11-21T10:00:00Z" } })], matches: { c1: "…does the wf lamp glow" }, since: "2026-10-22T00:00:00Z" } }));
  server.on("GET", /\/desk\/orders/, () => ({ body: { items: [{ id: "o", number: "SO-7", state: "paid", placedAt: "2026-11-20T10:00:00Z", merchant: "Lamp shop" }] } }));
  server.on("GET", /\/knowledge\/items/, () => ({ body: { items: [{ id: "k", question: "When does it ship?" }], total: 1, unpublished: 0 } }));
  server.on("GET", /\/v1\/staff$/, () => ({ body: { items: [{ id: "s", name: "fang", displayName: "王芳", role: "agent" }, { id: "t", name: "tom", displayName: "Tom", role: "agent" }] } }));
  return server;
}
const type = (value: string) => fireEvent.change(screen.getByRole("combobox"), { target: { value } });
const options = () => screen.queryAllByRole("option").map((option) => option.textContent);

test("people, orders, knowledge and colleagues are found, colleagues and known names by their initials too", async () => {
  serve();
  await show(<><PaletteDialog open onClose={() => undefined} /><Known /><Address /></>, { ...mei, permissions: ["desk.read", "knowledge.read", "staff.read"] });
  type("wf");
  await waitFor(() => expect(options()).toEqual(["Ana…does the wf lamp glowLamp shop", "SO-7Order · Lamp shop", "When does it ship?Knowledge item", "王芳Agent"]));
  type("wxm");
  await waitFor(() => expect(options()[0]).toBe("王小明"));
  fireEvent.click(await screen.findByText("SO-7"));
  expect(screen.getByTestId("address").textContent).toBe("/conversations?view=all&q=SO-7");
});

test("nothing is asked for that one may not see", async () => {
  const server = serve();
  await show(<PaletteDialog open onClose={() => undefined} />, { ...mei, permissions: ["knowledge.read"] });
  type("x");
  await screen.findByText("When does it ship?");
  expect(server.map((asked) => asked.path.split("?")[0])).toEqual(["/v1/knowledge/items"]);
});
