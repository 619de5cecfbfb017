import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { ModelSection } from "./ModelSection";
import { noModel, shop, show } from "./testing";

const path = "/v1/tenants/m/language-model";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a model is saved with its key, which is empty again afterwards, and can then be tested", async () => {
  await show(<ModelSection node={shop} readOnly={false} />);
  const sent: { method: string; body: unknown }[] = [];
  const saved = { ...noModel, endpoint: "https://models.example/v1", model: "small", keySet: true, drafts: true, inherited: ["answers"] };
  vi.stubGlobal("fetch", async (asked: string, init: RequestInit = {}) => {
    if (asked === path && init.method === "PUT") {
      sent.push({ method: init.method, body: JSON.parse(String(init.body)) });
      return Response.json(saved);
    }
    return Response.json(asked === `${path}/test` ? { outcome: "timeout", ms: 4000 } : noModel);
  });
  const key = await screen.findByLabelText("Key");
  expect(screen.getByRole("button", { name: "Test connection" })).toHaveProperty("disabled", true);
  fireEvent.change(screen.getByLabelText("Endpoint"), { target: { value: " https://models.example/v1 " } });
  fireEvent.change(screen.getByLabelText("Model"), { target: { value: "small" } });
  fireEvent.change(key, { target: { value: "sk-1" } });
  fireEvent.click(screen.getByLabelText("Draft replies for agents"));
  fireEvent.click(screen.getByRole("button", { name: "Save the model" }));
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ endpoint: "https://models.example/v1", model: "small", key: "sk-1", drafts: true, persona: null }));
  await waitFor(() => expect(key).toHaveProperty("value", ""));
  expect(screen.getByText(/A key is stored/)).toBeTruthy();

  fireEvent.click(screen.getByRole("button", { name: "Test connection" }));
  expect(await screen.findByText("No answer in time (4000 ms).")).toBeTruthy();
});

test("who may only look can't save or test", async () => {
  await show(<ModelSection node={shop} readOnly />);
  expect(await screen.findByLabelText("Endpoint")).toHaveProperty("disabled", true);
  expect(screen.queryByRole("button")?.textContent ?? "").not.toContain("Save");
});
