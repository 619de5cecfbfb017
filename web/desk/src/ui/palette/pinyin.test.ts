import { expect, test } from "vitest";
import { finds, initials } from "./pinyin";

test.each([
  ["退款", "tk"],
  ["接待下一位", "jdxyw"],
  ["知识库", "zsk"],
  ["深色外观", "sswg"], // what the palette says to try
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

test("letters that only stand on both sides of a space find nothing, in Chinese and English", () => {
  expect(finds("kn", "Take next")).toBe(false);
  expect(finds("en", "转接 Mei next")).toBe(false);
  expect(finds("jm", "转接 Mei")).toBe(true);
});
