import type { Locale } from "./contract";
import { counted, type Translate } from "./i18n";

/** Times, sums and sizes as people of each language write them; times are the reader's, or those of the zone that is given. */
type Zone = string | undefined;

export function clock(iso: string, locale: Locale, zone?: Zone): string {
  return format(iso, locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone);
}

/** "14:05" today, "Nov 3, 14:05" before; in another's zone always with the day, which may not be the reader's. */
export function moment(iso: string, locale: Locale, zone?: Zone, now: Date = new Date()): string {
  const isToday = new Date(iso).toDateString() === now.toDateString();
  return isToday && !zone ? clock(iso, locale) : `${day(iso, locale, zone)} ${clock(iso, locale, zone)}`;
}

export function day(iso: string, locale: Locale, zone?: Zone): string {
  return format(iso, locale, { month: "short", day: "numeric" }, zone);
}

/** The day a parcel is expected; the hour too when the carrier names one at which people are awake. */
export function expected(iso: string, locale: Locale, zone?: Zone): string {
  const dayOnly = !iso.includes("T");
  // a day without a time is that day everywhere
  const date = format(dayOnly ? `${iso}T00:00:00` : iso, locale, { month: "short", day: "numeric", weekday: "short" }, dayOnly ? undefined : zone);
  const time = clock(iso, locale, zone);
  return dayOnly || time < "07" || time >= "22" ? date : `${date} ${time}`;
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

function format(iso: string, locale: Locale, options: Intl.DateTimeFormatOptions, zone: Zone): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? "" : new Intl.DateTimeFormat(locale, zone ? { ...options, timeZone: zone } : options).format(at);
}
