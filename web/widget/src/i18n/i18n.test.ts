import { expect, test } from "vitest";
import { wait } from "../format";
import { chooseLocale, counted, dictionaries, translator } from "./index";
import type { Key } from "./en";

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();

test("Both languages say everything, none of it empty", () => {
  const [zh, en] = [dictionaries["zh-CN"], dictionaries.en];
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const key of Object.keys(en) as Key[]) expect(zh[key].trim() && en[key].trim(), key).toBeTruthy();
});

test("Both languages are given the same facts", () => {
  const known = new Set(["order.more"]); // one counts the rest, the other all
  for (const key of Object.keys(dictionaries.en) as Key[]) {
    if (key.endsWith(".one") || known.has(key)) continue;
    expect(holes(dictionaries["zh-CN"][key]), key).toEqual(holes(dictionaries.en[key]));
  }
});

test("The page's wish goes before the shop's setting, and that before the browser's", () => {
  expect(chooseLocale("en", "zh-CN", ["zh"])).toBe("en");
  expect(chooseLocale("", "zh-CN", ["en-GB"])).toBe("zh-CN");
  expect(chooseLocale("fr", undefined, ["de", "zh-Hans-CN"])).toBe("zh-CN");
  expect(chooseLocale("", undefined, ["de"])).toBe("en");
});

test("Waits are told in minutes, rounded up", () => {
  const t = translator("en");
  expect(wait(20, t)).toBe("under a minute");
  expect(wait(60, t)).toBe("1 min");
  expect(wait(61, t)).toBe("2 min");
  expect(counted(translator("zh-CN"), "log.newer", 3)).toBe("3 条新消息");
});
