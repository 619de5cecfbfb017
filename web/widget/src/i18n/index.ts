import type { Locale, Words } from "../contract";
import { en, type Dictionary, type Key } from "./en";
import { zhCN } from "./zh-CN";

export type { Key };
export type Params = Record<string, string | number>;
export type Translate = (key: Key, params?: Params) => string;

export const dictionaries: Record<Locale, Dictionary> = { "zh-CN": zhCN, en };

export function translator(locale: Locale): Translate {
  const words = dictionaries[locale];
  return (key, params = {}) => words[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
}

/** "x.one" or "x.other"; the two languages need no more. */
export function counted(t: Translate, key: "launcher.unread" | "log.newer" | "time.minutes", n: number): string {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n });
}

/** The page's wish first, then the shop's setting, then the browser's. */
export function chooseLocale(asked: string, configured: string | undefined, browser: readonly string[]): Locale {
  for (const wish of [asked, configured ?? "", ...browser]) {
    if (/^zh\b/i.test(wish)) return "zh-CN";
    if (/^en\b/i.test(wish)) return "en";
  }
  return "en";
}

export function wordsIn(words: Words | string | undefined, locale: Locale): string {
  if (typeof words === "string") return words;
  return words?.[locale] || words?.["zh-CN"] || words?.en || "";
}
