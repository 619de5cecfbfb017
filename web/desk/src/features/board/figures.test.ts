import type { Board, Tile } from "@serviceos/shared/api";
import { expect, test } from "vitest";
import { figureText, moodOf, ordered } from "./figures";

const tile = (state: Tile["state"]): Tile => ({ key: "waiting", value: 1, unit: "count", state });
const shop = (name: string, waiting: number, longestWaitSeconds: number): Board["merchants"][number] => ({
  id: name, name, waiting, longestWaitSeconds, inService: 0, withBot: 0, botShare: 0, resolved: 0, firstResponseSeconds: 0, messagesPerMinute: 0,
});

test("the worst tile sets the mood; green and plain ones leave it calm", () => {
  expect(moodOf([tile("good"), tile("plain")])).toBe("calm");
  expect(moodOf([tile("good"), tile("warn")])).toBe("warn");
  expect(moodOf([tile("warn"), tile("bad")])).toBe("bad");
});

test("figures read as people say them; nothing measured is a dash, not a zero", () => {
  expect(figureText(1284, "count", "en")).toBe("1,284");
  expect(figureText(161, "seconds", "zh-CN")).toBe("2:41");
  expect(figureText(0.7134, "share", "en")).toBe("71.3%");
  expect(figureText(104.46, "per-minute", "en")).toBe("104.5");
  expect(figureText(null, "seconds", "en")).toBe("–");
});

test("shops with the same figure stand by who waits longest", () => {
  const shops = [shop("Moka", 2, 10), shop("Tea", 2, 90), shop("Star", 5, 20)];
  expect(ordered(shops, { by: "waiting", down: true }, "en").map((one) => one.name)).toEqual(["Star", "Tea", "Moka"]);
  expect(ordered(shops, { by: "name", down: false }, "en").map((one) => one.name)).toEqual(["Moka", "Star", "Tea"]);
});
