import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { keys } from "../keys";
import { conversation, fakeServer, show } from "../testing";
import { TransferDialog } from "./TransferDialog";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const colleagues = () => within(screen.getByRole("radiogroup", { name: "Colleague" })).queryAllByRole("radio");
const agent = (name: string, assigned: number, state = "online") => ({ id: name.toLowerCase(), name, state, assigned, capacity: 5, skills: [] });

test("it shows who is full, keeps its button free, and says to whom it went", async () => {
  const server = fakeServer();
  server.on("GET", /\/desk\/agents$/, () => ({ body: { items: [agent("Tom", 5), agent("王芳", 1), agent("Kim", 0, "offline"), agent("Mei", 0)] } }));
  server.on("POST", /\/transfer$/, () => ({ body: conversation({ agent: { id: "tom", name: "Tom" } }) }));
  const done = vi.fn();
  await show(<TransferDialog id="c1" onDone={done} />);

  const tom = await screen.findByRole("radio", { name: /Tom.*full 5\/5/ });
  expect(colleagues().map((each) => each.closest("label")?.textContent)).toEqual(["王芳Online1/5", "TomOnlinefull 5/5", "KimOffline0/5"]);
  expect(document.querySelector(".ant-select-dropdown")).toBeNull();
  fireEvent.change(screen.getByRole("textbox", { name: "Find a colleague" }), { target: { value: "wf" } });
  expect(colleagues()).toHaveLength(1);
  fireEvent.change(screen.getByRole("textbox", { name: "Find a colleague" }), { target: { value: "" } });
  fireEvent.click(screen.getByRole("radio", { name: /Tom/ }));
  fireEvent.click(screen.getByRole("button", { name: "Transfer" }));
  expect(await screen.findByText("Transferred to Tom")).toBeTruthy();
  await waitFor(() => expect(done).toHaveBeenCalledWith(true));
  expect(tom).toBeTruthy();
});

test("while it is open it shows who comes and goes, and nobody changes places", async () => {
  const server = fakeServer();
  let now = [agent("Tom", 1), agent("Kim", 3)];
  server.on("GET", /\/desk\/agents$/, () => ({ body: { items: now } }));
  const client = await show(<TransferDialog id="c1" onDone={vi.fn()} />);
  fireEvent.click(await screen.findByRole("radio", { name: /Tom/ }));
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Transfer" }).disabled).toBe(false);

  now = [agent("Ann", 0), agent("Kim", 0), agent("Tom", 1, "offline")];
  await act(() => client.invalidateQueries({ queryKey: keys.agents }));
  await screen.findByRole("radio", { name: /Ann/ });
  expect(colleagues().map((each) => each.closest("label")?.textContent)).toEqual(["TomOffline1/5", "KimOnline0/5", "AnnOnline0/5"]);
  expect(screen.getByRole("alert").textContent).toBe("Tom has just gone offline. Choose somebody else.");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Transfer" }).disabled).toBe(true);
});
