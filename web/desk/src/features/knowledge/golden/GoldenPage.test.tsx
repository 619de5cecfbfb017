import type { Golden, GoldenResult, ReplaySide } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ReplayPage } from "../replay/ReplayPage";
import { PublishBar } from "../PublishBar";
import { TestBox } from "../TestBox";
import { type Asked, show, tenant } from "../testing";
import { GoldenPage } from "./GoldenPage";

afterEach(cleanup);

const item = "a".repeat(32);
const golden: Golden = {
  id: "f".repeat(32), question: "when do you ship", expects: "item", item, what: "Shipping", inherited: false, origin: "Lantern Tea", by: "Mei", at: "2026-11-20T08:00:00Z",
};
const above: Golden = { id: "d".repeat(32), question: "a person please", expects: "handover", inherited: true, origin: "Town", by: "Lin", at: "2026-11-20T08:00:00Z" };
const answers: ReplaySide = { outcome: "answer", item, what: "Shipping", answer: "Two days.", choices: [], score: 0.9 };
const unknown: ReplaySide = { outcome: "out-of-scope", choices: [], score: 0.1 };
const result = (standing: GoldenResult["standing"], after: ReplaySide): GoldenResult =>
  ({ id: golden.id, question: golden.question, standing, expects: "item", what: "Shipping", before: answers, after });
const handsOver: GoldenResult = { id: above.id, question: above.question, standing: "passes", expects: "handover", before: { ...unknown, outcome: "handover" }, after: { ...unknown, outcome: "handover" } };

function server(start: Golden[], results: GoldenResult[]) {
  let kept = start;
  let made = 0;
  return (asked: Asked) => {
    if (asked.path === "/v1/knowledge/golden:run") return { items: results };
    if (asked.path.startsWith("/v1/knowledge/golden") && asked.method === "DELETE") {
      kept = kept.filter((one) => !asked.path.endsWith(one.id));
      return null;
    }
    if (asked.path.startsWith("/v1/knowledge/golden") && asked.method !== "GET") {
      const one = { ...golden, id: String(++made).repeat(32), ...(asked.body as object) };
      kept = [one, ...kept];
      return one;
    }
    if (asked.path === "/v1/knowledge/golden") return { items: kept };
    if (asked.path === "/v1/knowledge/overrulings") return { items: [{ version: 4, reason: "We ship no more.", broken: ["when do you ship"], by: "Kang", at: "2026-11-20T08:00:00Z" }] };
    return { items: [] };
  };
}

test("each is listed with how it comes out, what would break with what would be said instead", async () => {
  await show(<GoldenPage tenant={tenant} write adding={undefined} onLeave={() => undefined} />, server([golden, above], [result("breaks", unknown), handsOver]));
  expect(await screen.findByText("What waits to be published breaks 1 question: publishing will be held up.")).toBeTruthy();
  const broken = within(screen.getByText("when do you ship").closest("li") as HTMLElement);
  expect(broken.getByText("would break")).toBeTruthy();
  expect(broken.getByText("“Shipping” answers")).toBeTruthy();
  expect(broken.getByText("doesn't know")).toBeTruthy();
  const inherited = within(screen.getByText("a person please").closest("li") as HTMLElement);
  expect(inherited.getByText("from Town")).toBeTruthy();
  expect(inherited.queryByRole("button")).toBeNull();
  expect(await screen.findByText("We ship no more.")).toBeTruthy();
  fireEvent.click(screen.getByText("passes 1"));
  expect(screen.queryByText("Two days.")).toBeNull();
  expect(screen.getByText("a person please")).toBeTruthy();
});

test("one that is deleted comes back by undo, and a new one is kept from the form", async () => {
  const calls = await show(<GoldenPage tenant={tenant} write adding={undefined} onLeave={() => undefined} />, server([golden], [result("passes", answers)]));
  fireEvent.click(await screen.findByRole("button", { name: "Delete “when do you ship”" }));
  expect(await screen.findByText("Which questions must come out right?")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("when do you ship")).toBeTruthy();
  expect(calls.findLast((call) => call.method === "POST" && call.path === "/v1/knowledge/golden")?.body).toEqual({ question: "when do you ship", expects: "item", item });

  fireEvent.keyDown(document.body, { key: "n" });
  fireEvent.change(await screen.findByLabelText("Question"), { target: { value: "to Mars?" } });
  expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.mouseDown(screen.getByRole("combobox", { name: "Expected" }));
  fireEvent.click(await screen.findByText("Out of scope"));
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(calls.findLast((call) => call.method === "POST" && call.path === "/v1/knowledge/golden")?.body).toEqual({ question: "to Mars?", expects: "out-of-scope", locale: "en" }));
});

test("one key in the test box keeps what was just answered", async () => {
  const calls = await show(<TestBox tenant={tenant} selected={undefined} />, (asked) => asked.path === "/v1/ask"
    ? { outcome: "answer", layer: "match", confidence: 0.9, answerLine: 0.6, choicesLine: 0.3, item: { id: item, version: 1, question: "Shipping" }, answer: { text: "Two days." }, why: { text: "when", candidates: [], notes: [] } }
    : asked.method === "POST" ? golden : { items: [] });
  fireEvent.change(screen.getByLabelText("Question to try"), { target: { value: "when do you ship" } });
  fireEvent.click(screen.getByRole("button", { name: "Ask" }));
  await screen.findByText("Two days.");
  fireEvent.keyDown(document.body, { key: "y" });
  expect(await screen.findByText("“when do you ship” is a golden question now")).toBeTruthy();
  expect(calls.find((call) => call.path === "/v1/knowledge/golden")?.body).toEqual({ question: "when do you ship", locale: "en", expects: "item", item });
});

test("a replayed question that got worse keeps the old answer as golden by one key", async () => {
  const calls = await show(<ReplayPage tenant={tenant} write onLeave={() => undefined} />, (asked) => {
    if (asked.path === "/v1/knowledge/golden") return golden;
    if (asked.method !== "GET") return null;
    const replay = {
      id: "e".repeat(32), state: "done", days: 7, total: 1, done: 1, by: "Mei", startedAt: "2026-11-20T08:00:00Z", summary: { questions: 1, kinds: { lost: 1 }, outcomes: [] },
      flips: [{ place: 1, kind: "lost", question: "when do you ship", count: 1, conversation: "c".repeat(32), seq: 2, before: answers, after: unknown }],
    };
    return asked.path === "/v1/knowledge/replays" ? { items: [replay] } : replay;
  });
  await screen.findByText("when do you ship");
  expect(screen.queryByRole("button", { name: "Keep as golden question" })).toBeNull();
  fireEvent.keyDown(document.body, { key: "w" });
  await screen.findByRole("button", { name: "Keep as golden question" });
  fireEvent.keyDown(document.body, { key: "g" });
  await waitFor(() => expect(calls.find((call) => call.path === "/v1/knowledge/golden")?.body).toEqual({ question: "when do you ship", expects: "item", item }));
});

test("publishing is held up by what would break, and goes on with a reason", async () => {
  const row = { id: item, question: "Shipping", similarCount: 0, language: "en", state: "changed", origin: { id: tenant, name: "Lantern Tea", kind: "merchant" }, inherited: false, updatedAt: "2026-11-20T08:00:00Z", updatedBy: "Mei" };
  let live = false;
  const calls = await show(<PublishBar tenant={tenant} write />, (asked) => {
    if (asked.path === "/v1/knowledge/golden:run") return { items: [result("passes", answers)] };   // what was seen beforehand is not what it is now
    if (asked.path === "/v1/knowledge:publish") {
      live = (asked.body as { despite?: object }).despite !== undefined;
      return live ? { published: 1, version: 9, failing: [] }
        : { status: 409, problem: { type: "urn:serviceos:golden-broken", title: "Conflict", status: 409, broken: [result("breaks", unknown)], failing: [] } };
    }
    return { items: asked.query.get("state") === "draft" || asked.path.endsWith("conflicts") || live ? [] : [row], total: 1, unpublished: live ? 0 : 1 };
  });
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  expect(await screen.findByText(/1 golden question passes\./)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Publish all (1)" }));
  expect(await screen.findByText(/1 golden question would come out wrong/)).toBeTruthy();
  const go = screen.getByRole("button", { name: "Publish all the same" }) as HTMLButtonElement;
  expect(go.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText(/Why publish all the same/), { target: { value: "We ship no more." } });
  fireEvent.click(go);
  expect(await screen.findByText(/^Live: 1 item/)).toBeTruthy();
  expect(calls.filter((call) => call.path === "/v1/knowledge:publish").map((call) => call.body)).toEqual([{}, { despite: { reason: "We ship no more.", questions: [golden.id] } }]);
});

test("a sheet is tried first; a row that can't be taken is named and nothing is taken", async () => {
  let report = { rows: 2, new: 1, updated: 0, unchanged: 0, errors: 1, faults: [{ row: 3, field: "expects", why: "must be one of item" }] };
  const calls = await show(<GoldenPage tenant={tenant} write adding={undefined} onLeave={() => undefined} />, (asked) => asked.path === "/v1/knowledge/golden:import" ? report : { items: [] });
  fireEvent.click(await screen.findByRole("button", { name: "Import" }));
  const pick = () => fireEvent.change(document.querySelector("input[type=file]") as HTMLInputElement, { target: { files: [new File(["x"], "golden.csv")] } });
  pick();
  expect(await screen.findByText(/Row 3 expects: must be one of item/)).toBeTruthy();
  expect((screen.getByRole("button", { name: "Take in 1 change" }) as HTMLButtonElement).disabled).toBe(true);
  report = { rows: 2, new: 2, updated: 0, unchanged: 0, errors: 0, faults: [] };
  pick();
  fireEvent.click(await screen.findByRole("button", { name: "Take in 2 changes" }));
  await waitFor(() => expect(calls.filter((call) => call.path === "/v1/knowledge/golden:import").map((call) => call.query.get("dryRun"))).toEqual(["true", "true", "false"]));
});
