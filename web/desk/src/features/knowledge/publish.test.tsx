import type { Conflict, KnowledgeItem, KnowledgePageOf, KnowledgeRow } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { PublishBar } from "./PublishBar";
import { type Asked, show, tenant } from "./testing";
import { Workspace } from "./Workspace";

afterEach(cleanup);

const row = (id: string, question: string, state: "draft" | "changed"): KnowledgeRow => ({
  id, question, similarCount: 2, language: "en", state, origin: { id: tenant, name: "Lantern Tea", kind: "merchant" }, inherited: false, updatedAt: "2026-11-20T08:00:00Z", updatedBy: "Mei",
});
const rows = [row("a".repeat(32), "When will it ship?", "draft"), row("b".repeat(32), "How do I return it?", "changed")];

function shop(conflicts: Conflict[] = []) {
  let live = false;
  return (asked: Asked) => {
    if (asked.path === "/v1/knowledge:publish") {
      live = true;
      return { published: (asked.body as { items?: string[] }).items?.length ?? 2, version: 8 };
    }
    if (asked.path === "/v1/knowledge/conflicts") return { items: conflicts };
    if (asked.path === `/v1/knowledge/items/${"b".repeat(32)}`) return { ...item("changed", "The next day."), id: "b".repeat(32) };
    const state = asked.query.get("state");
    const items = live ? [] : rows.filter((one) => !state || one.state === state);
    return { items, total: items.length, unpublished: live ? 0 : 2 } satisfies KnowledgePageOf;
  };
}
const publishCalls = (calls: Asked[]) => calls.filter((call) => call.path === "/v1/knowledge:publish").map((call) => call.body);

test("shows what waits by name, publishes all, and says that it is live", async () => {
  const calls = await show(<PublishBar tenant={tenant} write />, shop());
  expect(await screen.findByText("2 changes not live")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Review and publish" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("When will it ship?")).toBeTruthy();
  expect(await within(dialog).findByRole("table")).toBeTruthy();
  expect(within(dialog).getByText("Live (version 2)")).toBeTruthy();
  expect([...dialog.querySelectorAll("del, ins")].map((each) => each.textContent)).toEqual(["same", "next"]);
  fireEvent.change(within(dialog).getByLabelText("Note (optional)"), { target: { value: "autumn rules" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Publish all (2)" }));
  expect(await screen.findByText(/^Live: 2 items, version 8/)).toBeTruthy();
  expect(publishCalls(calls)).toEqual([{ note: "autumn rules" }]);
});

test("tells which items answer the same and how their answers contradict, and publishes all the same", async () => {
  const calls = await show(<PublishBar tenant={tenant} write />, shop([{
    kind: "contradiction", item: "a".repeat(32), mine: "when do you ship", theirs: "When do you ship?", similarity: 1,
    other: { id: "d".repeat(32), question: "Shipping", isLive: true, inherited: true }, differences: [{ kind: "number", mine: "2 days", theirs: "3 days" }],
  }]));
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  expect(await screen.findByText("1 other item answers the same")).toBeTruthy();
  expect(screen.getByText(/Contradicts “Shipping”/)).toBeTruthy();
  expect(screen.getByText(/Here 2 days, there 3 days/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Publish all (2)" }));
  await waitFor(() => expect(publishCalls(calls)).toHaveLength(1));
});

test("publishes only what stays ticked", async () => {
  const calls = await show(<PublishBar tenant={tenant} write />, shop());
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("checkbox", { name: "When will it ship?" }));
  fireEvent.click(screen.getByRole("button", { name: "Publish 1 selected" }));
  await waitFor(() => expect(publishCalls(calls)).toEqual([{ items: ["b".repeat(32)] }]));
});

test("in stages, the order says how it is to go on, and nothing is published at once", async () => {
  const answer = shop();
  const calls = await show(<PublishBar tenant={tenant} write />, (asked) => asked.path === "/v1/knowledge/rollouts" ? (asked.method === "POST" ? { id: "e".repeat(32) } : { items: [] }) : answer(asked));
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("radio", { name: /In stages/ }));
  fireEvent.change(screen.getByLabelText(/Each stage lasts at least/), { target: { value: "15" } });
  fireEvent.click(screen.getByRole("button", { name: "Begin with 2 in the shadow" }));
  await waitFor(() => expect(calls.find((call) => call.path === "/v1/knowledge/rollouts" && call.method === "POST")?.body).toEqual({ holdMinutes: 15, conversationsMin: 100, tolerance: 0.1, automatic: true }));
  expect(publishCalls(calls)).toEqual([]);
});

test("a replay that lost too much holds it up until there is a reason", async () => {
  const answer = shop();
  const lost = { replay: "f".repeat(32), lost: 30, questions: 1000, shareMax: 0.01 };
  const calls = await show(<PublishBar tenant={tenant} write />, (asked) => asked.path === "/v1/knowledge:publish" && !(asked.body as { despite?: unknown }).despite
    ? { status: 409, problem: { type: "urn:serviceos:replay-lost", title: "Conflict", status: 409, broken: [], failing: [], lost } } : answer(asked));
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish all (2)" }));
  expect(await screen.findByText(/30 of 1,000 questions losing their answer; 1% at most/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/why/i, { selector: "textarea" }), { target: { value: "We ship no more." } });
  fireEvent.click(screen.getByRole("button", { name: "Publish all the same" }));
  await waitFor(() => expect(publishCalls(calls).at(-1)).toEqual({ despite: { reason: "We ship no more.", questions: [], replay: lost.replay } }));
});

test("when publishing fails it says that nothing went live", async () => {
  const answer = shop();
  await show(<PublishBar tenant={tenant} write />, (asked) => asked.path === "/v1/knowledge:publish" ? { status: 500, problem: { title: "Broken", status: 500, traceId: "abc" } } : answer(asked));
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish all (2)" }));
  expect(await screen.findByText(/Nothing was published; what is live didn't change/)).toBeTruthy();
});

test("an answer with a variable that nobody fills in is named, and nothing goes live", async () => {
  const answer = shop();
  await show(<PublishBar tenant={tenant} write />, (asked) => asked.path === "/v1/knowledge:publish"
    ? { status: 400, problem: { type: "urn:serviceos:invalid", title: "Invalid", status: 400, errors: { ["b".repeat(32)]: ["“How do I return it?”: there is no variable {{order.adress}}"] } } }
    : answer(asked));
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish all (2)" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not published: there is no variable {{order.adress}}");
  expect(screen.getByText(/No such variable: {{order.adress}}/).closest("li")?.textContent).toContain("How do I return it?");
});

test("someone who may only read sees what waits and no button", async () => {
  await show(<PublishBar tenant={tenant} write={false} />, shop());
  expect(await screen.findByText("2 changes not live")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

const id = "c".repeat(32);
const content = { question: "When will it ship?", similar: [], answer: { text: "The same day.", links: [], images: [], buttons: [] }, language: "en" as const, products: [] };
const item = (state: KnowledgeItem["state"], text: string): KnowledgeItem => ({
  id, state, updatedAt: "2026-11-20T08:00:00Z", inherited: false, origin: { id: tenant, name: "Lantern Tea", kind: "merchant" }, versions: [{ version: 2, publishedAt: "2026-11-19T08:00:00Z", by: "Mei" }, { version: 1, publishedAt: "2026-11-01T08:00:00Z", by: "Tom" }],
  published: { version: 2, content, publishedAt: "2026-11-19T08:00:00Z", by: "Mei" }, ...(state === "changed" ? { draft: { ...content, answer: { ...content.answer, text } } } : {}),
});

test("what is typed saves itself, is kept when saving fails, and Ctrl+S tries at once", async () => {
  let broken = true;
  const calls = await show(<Workspace tenant={tenant} id={id} isNew={false} />, (asked) =>
    asked.method === "GET" ? item("published", "") : broken ? { status: 503, problem: { title: "Busy", status: 503 } } : item("changed", "The next day."));
  const answer = await screen.findByLabelText("Answer");
  fireEvent.change(answer, { target: { value: "The next day." } });
  fireEvent.keyDown(answer, { key: "s", ctrlKey: true });
  expect(await screen.findByText(/Not saved: The server is busy\. Your words are still on this page/)).toBeTruthy();
  expect((screen.getByLabelText("Answer") as HTMLTextAreaElement).value).toBe("The next day.");
  broken = false;
  fireEvent.click(screen.getByRole("button", { name: "Save again" }));
  expect(await screen.findByText(/^Draft saved/)).toBeTruthy();
  expect(screen.getByText("Consumers still see the version before")).toBeTruthy();
  expect(calls.filter((call) => call.method === "PUT").map((call) => (call.body as typeof content).answer.text)).toEqual(["The next day.", "The next day."]);
});

/** Tom saves while Mei writes: what was read is not what is stored any more. */
function quickerTom() {
  const theirs = { ...item("changed", "Within a week."), updatedAt: "2026-11-20T09:00:00Z" };
  let stored = item("published", "");
  return (asked: Asked) => {
    if (asked.method === "GET") return stored;
    const expected = asked.query.get("expectedUpdatedAt");
    stored = expected === null ? item("changed", "The next day.") : theirs;
    return expected === null ? stored
      : { status: 409, problem: { type: "urn:serviceos:changed-meanwhile", title: "Conflict", status: 409, by: "Tom", at: theirs.updatedAt } };
  };
}

test.each([["Take theirs", "Within a week."], ["Save mine over it", "The next day."]])(
  "when a colleague was quicker nobody's words are lost unawares: %s", async (button, words) => {
    const calls = await show(<Workspace tenant={tenant} id={id} isNew={false} />, quickerTom());
    const answer = await screen.findByLabelText("Answer");
    fireEvent.change(answer, { target: { value: "The next day." } });
    fireEvent.keyDown(answer, { key: "s", ctrlKey: true });
    expect(await screen.findByText(/Tom changed this item while you were writing/)).toBeTruthy();
    expect(calls.findLast((call) => call.method === "PUT")?.query.get("expectedUpdatedAt")).toBe("2026-11-20T08:00:00Z");
    expect((screen.getByLabelText("Answer") as HTMLTextAreaElement).value).toBe("The next day.");
    fireEvent.click(screen.getByRole("button", { name: button }));
    await waitFor(() => expect((screen.getByLabelText("Answer") as HTMLTextAreaElement).value).toBe(words));
    await waitFor(() => expect(screen.queryByText(/Tom changed this item/)).toBeNull());
  });

test("an answer that was emptied isn't sent, and says so", async () => {
  const calls = await show(<Workspace tenant={tenant} id={id} isNew={false} />, () => item("published", ""));
  const answer = await screen.findByLabelText("Answer");
  fireEvent.change(answer, { target: { value: "" } });
  fireEvent.keyDown(answer, { key: "s", ctrlKey: true });
  expect(await screen.findByText(/Needs a question and an answer/)).toBeTruthy();
  expect(calls.every((call) => call.method === "GET")).toBe(true);
});

test("an old version is compared and rolled back to in two clicks, with a way back", async () => {
  const old = { version: 1, content: { ...content, answer: { ...content.answer, text: "Within a week." } }, publishedAt: "2026-11-01T08:00:00Z", by: "Tom" };
  const calls = await show(<Workspace tenant={tenant} id={id} isNew={false} />, (asked) =>
    asked.path.endsWith("/versions/1") ? old : item("published", ""), `/knowledge?item=${id}&tab=versions`);
  fireEvent.click(await screen.findByRole("button", { name: /Version 1/ }));
  expect(await screen.findByText("Within a week", { exact: false, selector: "del" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Roll back to 1" }));
  expect(await screen.findByText("Rolled back to version 1; it is live")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(calls.filter((call) => call.path.endsWith("/rollback")).map((call) => call.body)).toEqual([{ version: 1 }, { version: 2 }]));
});

test("to what is live already there is nothing to go back, and it says so", async () => {
  const old = { version: 1, content, publishedAt: "2026-11-01T08:00:00Z", by: "Tom" };
  await show(<Workspace tenant={tenant} id={id} isNew={false} />, (asked) => asked.path.endsWith("/versions/1") ? old : item("published", ""), `/knowledge?item=${id}&tab=versions`);
  const button = await screen.findByRole<HTMLButtonElement>("button", { name: "Roll back to 1" });
  await waitFor(() => expect(button.disabled).toBe(true));
  expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Same as what is live");
});

test("what was published is no longer called live once something was rolled back", async () => {
  const old = { version: 1, content: { ...content, category: "Shipping" }, publishedAt: "2026-11-01T08:00:00Z", by: "Tom" };
  const lists = shop();
  await show(<><Workspace tenant={tenant} id={id} isNew={false} /><PublishBar tenant={tenant} write /></>, (asked) =>
    asked.path.endsWith("/versions/1") ? old : asked.path.startsWith("/v1/knowledge/items/") ? item("published", "") : lists(asked), `/knowledge?item=${id}&tab=versions`);
  fireEvent.click(await screen.findByRole("button", { name: "Review and publish" }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish all (2)" }));
  expect(await screen.findByText(/^Live: 2 items/)).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: /Version 1/ }));
  fireEvent.click(screen.getByRole("button", { name: "Roll back to 1" }));
  await waitFor(() => expect(screen.queryByText(/^Live: 2 items/)).toBeNull());
});
