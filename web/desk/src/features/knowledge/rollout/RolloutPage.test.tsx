import type { Rollout, RolloutDetail } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { PublishBar } from "../PublishBar";
import { type Asked, show, tenant } from "../testing";
import { RolloutPage } from "./RolloutPage";

afterEach(cleanup);

const rollout: Rollout = {
  id: "e".repeat(32), state: "running", stage: 2, stageAt: "2026-11-20T08:00:00Z", share: 0.1, shares: [0, 0.01, 0.1, 0.5], holdMinutes: 60, conversationsMin: 100,
  tolerance: 0.1, automatic: true, note: "autumn rules", by: "Mei", startedAt: "2026-11-20T06:00:00Z", inherited: false, origin: "Lantern Tea",
};
const interval = (count: number, share: number) => ({ count, share, low: share / 2, high: Math.min(1, share * 1.5) });
const arm = (name: "candidate" | "control", missed: number) => ({
  stage: 2, arm: name, conversations: 200, answered: interval(150, 0.75), handedOver: interval(20, 0.1), missed: interval(missed, missed / 200), wrong: interval(0, 0),
});
const detail: RolloutDetail = {
  rollout, items: [{ itemId: "a".repeat(32), question: "When do you ship?", isWithdrawn: false }], itemCount: 1,
  moves: [0, 1, 2].map((stage) => ({ state: "running" as const, stage, ...(stage === 0 ? { by: "Mei" } : {}), at: "2026-11-20T06:00:00Z" })),
  arms: [arm("candidate", 20), arm("control", 18)], evidence: [{ what: "missed", value: 0.4 }], evidenceMax: 80, sample: 40, waitsFor: "sample",
  heldUntil: "2026-11-20T09:00:00Z", compared: 12, differences: [{ kind: "lost", conversations: 1, questions: 1 }],
};
const side = { outcome: "answer" as const, choices: [], score: 0.9 };

function server(one: RolloutDetail | undefined, refuse?: unknown) {
  return (asked: Asked) => {
    if (asked.method === "POST") return refuse ?? null;
    if (asked.path === "/v1/knowledge/rollouts") return { items: one ? [one.rollout] : [] };
    if (asked.path.endsWith("/differences")) return { items: [{ kind: "lost", question: "do you gift wrap", times: 1, conversation: "c".repeat(32), seq: 2, before: { ...side, answer: "Yes." }, after: { ...side, outcome: "out-of-scope" } }] };
    if (asked.path.endsWith("/failed")) return { items: [{ conversation: "c".repeat(32), seq: 2, text: "zebra crossing", outcome: "out-of-scope", at: "2026-11-20T08:00:00Z" }] };
    if (one && asked.path === `/v1/knowledge/rollouts/${rollout.id}`) return one;
    return { items: [], total: 0, unpublished: 2 };
  };
}
const page = (write = true) => <RolloutPage tenant={tenant} write={write} picked={undefined} onLeave={() => undefined} />;

test("where it is, how both sides fare and what it waits for can be read without seeing a chart", async () => {
  await show(page(), server(detail));
  expect(await screen.findByText("autumn rules")).toBeTruthy();
  expect(screen.getByRole("list", { name: "Stages" }).querySelector("[aria-current=step]")?.textContent).toContain("10%");
  const missed = within(screen.getByRole("table")).getByRole("row", { name: /Not known/ });
  expect(missed.textContent).toContain("10%");
  expect(missed.textContent).toContain("5% to 15%");
  expect(missed.textContent).toContain("9%");
  expect(screen.getByText(/Waits for conversations: 40 of 100/)).toBeTruthy();
  expect(await screen.findByText("do you gift wrap")).toBeTruthy();
});

test("next says where it was seen; pausing and rolling back are one click", async () => {
  const calls = await show(page(), server(detail));
  fireEvent.click(await screen.findByRole("button", { name: "Next: 50%" }));
  await waitFor(() => expect(calls.filter((call) => call.method === "POST").map((call) => [call.path, call.body])).toEqual([[`/v1/knowledge/rollouts/${rollout.id}/next`, { stage: 2 }]]));
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  fireEvent.click(screen.getByRole("button", { name: "Roll back" }));
  await waitFor(() => expect(calls.filter((call) => call.method === "POST").slice(1).map((call) => call.path.split("/").at(-1))).toEqual(["pause", "rollback"]));
});

test("one that was rolled back by itself says why, with the conversations behind it, and nothing to press", async () => {
  await show(page(), server({ ...detail, rollout: { ...rollout, state: "rolled-back", endedAt: "2026-11-20T08:30:00Z" },
    moves: [...detail.moves, { state: "rolled-back", stage: 2, at: "2026-11-20T08:30:00Z", reason: { kind: "worse", what: "missed", candidateFailed: 90, candidateAll: 290, controlFailed: 30, controlAll: 230 } }] }));
  expect(await screen.findByText(/in 90 of 290 conversations with the new version, 30 of 230 with the live one/)).toBeTruthy();
  expect(screen.getByText(/by itself/)).toBeTruthy();
  expect(await screen.findByText("zebra crossing")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Roll back" })).toBeNull();
});

test("golden questions that break by now hold the last step up until there is a reason", async () => {
  const broken = { id: "g".repeat(32), question: "when do you ship", standing: "breaks", expects: "item", what: "When do you ship?", before: side, after: side };
  const calls = await show(page(), server({ ...detail, rollout: { ...rollout, stage: 3 } }, { status: 409, problem: { type: "urn:serviceos:golden-broken", title: "Conflict", status: 409, broken: [broken], failing: [], lost: null } }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish to everybody" }));
  const again = await screen.findByRole("button", { name: "Publish all the same" });
  expect((again as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "We ship no more." } });
  fireEvent.click(again);
  await waitFor(() => expect(calls.filter((call) => call.method === "POST").at(-1)?.body).toEqual({ stage: 3, despite: { reason: "We ship no more.", questions: [broken.id] } }));
});

test("an empty page teaches, and who only reads presses nothing", async () => {
  await show(page(), server(undefined));
  expect(await screen.findByText("Publish in stages, and see how it fares")).toBeTruthy();
  cleanup();
  await show(page(false), server(detail));
  await screen.findByText("autumn rules");
  expect(screen.queryByRole("button", { name: "Roll back" })).toBeNull();
});

test("while one runs the bar leads to it and nothing else is published", async () => {
  await show(<PublishBar tenant={tenant} write />, server(detail));
  expect(await screen.findByText("Being rolled out: 10%")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Review and publish" })).toBeNull();
  expect(screen.getByRole("button", { name: "See the roll-out" })).toBeTruthy();
});
