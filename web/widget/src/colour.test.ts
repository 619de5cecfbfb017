import { expect, test } from "vitest";
import { contrast, paintOf, shadesOf } from "./colour";
import { dark, light, type Token } from "./styles/tokens";

test("Any shop's colour can be read", () => {
  for (let i = 0; i < 4096; i += 7) {
    const color = `#${i.toString(16).padStart(3, "0")}`;
    const { back, ink } = paintOf(color);
    expect(contrast(back, ink), color).toBeGreaterThanOrEqual(4.5);
  }
  expect(paintOf("not a colour").back).toBe("rgb(15 118 110)");
});

/** [text, ground, least contrast] */
const pairs: [Token, Token, number][] = [
  ["ink", "ground", 4.5], ["ink", "theirs", 4.5], ["ink", "raised", 4.5], ["ink", "accent-soft", 4.5],
  ["soft", "ground", 4.5], ["soft", "theirs", 4.5], ["soft", "raised", 4.5],
  ["accent", "ground", 4.5], ["accent", "raised", 4.5], ["accent", "theirs", 4.5], ["accent", "accent-soft", 4.5], ["on-accent", "accent", 4.5],
  ["own-ink", "own", 4.5], ["red", "ground", 4.5], ["red", "red-soft", 4.5], ["red", "sunken", 4.5],
  ["amber", "amber-soft", 4.5], ["green", "green-soft", 4.5], ["line-strong", "ground", 3],
];

test("Both themes keep AA contrast", () => {
  for (const tokens of [light, dark])
    for (const [text, ground, least] of pairs)
      expect(contrast(tokens[text], tokens[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(least);
});

test("Both themes keep AA contrast in any shop's colour", () => {
  for (let i = 0; i < 4096; i += 7) {
    const color = `#${i.toString(16).padStart(3, "0")}`;
    for (const theme of [light, dark]) {
      const tokens = { ...theme, ...shadesOf(color, theme) };
      for (const [text, ground, least] of pairs)
        expect(contrast(tokens[text], tokens[ground]), `${text} on ${ground} in ${color}`).toBeGreaterThanOrEqual(least);
    }
  }
});

test("A shop's colour that can be read stays as it is", () => {
  expect(shadesOf("#7a1fa2", light).accent).toBe("rgb(122 31 162)");
  expect(shadesOf("#ffd400", light).accent).not.toBe("rgb(255 212 0)");
});
