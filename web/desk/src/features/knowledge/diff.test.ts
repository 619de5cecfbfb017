import { expect, test } from "vitest";
import { diffList, diffText, type Piece } from "./diff";

const side = (pieces: Piece[], hide: Piece["kind"]) => pieces.filter((piece) => piece.kind !== hide).map((piece) => piece.text).join("");

test("Chinese is compared by character, so that one changed word stands out", () => {
  expect(diffText("签收后 7 天内可以退货", "签收后 15 天内可以换货")).toEqual([
    { kind: "same", text: "签收后 " }, { kind: "removed", text: "7" }, { kind: "added", text: "15" }, { kind: "same", text: " 天内可以" },
    { kind: "removed", text: "退" }, { kind: "added", text: "换" }, { kind: "same", text: "货" },
  ]);
});

test("English is compared by word", () => {
  expect(diffText("leaves the same day", "leaves the next day").filter((piece) => piece.kind !== "same")).toEqual([
    { kind: "removed", text: "same" }, { kind: "added", text: "next" },
  ]);
});

test("both sides can be read back from the pieces, whatever the texts", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = () => Array.from({ length: random(40) }, () => "发货退 ab1，。\n"[random(11)] ?? "").join("");
  for (let round = 0; round < 300; round++) {
    const [before, after] = [text(), text()];
    const pieces = diffText(before, after);
    expect(side(pieces, "added")).toBe(before);
    expect(side(pieces, "removed")).toBe(after);
  }
});

test("a list shows an entry put in between as one addition", () => {
  expect(diffList(["a", "c"], ["a", "b", "c"])).toEqual([{ kind: "same", text: "a" }, { kind: "added", text: "b" }, { kind: "same", text: "c" }]);
});

test("texts too different to follow are shown as replaced, at once", () => {
  const before = Array.from({ length: 3_000 }, (_, n) => `a${n} `).join("");
  const after = Array.from({ length: 3_000 }, (_, n) => `b${n} `).join("");
  const started = performance.now();
  expect(side(diffText(before, after), "removed")).toBe(after);
  expect(performance.now() - started).toBeLessThan(1_000);
});
