import { expect, test } from "vitest";
import { pieces, plain, safeUrl } from "./text";

test("Only web addresses become links; a sentence keeps its full stop", () => {
  expect(pieces("See https://a.example/x?y=1. Or javascript:alert(1)")).toEqual([
    { text: "See ", url: null },
    { text: "https://a.example/x?y=1", url: "https://a.example/x?y=1" },
    { text: ". Or javascript:alert(1)", url: null },
  ]);
  expect(pieces("看https://a.example/退货，谢谢").map((piece) => piece.text)).toEqual(["看", "https://a.example/退货", "，谢谢"]);
  expect(pieces("(https://a.example/b_(c))")[1]?.text).toBe("https://a.example/b_(c)");
});

test("Addresses of other kinds are refused, however they are dressed", () => {
  for (const url of ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//", "\u202Ejavascript:x", "java\u0000script:x"])
    expect(safeUrl(url)).toBeNull();
  expect(safeUrl("/v1/attachments/1?t=x", "https://shop.example")).toBe("https://shop.example/v1/attachments/1?t=x");
});

test("Characters that turn text around are taken out; marks and emoji stay", () => {
  expect(plain("a\u202Egnp.exe\u2066b\u0007")).toBe("agnp.exeb");
  expect(plain("שלום\u200F 👩‍👩‍👧 换行\n好")).toBe("שלום\u200F 👩‍👩‍👧 换行\n好");
});
