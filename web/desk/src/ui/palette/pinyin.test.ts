import { expect, test } from "vitest";
import { finds, initials } from "./pinyin";

test.each([
  ["退款", "tk"],
  ["接待下一位", "jdxyw"],
  ["知识库", "zsk"],
  ["转接 Mei", "zjmei"],
  ["关闭会话", "gbhh"],
])("%s is found by %s", (text, typed) => {
  expect(initials(text)).toBe(typed);
  expect(finds(typed, text)).toBe(true);
});

test("words are found in the middle and regardless of case", () => {
  expect(finds("NEXT", "Take next")).toBe(true);
  expect(finds("xyz", "Take next")).toBe(false);
});
