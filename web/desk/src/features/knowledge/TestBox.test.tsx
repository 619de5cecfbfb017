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

test("the item that is open is told why it is not the answer", async () => {
  const calls = await show(<TestBox tenant={tenant} selected={"a".repeat(32)} />, (asked) => {
    if (asked.path === "/v1/ask") return { outcome: "answer", layer: "match", confidence: 0.9, answerLine: 0.6, choicesLine: 0.3, answer: { text: "Two days." }, why: { text: "when", candidates: [], notes: [] } };
    if (asked.path === "/v1/knowledge/why-not")
      return { reason: "other-closer", question: "Wrapping", score: 0.2, similarity: 0.4, nearest: "paper and a bow", missingWords: ["norway"], outcome: "answer", best: 0.9, answerLine: 0.6, other: { item: "b".repeat(32), question: "Shipping" }, products: [] };
    return asked.path.startsWith("/v1/knowledge/items/")
      ? { id: "a".repeat(32), state: "published", inherited: false, origin: { id: tenant, name: "Lantern Tea", kind: "merchant" }, updatedAt: "2026-11-20T08:00:00Z", versions: [],
        published: { version: 1, by: "Mei", publishedAt: "2026-11-20T08:00:00Z", content: { question: "Wrapping", similar: [], answer: { text: "Yes.", links: [], images: [], buttons: [] }, language: "en", products: [] } } }
      : { items: [] };
  });
  fireEvent.change(screen.getByLabelText("Question to try"), { target: { value: "Do you ship to Norway?" } });
  fireEvent.click(screen.getByRole("button", { name: "Ask" }));
  expect(await screen.findByText(/“Shipping” is closer: 90% sure, this one 20%/)).toBeTruthy();
  expect(screen.getByText("Words it lacks: norway")).toBeTruthy();
  expect(calls.find((call) => call.path === "/v1/knowledge/why-not")?.body).toMatchObject({ question: "Do you ship to Norway?", item: "a".repeat(32) });
});
