import type { Tenant, TenantSettings } from "@serviceos/shared/api";
import { expect, test } from "vitest";
import { ancestorsOf, changedFields, originOf, ownOf } from "./own";

const tenants: Tenant[] = [
  { id: "p", kind: "platform", slug: "lantern", name: "Lantern Market" },
  { id: "u", parentId: "p", kind: "unit", slug: "home", name: "Home" },
  { id: "m", parentId: "u", kind: "merchant", slug: "tea", name: "Tea" },
];
const settings: TenantSettings = {
  name: "Tea", color: "#0F766E", locale: "en", receptionMode: "mixed", botRatio: 0.5, greeting: { "zh-CN": "您好", en: "Hello" }, offlineMessage: { "zh-CN": "留言", en: "Away" },
  timeZone: "Asia/Shanghai", businessHours: [], holidays: [], firstResponseSeconds: 60, agentCapacity: 5, answerThreshold: 0.6, choicesThreshold: 0.3, allowedOrigins: [], inherited: ["color", "timeZone", "greeting", "answerThreshold", "choicesThreshold"],
};

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
