import type { BotQuality, Me, Precision, Review } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { needTexts, startI18n } from "../../i18n";
import { meKey } from "../../session";
import { KeyListener } from "../../ui/keys";
import { ToastProvider } from "../../ui/UndoToast";
import { QualityPage } from "./QualityPage";

afterEach(cleanup);
vi.mock("./SharesChart", () => ({ SharesChart: () => null }));

const counts = { opened: 8, botOnly: 6, closed: 4, botClosed: 3, automated: 2 };
const shares = { botShare: 0.75, botTaken: 0.75, botResolution: 0.6667, automation: 0.5 };
const quality: BotQuality = {
  at: "2026-11-20T08:10:00Z", from: "2026-11-19T09:00:00Z", period: "24h", step: "hour", zone: "Asia/Shanghai", counts, shares, unsettled: 2,
  series: [{ start: "2026-11-20T08:00:00Z", counts, shares }],
  merchants: [], definitions: [{ key: "automation", unit: "share", definition: { "zh-CN": "自动化率", en: "What automation counts" } }],
};
const precision: Precision = {
  at: quality.at, days: 1, decisions: 100, overall: { share: 0.9, low: 0.8, high: 0.95, covered: 0.9 }, open: 2,
  layers: [
    { layer: "knowledge", traffic: 90, trafficShare: 0.9, drawn: 10, right: 9, wrong: 1, unknown: 0, precision: { count: 9, share: 0.9, low: 0.596, high: 0.982 } },
    { layer: "clarify", traffic: 10, trafficShare: 0.1, drawn: 2, right: 0, wrong: 0, unknown: 0, precision: { count: 0, low: 0, high: 1 } },
  ],
};
const review = (seq: number, question: string, layer: string): Review => ({
  conversation: "c".repeat(32), seq, layer, merchant: "Lamp shop", question, answer: "Yes.", choices: [],
  why: { outcome: layer === "clarify" ? "choices" : "answer", layer, confidence: 0.9, threshold: 0.7, answerLine: 0.7, choicesLine: 0.4, candidates: [], text: question, at: quality.at },
});

interface Asked { method: string; path: string; body: unknown }

async function show(permissions: Me["permissions"], reviews: Review[], shown = precision): Promise<Asked[]> {
  localStorage.setItem("serviceos.locale", "en");
  await needTexts("quality").then(startI18n);
  const asked: Asked[] = [];
  let open = reviews;
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const { pathname } = new URL(input, "http://desk.test");
    const call = { method: init.method ?? "GET", path: pathname, body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined };
    asked.push(call);
    const seq = Number(pathname.split("/").at(-1));
    if (call.method === "PUT") open = open.filter((one) => one.seq !== seq);
    if (call.method === "DELETE") open = reviews.filter((one) => one.seq === seq || open.includes(one));
    if (pathname === "/v1/bot-quality") return Response.json(quality);
    if (pathname === "/v1/reviews/precision") return Response.json(shown);
    if (pathname === "/v1/reviews") return Response.json({ items: open, open: open.length });
    if (pathname === "/v1/reviews/samples") return Response.json({ decisions: 3, sample: {} });
    if (pathname === "/v1/predictions") return Response.json({ asked: 4, hits: 3, firsts: 1, orders: [{ order: "paid", asked: 4, hits: 3, firsts: 1 }] });
    return Response.json({ items: [] });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meKey, { id: "hua", name: "hua", displayName: "Hua", role: "manager", locale: "en", permissions, tenant: { id: "m", slug: "lamps", name: "Lamp shop", kind: "merchant" } } satisfies Me);
  render(<QueryClientProvider client={client}><MemoryRouter><ToastProvider><QualityPage /><KeyListener /></ToastProvider></MemoryRouter></QueryClientProvider>);
  return asked;
}

test("the figures stand at the top, automation with its two factors, and likely questions open by the state of the order", async () => {
  await show(["board.read"], []);
  expect(await screen.findByText("= bot alone 75% × resolved 66.7%")).toBeTruthy();
  expect(screen.getByText("2 of them under 72 hours old: may still change")).toBeTruthy();
  expect(await screen.findByText("95% interval 80% – 95%")).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: /Likely questions hit/ }));
  const row = (await screen.findByText("Paid")).closest("tr") as HTMLElement;
  expect(within(row).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["4", "75%", "25%"]);
});

test("a layer says its share, its interval and what right means; one that nobody judged says so", async () => {
  await show(["board.read"], []);
  const knowledge = (await screen.findByText("Right: it answered what was asked.")).closest("tr") as HTMLElement;
  expect(within(knowledge).getByText("59.6% – 98.2%")).toBeTruthy();
  expect(within(knowledge).getByText("9 right · 1 wrong")).toBeTruthy();
  const clarify = screen.getByText("Right: what the consumer meant was among the choices.").closest("tr") as HTMLElement;
  expect(within(clarify).getByText("Not judged yet")).toBeTruthy();
  expect(screen.getByText(/speaks only of the layers judged, 90% of all decisions/)).toBeTruthy();
});

test("one key judges a decision and brings the next, and Z takes it back", async () => {
  const asked = await show(["board.read", "reviews.write"], [review(2, "is it waterproof", "knowledge"), review(4, "gift", "clarify")]);
  expect(await screen.findByText("is it waterproof")).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "r" });
  expect(await screen.findByText("gift")).toBeTruthy();
  expect(screen.queryByText("is it waterproof")).toBeNull();
  fireEvent.keyDown(document.body, { key: "z" });
  expect(await screen.findByText("is it waterproof")).toBeTruthy();
  await waitFor(() => expect(asked.filter((call) => call.method !== "GET").map((call) => [call.method, call.path.split("/").at(-1), call.body])).toEqual([["PUT", "2", { verdict: "right" }], ["DELETE", "2", undefined]]));
});

test("a key that is held judges one, and under a drawer none", async () => {
  const asked = await show(["board.read", "reviews.write"], [review(2, "is it waterproof", "knowledge"), review(4, "gift", "clarify")]);
  await screen.findByText("is it waterproof");
  fireEvent.keyDown(document.body, { key: "r", repeat: true });
  fireEvent.click(await screen.findByRole("button", { name: "Knowledge" }));
  await waitFor(() => expect(document.querySelector(".ant-drawer-open")).not.toBeNull());
  fireEvent.keyDown(document.body, { key: "w" });
  await screen.findAllByText("is it waterproof");
  expect(asked.some((call) => call.method === "PUT")).toBe(false);
});

test("who may not review sees the figures and no queue", async () => {
  const asked = await show(["board.read"], [review(2, "is it waterproof", "knowledge")]);
  await screen.findByText("9 right · 1 wrong");
  expect(screen.queryByText("Review")).toBeNull();
  expect(asked.some((call) => call.path === "/v1/reviews")).toBe(false);
});

test("an empty queue teaches, and so does one that is done", async () => {
  await show(["board.read", "reviews.write"], []);
  expect(await screen.findByText(/Draw a sample first/)).toBeTruthy();
  cleanup();
  await show(["board.read", "reviews.write"], [], { ...precision, lastSample: { id: "a".repeat(32), seed: 7, since: quality.at, until: quality.at, perLayer: 10, by: "Hua", at: quality.at } });
  expect(await screen.findByText("All that were drawn are judged")).toBeTruthy();
});

test("two clicks draw under one id", async () => {
  const asked = await show(["board.read", "reviews.write"], []);
  const draw = await screen.findByRole("button", { name: "Draw from the last 24 hours" });
  fireEvent.click(draw);
  fireEvent.click(draw);
  expect(await screen.findByText("3 drawn")).toBeTruthy();
  const ids = asked.filter((call) => call.path === "/v1/reviews/samples").map((call) => (call.body as { id: string; perLayer: number }).id);
  expect(new Set(ids).size).toBe(1);
});
