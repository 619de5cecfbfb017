import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { moreTexts, startI18n } from "../../i18n";
import type { Period } from "./hours";
import { HoursEditor } from "./HoursEditor";

const morning: Period = { day: 1, from: "09:00", to: "12:00" };
let week: Period[] = [];

beforeAll(async () => {
  localStorage.setItem("serviceos.locale", "en");
  await startI18n();
  await moreTexts();
});
beforeEach(() => vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} }));
afterEach(cleanup);

function show(periods: Period[]) {
  week = periods;
  function Host() {
    const [value, setValue] = useState(periods);
    const change = (next: Period[]) => {
      week = next;
      setValue(next);
    };
    return <HoursEditor periods={value} readOnly={false} onChange={change} />;
  }
  render(<Host />);
}

const field = (name: string) => screen.getByRole("textbox", { name });
function type(name: string, text: string) {
  fireEvent.change(field(name), { target: { value: text } });
  fireEvent.blur(field(name));
}

test("a time may be typed as people type it", () => {
  show([morning]);
  type("Monday, period 1, from", "830");
  type("Monday, period 1, to", "12.15");
  expect(week).toEqual([{ day: 1, from: "08:30", to: "12:15" }]);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a day may have several periods; the next one fits after the last", () => {
  show([morning]);
  fireEvent.click(screen.getByRole("button", { name: "Add a period on Monday" }));
  expect(week).toEqual([morning, { day: 1, from: "13:00", to: "17:00" }]);
  expect(screen.getByText("Open 7 hours a week.")).toBeTruthy();
});

test("a night is refused where it stands, with the way to write it", () => {
  show([morning]);
  type("Monday, period 1, from", "22");
  type("Monday, period 1, to", "6");
  expect(screen.getByRole("alert").textContent).toContain("Split it in two");
  type("Monday, period 1, to", "24");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("periods that overlap are told, and the later one is marked", () => {
  show([morning, { day: 1, from: "11:00", to: "15:00" }]);
  expect(screen.getByRole("alert").textContent).toContain("Overlaps");
  expect(field("Monday, period 2, from").getAttribute("aria-invalid")).toBe("true");
  expect(field("Monday, period 1, from").getAttribute("aria-invalid")).toBe("false");
});

test("what isn't a time is told and kept as typed", () => {
  show([morning]);
  type("Monday, period 1, to", "noon");
  expect(screen.getByRole("alert").textContent).toContain("such as 09:30");
  expect((field("Monday, period 1, to") as HTMLInputElement).value).toBe("noon");
});

test("one day copies to all weekdays and leaves the weekend alone", async () => {
  show([morning, { day: 6, from: "10:00", to: "16:00" }, { day: 3, from: "00:00", to: "01:00" }]);
  fireEvent.click(screen.getByRole("button", { name: "Copy Monday to other days" }));
  fireEvent.click(await screen.findByText("Monday to Friday"));
  expect(week.filter((period) => period.day === 3)).toEqual([{ ...morning, day: 3 }]);
  expect(week.filter((period) => period.day === 6)).toEqual([{ day: 6, from: "10:00", to: "16:00" }]);
  expect(week).toHaveLength(6);
  expect(within(screen.getByRole("group", { name: "Sunday" })).getByText("closed")).toBeTruthy();
});

test("a day without periods is closed", () => {
  show([morning]);
  fireEvent.click(screen.getByRole("button", { name: "Remove period 1 of Monday" }));
  expect(week).toEqual([]);
});
