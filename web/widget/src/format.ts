import type { Locale } from "./contract";
import { counted, type Translate } from "./i18n";

/** Times, sums and sizes as people of each language write them. */

export function clock(iso: string, locale: Locale): string {
  return format(iso, locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "14:05" today, "Nov 3, 14:05" before. */
export function moment(iso: string, locale: Locale, now: Date = new Date()): string {
  if (sameDay(new Date(iso), now)) return clock(iso, locale);
  return `${day(iso, locale)} ${clock(iso, locale)}`;
}

export function day(iso: string, locale: Locale): string {
  return format(iso, locale, { month: "short", day: "numeric" });
}

/** The day a parcel is expected; the hour too when the carrier names one at which people are awake. */
export function expected(iso: string, locale: Locale): string {
  const dayOnly = !iso.includes("T");
  const at = dayOnly ? `${iso}T00:00:00` : iso;
  const date = format(at, locale, { month: "short", day: "numeric", weekday: "short" });
  const hour = new Date(at).getHours();
  return dayOnly || hour < 7 || hour > 21 ? date : `${date} ${clock(at, locale)}`;
}

export function money(amount: number, currency: string, locale: Locale): string {
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(amount / 100);
  } catch {
    return `${(amount / 100).toFixed(2)} ${currency}`;
  }
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
}

export function wait(seconds: number, t: Translate): string {
  return seconds < 60 ? t("time.under") : counted(t, "time.minutes", Math.ceil(seconds / 60));
}

/** A time is shown again after this much silence. */
export function silent(before: string | undefined, now: string): boolean {
  return before === undefined || Date.parse(now) - Date.parse(before) > 10 * 60_000;
}

function format(iso: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "" : new Intl.DateTimeFormat(locale, options).format(at);
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
