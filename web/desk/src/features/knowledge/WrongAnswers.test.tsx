import type { WrongAnswer } from "@serviceos/shared/api";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show, tenant } from "./testing";
import { WrongAnswers } from "./WrongAnswers";

afterEach(cleanup);

const answer: WrongAnswer = {
  conversation: "c".repeat(32), seq: 4, question: "When do you ship?", answer: "Within a day.", outcome: "answer", merchant: "Lantern Tea", at: "2026-11-20T08:00:00Z",
  item: { id: "a".repeat(32), version: 2, question: "When do you ship?" }, wrong: { by: "Tom", at: "2026-11-20T08:01:00Z", note: "Two days since May" },
};

test("a wrong answer is shown with what was asked and who says so, goes to its item, and leaves the list once dealt with", async () => {
  let handled = false;
  const calls = await show(<WrongAnswers tenant={tenant} write onClose={() => undefined} />, (asked) => {
    if (asked.method !== "GET") {
      handled = asked.method === "PUT";
      return null;
    }
    return { items: handled ? [] : [answer], total: handled ? 0 : 1 };
  });
  expect(await screen.findByText("Within a day.")).toBeTruthy();
  expect(screen.getByText(/^Tom, .*Lantern Tea$/)).toBeTruthy();
  expect(screen.getByText("Two days since May")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Dealt with" }));
  expect(await screen.findByText("No answer is marked wrong")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Within a day.")).toBeTruthy();
  await waitFor(() => expect(calls.filter((call) => call.method !== "GET").map((call) => `${call.method} ${call.path.split("/").slice(-3).join("/")}`))
    .toEqual([`PUT ${answer.conversation}/4/handled`, `DELETE ${answer.conversation}/4/handled`]));
});

test("who only reads the knowledge sees the list and deals with nothing", async () => {
  await show(<WrongAnswers tenant={tenant} write={false} onClose={() => undefined} />, () => ({ items: [answer], total: 1 }));
  expect(await screen.findByRole("button", { name: "Open the item" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Dealt with" })).toBeNull();
});
