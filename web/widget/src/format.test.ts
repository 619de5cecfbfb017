import { expect, test } from "vitest";
import { day, expected, moment } from "./format";

test("times on an order are the shop's, wherever the reader is", () => {
  const now = new Date("2026-11-21T01:00:00Z"); // nine in the morning of the 21st in Shanghai, the evening of the 20th in New York
  expect(moment("2026-11-20T20:30:00Z", "en", "Asia/Shanghai", now)).toBe("Nov 21 04:30");
  expect(moment("2026-11-20T20:30:00Z", "en", "America/New_York", now)).toBe("Nov 20 15:30");
  expect(moment(now.toISOString(), "en", undefined, now)).toMatch(/^\d\d:\d\d$/);
  expect(day("2026-11-20T20:30:00Z", "zh-CN", "Asia/Shanghai")).toBe("11月21日");
  expect(expected("2026-11-21T06:00:00Z", "en", "Asia/Shanghai")).toBe("Sat, Nov 21 14:00");
  expect(expected("2026-11-20T20:30:00Z", "en", "Asia/Shanghai")).toBe("Sat, Nov 21");
  expect(expected("2026-11-21", "en", "America/New_York")).toBe("Sat, Nov 21");
});
