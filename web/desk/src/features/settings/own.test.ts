import type { Tenant } from "@serviceos/shared/api";
import { expect, test } from "vitest";
import { ancestorsOf, changedFields, originOf, ownOf, rebased } from "./own";
import { settings } from "./testing";

const tenants: Tenant[] = [
  { id: "p", kind: "platform", slug: "lantern", name: "Lantern Market" },
  { id: "u", parentId: "p", kind: "unit", slug: "home", name: "Home" },
  { id: "m", parentId: "u", kind: "merchant", slug: "tea", name: "Tea" },
];

test("a node sends only what it says itself", () => {
  const own = ownOf(settings);
  expect(own).not.toHaveProperty("color");
  expect(own).not.toHaveProperty("answerThreshold");
  expect(own).toMatchObject({ name: "Tea", botRatio: 0.5 });
});

test("a value comes from the nearest node that says it", () => {
  const [unit, platform] = ancestorsOf(tenants, "m");
  if (!unit || !platform) throw new Error("the tree has two nodes above a shop");
  const above = [{ tenant: unit, settings: { ...settings, inherited: ["color"] } }, { tenant: platform, settings: { ...settings, inherited: ["timeZone"] } }];
  expect(originOf("greeting", above, true)).toEqual({ from: "node", name: "Home" });
  expect(originOf("color", above, true)).toEqual({ from: "node", name: "Lantern Market" });
  expect(originOf("color", [], true)).toEqual({ from: "product" });
  expect(originOf("color", [], false)).toEqual({ from: "above" });
});

test("giving a field back and setting one both count as changes", () => {
  const own = ownOf(settings);
  const { botRatio: _given, ...rest } = own;
  expect(changedFields(own, { ...rest, color: "#000000" })).toEqual(["color", "botRatio"]);
  expect(changedFields(own, { ...own })).toEqual([]);
});

test("what was changed is put on top of what others saved meanwhile", () => {
  const own = ownOf(settings);
  const { firstResponseSeconds: _given, ...rest } = own;
  expect(rebased(own, { ...rest, name: "Green tea" }, { ...own, botRatio: 0.9 })).toEqual({ ...rest, name: "Green tea", botRatio: 0.9 });
});
