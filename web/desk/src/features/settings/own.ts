import type { Tenant, TenantSettings } from "@serviceos/shared/api";
import type { Above, FieldName, OwnSettings } from "./api";

/** The fields in the order of the page; also what the save bar counts. */
export const fieldNames: readonly FieldName[] = [
  "name", "color", "locale", "timeZone", "receptionMode", "botRatio", "greeting", "offlineMessage", "businessHours", "holidays",
  "firstResponseSeconds", "agentCapacity", "answerThreshold", "choicesThreshold", "replayLostMax", "allowedOrigins",
];

/** What a node says itself, out of what is in force there. */
export function ownOf(settings: TenantSettings): OwnSettings {
  return Object.fromEntries(fieldNames.filter((name) => !settings.inherited.includes(name) && settings[name] !== undefined).map((name) => [name, settings[name]]));
}

/** The fields that saving would change. */
export function changedFields(before: OwnSettings, after: OwnSettings): FieldName[] {
  return fieldNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** What was changed on top of an older state, put on top of the newest one. */
export function rebased(before: OwnSettings, after: OwnSettings, stored: OwnSettings): OwnSettings {
  const changed = new Set<string>(changedFields(before, after));
  const kept = (own: OwnSettings, mine: boolean) => Object.entries(own).filter(([name]) => changed.has(name) === mine);
  return Object.fromEntries([...kept(stored, false), ...kept(after, true)]);
}

/** The nodes above, nearest first, as far as I may see them. */
export function ancestorsOf(tenants: readonly Tenant[], id: string): Tenant[] {
  const parent = tenants.find((one) => one.id === tenants.find((tenant) => tenant.id === id)?.parentId);
  return parent ? [parent, ...ancestorsOf(tenants, parent.id)] : [];
}

/** Where an inherited value comes from: a node by name, a node I may not see, or the product's own default. */
export type Origin = { from: "node"; name: string } | { from: "above" } | { from: "product" };

export function originOf(field: FieldName, above: Above, seesTop: boolean): Origin {
  const node = above.find(({ settings }) => !settings.inherited.includes(field));
  if (node) return { from: "node", name: node.tenant.name };
  return { from: seesTop ? "product" : "above" };
}
