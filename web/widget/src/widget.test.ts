import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Status } from "./contract";

/** A shop's server with one conversation, which keeps what the page says that it is about. */
class FakeShop {
  asked: { call: string; body: Record<string, unknown> }[] = [];
  status: Status | null = null;
  numbers: Record<string, string> = { o1: "HH1", o2: "HH2" };
  /** Answers wait for this. */
  hold: Promise<void> = Promise.resolve();

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const call = `${init.method ?? "GET"} ${new URL(String(url)).pathname}`;
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    this.asked.push({ call, body });
    if (call.startsWith("GET /v1/widget/")) {
      return Response.json({ merchant: "lantern", name: { en: "Lantern" }, color: "#0f766e", locale: "en", greeting: { en: "Hello!" }, attachmentBytesMax: 1000, open: true, offlineMessage: {} });
    }
    if (call === "POST /v1/visitor-sessions") return Response.json({ token: "t", consumerId: "c", expiresAt: "", verified: false });
    if (call === "POST /v1/conversations") return Response.json(await this.open(body));
    if (call.endsWith("/live")) return new Promise(() => undefined);
    if (call.startsWith("POST") && call.endsWith("/messages")) return Response.json({ id: "m", seq: 1, sentAt: new Date().toISOString() });
    if (call.endsWith("/messages")) return Response.json({ items: [], next: null });
    return this.status ? Response.json(this.status) : new Response("{}", { status: 404 });
  };

  get orders() {
    return this.asked.filter((one) => one.call === "POST /v1/conversations").map((one) => one.body["order"]);
  }

  private async open(body: Record<string, unknown>): Promise<Status> {
    this.status ??= { id: "c1", state: "bot", seq: 0, readByConsumer: 0, readByAgent: 0, suggestions: [] };
    const order = body["order"];
    if (typeof order === "string") this.status = { ...this.status, order: order ? { id: order, number: this.numbers[order] ?? "?" } : null };
    const answer = this.status;
    await this.hold;
    return answer;
  }
}

let shop: FakeShop;

// the scripts that the loader asks for are imported here instead
Object.assign((window as unknown as { happyDOM: { settings: object } }).happyDOM.settings, { handleDisabledFileLoadingAsSuccess: true });

/** The shop's page with its one script tag, the widget behind it loaded. */
async function visit(): Promise<void> {
  vi.resetModules();
  delete window.ServiceOS;
  document.body.replaceChildren();
  document.head.replaceChildren();
  const script = document.createElement("script");
  script.dataset["merchant"] = "lantern";
  script.dataset["locale"] = "en";
  script.setAttribute("src", "http://shop.test/widget/loader.js");
  document.head.append(script);
  await import("./loader");
  await import("./widget");
}

const inWidget = (selector: string): HTMLElement | null => document.getElementById("serviceos")?.shadowRoot?.querySelector(selector) ?? null;
const about = () => inWidget("[data-testid=about] span")?.textContent;
const soon = (check: () => void) => vi.waitFor(check, { timeout: 3000 });

beforeEach(() => {
  shop = new FakeShop();
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("WIDGET_VERSION", "test");
  vi.stubGlobal("fetch", shop.fetch);
});
afterEach(() => {
  window.ServiceOS?.close();
  vi.unstubAllGlobals();
});

test("Asking about an order opens the chat about that order", async () => {
  await visit();
  window.ServiceOS?.open({ order: "o2" });
  await soon(() => expect(about()).toBe("About order HH2"));
  expect(shop.orders).toEqual(["o2"]);
});

test("Asking about another order turns the open chat to it, also while the first is still opening", async () => {
  let answer = () => {};
  shop.hold = new Promise((resolve) => (answer = resolve));
  await visit();
  window.ServiceOS?.open({ order: "o1" });
  await soon(() => expect(shop.orders).toEqual(["o1"]));
  window.ServiceOS?.open({ order: "o2" });
  answer();
  await soon(() => expect(about()).toBe("About order HH2"));
  window.ServiceOS?.open({ order: "o1" });
  await soon(() => expect(about()).toBe("About order HH1"));
});

test("The order is taken back with one press, and comes back when it is asked about again", async () => {
  await visit();
  window.ServiceOS?.open({ order: "o1" });
  await soon(() => expect(about()).toBe("About order HH1"));
  inWidget("[data-testid=about] button")?.click();
  await soon(() => expect(inWidget("[data-testid=about]")).toBeNull());
  await soon(() => expect(shop.status?.order).toBeNull());
  window.ServiceOS?.page({ order: "o1" });
  window.ServiceOS?.open({ order: "o1" });
  await soon(() => expect(about()).toBe("About order HH1"));
});

test("A conversation that goes on learns what the page it goes on from is about, and only once", async () => {
  shop.status = { id: "c1", state: "bot", seq: 0, readByConsumer: 0, readByAgent: 0 };
  localStorage.setItem("serviceos:lantern:guest:session", JSON.stringify({ token: "t" }));
  await visit();
  await soon(() => expect(shop.asked.some((one) => one.call === "GET /v1/conversations/current")).toBe(true));
  window.ServiceOS?.open({ order: "o1" });
  await soon(() => expect(about()).toBe("About order HH1"));
  window.ServiceOS?.close();
  window.ServiceOS?.open();
  expect(shop.orders).toEqual(["o1"]);
});

test("There is nothing to end before anything was said", async () => {
  await visit();
  window.ServiceOS?.open();
  await soon(() => expect(inWidget("textarea")).not.toBeNull());
  await soon(() => expect(shop.orders).toHaveLength(1));
  const end = () => [...(inWidget("header")?.querySelectorAll("button") ?? [])].find((button) => button.getAttribute("aria-label") === "End conversation");
  expect(end()).toBeUndefined();
  const input = inWidget("textarea") as HTMLTextAreaElement;
  input.value = "Hello";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await soon(() => expect(inWidget(".send:not([disabled])")).not.toBeNull());
  inWidget(".send")?.click();
  await soon(() => expect(end()).toBeDefined());
});

test("A chat that was open comes back with the next page of the tab, without taking the focus; one that was closed does not", async () => {
  await visit();
  window.ServiceOS?.open();
  // all of it is there, so nothing of this page comes in after it was left
  await soon(() => expect(inWidget("[data-testid=greeting]")).not.toBeNull());
  await soon(() => expect(shop.asked.some((one) => one.call.endsWith("/live"))).toBe(true));
  const before = document.createElement("input");
  await visit();
  document.body.append(before);
  before.focus();
  await soon(() => expect(inWidget(".panel")).not.toBeNull());
  expect(document.activeElement).toBe(before);

  inWidget(".panel header .icon-button")?.click();
  await soon(() => expect(sessionStorage).toHaveLength(0));
  await visit();
  await soon(() => expect(shop.asked.length).toBeGreaterThan(3));
  expect(inWidget(".panel")).toBeNull();
});
