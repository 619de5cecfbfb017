import { expect, test } from "vitest";
import { placed } from "./useSteady";

test("an item that was saved stays where it was", () => {
  expect(placed(["c", "a", "b"], ["a", "b", "c"])).toEqual(["a", "b", "c"]);
});

test("a new item comes on top, even when the one below was saved after it", () => {
  expect(placed(["new", "a", "b"], ["a", "b"])).toEqual(["new", "a", "b"]);
  expect(placed(["b", "new", "a"], ["a", "b"])).toEqual(["new", "a", "b"]);
});

test("the next page comes below, and what is gone leaves no gap", () => {
  expect(placed(["b", "a", "d", "e"], ["a", "b", "c"])).toEqual(["a", "b", "d", "e"]);
  expect(placed(["x", "y"], [])).toEqual(["x", "y"]);
});
