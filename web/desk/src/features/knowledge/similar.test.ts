import { expect, test } from "vitest";
import { addSimilar, similarMax, splitPasted } from "./similar";

test("a pasted list loses its numbering and blank lines", () => {
  expect(splitPasted("1. 什么时候发货\r\n2、多久发货\n\n· 今天能发吗\n（3）几天到")).toEqual(["什么时候发货", "多久发货", "今天能发吗", "（3）几天到"]);
});

test("a number that belongs to the question stays", () => {
  expect(splitPasted("7 天无理由退货吗\n3C 产品保修多久")).toEqual(["7 天无理由退货吗", "3C 产品保修多久"]);
});

test("doubles are dropped however they are written, and so is the question itself", () => {
  expect(addSimilar("什么时候发货？", ["多久发货"], ["什么时候发货", "多久 发货?", "今天能发吗", "今天能发吗！"])).toEqual({ similar: ["多久发货", "今天能发吗"], added: 1, dropped: 3 });
});

test("never more than the server takes", () => {
  const many = Array.from({ length: 300 }, (_, n) => `问法${n}`);
  expect(addSimilar("问", [], many)).toMatchObject({ added: similarMax, dropped: 300 - similarMax });
});
