import type { Locale } from "@serviceos/shared/api";
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

type Texts = Record<string, unknown>;
const shell = import.meta.glob<Texts>("./*.json", { eager: true, import: "default" });
const features = import.meta.glob<Texts>("../features/*/i18n/*.json", { eager: true, import: "default" });

/** The shell's texts at the root, each feature's under its own name: `t("knowledge.title")`. */
export function textsOf(locale: Locale): Texts {
  const texts: Texts = { ...shell[`./${locale}.json`] };
  for (const [path, words] of Object.entries(features)) {
    const [, feature, file] = /features\/([^/]+)\/i18n\/(.+)\.json$/.exec(path) ?? [];
    if (feature && file === locale) texts[feature] = words;
  }
  return texts;
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
    fallbackLng: "en",
    resources: {
      "zh-CN": { translation: textsOf("zh-CN") },
      en: { translation: textsOf("en") },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
}

export function setLocale(locale: Locale): void {
  localStorage.setItem(stored, locale);
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh-CN";
}
