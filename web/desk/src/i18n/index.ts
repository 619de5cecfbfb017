import type { Locale } from "@serviceos/shared/api";
import type { ConfigProviderProps } from "antd";
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Texts } from "./merge";

/** One chunk a language: only the chosen one comes with the first page. */
interface Language {
  texts: Texts;
  widgets: NonNullable<ConfigProviderProps["locale"]>;
}

const loaders: Record<Locale, () => Promise<Language>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

const restLoaders: Record<Locale, () => Promise<{ texts: Texts }>> = {
  "zh-CN": () => import("./zh-CN.more"),
  en: () => import("./en.more"),
};

const loaded: Partial<Record<Locale, Language>> = {};

/** All texts of a language. */
export async function textsOf(locale: Locale): Promise<Texts> {
  const [first, rest] = await Promise.all([firstTextsOf(locale), restLoaders[locale]()]);
  return { ...first, ...rest.texts };
}

async function firstTextsOf(locale: Locale): Promise<Texts> {
  return (loaded[locale] ??= await loaders[locale]()).texts;
}

/** Before a page that says more than the first one: its words in the language that is shown. */
export async function moreTexts(): Promise<void> {
  const locale = i18next.language === "en" ? "en" : "zh-CN";
  i18next.addResourceBundle(locale, "translation", (await restLoaders[locale]()).texts, true, false);
}

/** What Ant Design says by itself, in the language that is shown. */
export function useWidgetTexts(): Language["widgets"] | undefined {
  return loaded[useLocale()]?.widgets;
}

const stored = "serviceos.locale";

export function startLocale(): Locale {
  const kept = localStorage.getItem(stored);
  if (kept === "zh-CN" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export async function startI18n(): Promise<void> {
  const locale = startLocale();
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: { translation: await firstTextsOf(locale) } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
}

export async function setLocale(locale: Locale): Promise<void> {
  localStorage.setItem(stored, locale);
  i18next.addResourceBundle(locale, "translation", await textsOf(locale), true, false);
  document.documentElement.lang = locale;
  await i18next.changeLanguage(locale);
}

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh-CN";
}
