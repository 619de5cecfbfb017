import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useItemActs } from "./api";
import { show, tenant } from "./testing";
import { TestBox } from "./TestBox";

afterEach(cleanup);

function RollBack() {
  const { rollback } = useItemActs(tenant);
  return <button type="button" onClick={() => rollback.mutate({ id: "k", version: 1 })}>back</button>;
}

test("after a rollback the same question is asked again, and the old answer is marked until then", async () => {
  let live = "The same day.";
  const calls = await show(<><RollBack /><TestBox tenant={tenant} selected={undefined} /></>, (asked) => {
    if (asked.path.endsWith("/rollback")) live = "Within a week.";
    return asked.path === "/v1/ask"
      ? { outcome: "answer", layer: "match", confidence: 0.9, answerLine: 0.6, choicesLine: 0.3, answer: { text: live }, why: { text: "when", candidates: [], notes: [] } }
      : { id: "k" };
  });
  fireEvent.change(screen.getByLabelText("Question to try"), { target: { value: "When?" } });
  fireEvent.click(screen.getByRole("button", { name: "Ask" }));
  expect(await screen.findByText("The same day.")).toBeTruthy();
  expect(screen.queryByText(/has just changed/)).toBeNull();

  fireEvent.click(screen.getByRole("button", { name: "back" }));
  expect(await screen.findByText("What is live has just changed; asking again.")).toBeTruthy();
  expect(await screen.findByText("Within a week.")).toBeTruthy();
  await waitFor(() => expect(screen.queryByText(/has just changed/)).toBeNull());
  expect(calls.filter((call) => call.path === "/v1/ask")).toHaveLength(2);
});
