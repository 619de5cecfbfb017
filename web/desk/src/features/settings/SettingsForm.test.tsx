import { cleanup, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { SettingsForm } from "./SettingsForm";
import { settings, shop, show } from "./testing";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The page, and another one to go to. */
function Pages() {
  const [here, setHere] = useState(true);
  return <><button type="button" onClick={() => setHere(!here)}>go</button>{here && <SettingsForm node={shop} settings={settings} above={[]} seesTop />}</>;
}
const go = () => fireEvent.click(screen.getByRole("button", { name: "go" }));
const name = () => screen.getByDisplayValue<HTMLInputElement>(/tea/i);
const isWarned = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

test("what isn't saved is kept while another page is looked at, and closing the tab asks until it is saved or discarded", async () => {
  await show(<Pages />);
  expect(isWarned()).toBe(false);
  fireEvent.change(name(), { target: { value: "Green tea" } });
  expect(isWarned()).toBe(true);

  go();
  expect(await screen.findByText("Tea: 1 unsaved change is kept until you come back")).toBeTruthy();
  expect(isWarned()).toBe(true);
  go();
  expect(name().value).toBe("Green tea");
  expect(screen.getByText("1 change not saved")).toBeTruthy();

  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(isWarned()).toBe(false);
  go();
  go();
  expect(name().value).toBe("Tea");
});
