import type { Locale } from "@serviceos/shared/api";
import type { ConfigProviderProps } from "antd";
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

export type Texts = Record<string, unknown>;

/** One chunk a language: only the chosen one comes with the first page. */
interface Language {
  texts: Texts;
  widgets: NonNullable<ConfigProviderProps["locale"]>;
}

const loaders: Record<Locale, () => Promise<Language>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

const loaded: Partial<Record<Locale, Language>> = {};

/** Each feature's texts, under its name: `t("knowledge.title")`. They come with the feature's page. */
const features = import.meta.glob<Texts>("../features/*/i18n/*.json", { import: "default" });
const needed = new Map<string, Promise<void>>();

export const featureNames = [...new Set(Object.keys(features).flatMap((path) => /features\/([^/]+)\//.exec(path)?.[1] ?? []))];

export async function textsOf(locale: Locale): Promise<Texts> {
  const { texts } = (loaded[locale] ??= await loaders[locale]());
  const more = await Promise.all([...needed.keys()].map(async (feature) => [feature, await features[`../features/${feature}/i18n/${locale}.json`]?.()] as const));
  return { ...texts, ...Object.fromEntries(more.filter(([, words]) => words !== undefined)) };
}

/** The texts of a feature, in the language that is shown; from then on in every other one too. */
export function needTexts(feature: string): Promise<void> {
  const known = needed.get(feature);
  if (known) return known;
  // known before it is read, so that reading finds it
  needed.set(feature, Promise.resolve());
  const read = i18next.isInitialized ? addTexts(i18next.language === "en" ? "en" : "zh-CN") : Promise.resolve();
  needed.set(feature, read);
  return read;
}

async function addTexts(locale: Locale): Promise<void> {
  i18next.addResourceBundle(locale, "translation", await textsOf(locale), true, true);
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
    resources: { [locale]: { translation: await textsOf(locale) } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
}

export async function setLocale(locale: Locale): Promise<void> {
  localStorage.setItem(stored, locale);
  await addTexts(locale);
  document.documentElement.lang = locale;
  await i18next.changeLanguage(locale);
}

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh-CN";
}
