import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { faultText } from "../ui/faults";
import { featureNames, needTexts, setLocale, startI18n, textsOf } from ".";

type Sources = Record<string, string>;
const sources: Sources = import.meta.glob(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../**/testing.tsx"], { query: "?raw", import: "default", eager: true });
const server: Sources = import.meta.glob("../../../../src/ServiceOS/{Staff,Tenants,Bot,Understanding,Platform/Web}/**/*.cs", { query: "?raw", import: "default", eager: true });

beforeAll(async () => {
  await Promise.all(featureNames.map(needTexts));
  await startI18n();
});

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

test("Chinese texts have Chinese punctuation", async () => {
  const foreign = Object.entries(flat(await textsOf("zh-CN"))).filter(([, text]) => /[\p{Script=Han}”}][:,;?!]|[:,;?!]\p{Script=Han}/u.test(text.replace(/https?:\S+/g, "")));
  expect(foreign).toEqual([]);
});

describe("Every text that a page asks for is there", () => {
  const used = Object.entries(sources).flatMap(([file, text]) => [...text.matchAll(/(["`])([a-z][A-Za-z]*(?:\.(?:[\w-]|\$\{[^}`]*\})+)+)\1/g)].map(([, quote, key]) => ({ file, key: key ?? "", isTemplate: quote === "`" })));

  test("by its name", async () => {
    const known = new Set(keysOf(await textsOf("zh-CN")));
    const tops = new Set([...known].map((key) => key.split(".")[0]));
    // a permission is written like a key
    const permission = /^(desk|knowledge|staff|settings|board|keys|facts|orders|messages)\.(read|write|reply)$/;
    const missing = used.filter(({ key, isTemplate }) => !isTemplate && tops.has(key.split(".")[0]) && !known.has(key) && !permission.test(key));
    expect(missing).toEqual([]);
    expect(used.length).toBeGreaterThan(400);
  });

  test("by a name with a hole", async () => {
    const known = keysOf(await textsOf("zh-CN"));
    const tops = new Set(known.map((key) => key.split(".")[0]));
    const missing = used.filter(({ key, isTemplate }) => isTemplate && key.includes("${") && tops.has(key.split(".")[0]) && !known.some((one) => new RegExp(`^${key.replace(/\./g, "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`).test(one)));
    expect(missing).toEqual([]);
  });

  test.each([
    ["a permission", /public const string \w+ = "([a-z]+(?:\.[a-z]+)?)"/g, "Tenants/Contracts/Caller.cs", (name: string) => `staff.scope.${name.replace(".", "-")}`, ["consumer", "staff"]],
    ["a role", /public const string \w+ = "([a-z-]+)"/g, "Staff/Contracts/StaffDirectory.cs", (name: string) => `role.${name}`, []],
    ["a skill of the bot", /public const string \w+ = "([a-z-]+)"/g, "Understanding/Contracts/Reading.cs", (name: string) => `bot.skill.${name}`, []],
    ["a layer of the bot", /Step\("([a-z-]+)"\)/g, "Bot/NextStep.cs", (name: string) => `bot.layer.${name}`, []],
    ["a reason of the bot", /new Step\.HandOver\("([a-z-]+)"/g, "Bot/NextStep.cs", (name: string) => `bot.rule.${name}`, []],
  ] as const)("for %s", async (_what, shape, path, keyOf, without) => {
    const text = Object.entries(server).find(([file]) => file.endsWith(path))?.[1] ?? "";
    const names = [...text.matchAll(shape)].map((found) => found[1] ?? "").filter((name) => !(without as readonly string[]).includes(name));
    expect(names).not.toEqual([]);
    const known = new Set(keysOf(await textsOf("zh-CN")));
    expect(names.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
  });

  test("for what the server says is wrong with a field", async () => {
    const said = Object.entries(server).flatMap(([file, text]) => (/(Staff|Tenants|Texts\.cs)/.test(file)
      ? [...text.matchAll(/"((?:is|must|may|has|name at least|overlaps|you can't) [^"\n]*)"/g)].map(([, words]) => (words ?? "").replace(/\{[^}]*\}/g, "7"))
      : []));
    expect(said.length).toBeGreaterThan(30);
    await setLocale("zh-CN");
    const inEnglish = said.filter((words) => !/\p{Script=Han}/u.test(faultText(i18next.t, words)));
    expect(inEnglish).toEqual([]);
  });
});

test("What the server says is told in the page's language, with its numbers", async () => {
  await setLocale("zh-CN");
  expect(faultText(i18next.t, "must have 10 to 200 characters")).toBe("须为 10 至 200 个字符");
  expect(faultText(i18next.t, "is somebody's already")).toBe("已被使用，请换一个");
  expect(faultText(i18next.t, "something new")).toBe("something new");
  await setLocale("en");
  expect(faultText(i18next.t, "is not the present password")).toBe("This is not your present password");
});

function flat(value: unknown, path = ""): Record<string, string> {
  if (typeof value === "string") return { [path]: value };
  return Object.assign({}, ...Object.entries(value as object).map(([key, inner]) => flat(inner, `${path}.${key}`)));
}
