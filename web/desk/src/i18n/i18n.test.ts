import { expect, test } from "vitest";
import { textsOf } from ".";

function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path.replace(/_(one|other)$/, "")];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}

const unique = (keys: string[]) => [...new Set(keys)].sort();

test("Chinese and English have the same keys", async () => {
  expect(unique(keysOf(await textsOf("zh-CN")))).toEqual(unique(keysOf(await textsOf("en"))));
});

test("no text is empty", async () => {
  for (const locale of ["zh-CN", "en"] as const) {
    const empty = Object.entries(flat(await textsOf(locale))).filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  }
});

function flat(value: unknown, path = ""): Record<string, string> {
  if (typeof value === "string") return { [path]: value };
  return Object.assign({}, ...Object.entries(value as object).map(([key, inner]) => flat(inner, `${path}.${key}`)));
}
