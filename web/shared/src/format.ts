import type { Instant, Locale, Money } from "./api";

/** ¥1,299.00: minor units to the currency's own digits. */
export function money(value: Money, locale: Locale): string {
  const format = cached(`${locale}|${value.currency}`, () =>
    new Intl.NumberFormat(locale, { style: "currency", currency: value.currency, currencyDisplay: "narrowSymbol" }));
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value.amount / 10 ** digits);
}

export function count(value: number, locale: Locale): string {
  return cached(`${locale}|n`, () => new Intl.NumberFormat(locale)).format(value);
}

/** 0.873 → 87 %. */
export function share(value: number, locale: Locale, digits = 0): string {
  return cached(`${locale}|%${digits}`, () =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits })).format(value);
}

/** A clock for waits: 0:58, 12:41, 1:02:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** 14:05 */
export function time(at: Instant, locale: Locale, timeZone?: string): string {
  return dateFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...zoned(timeZone) }).format(new Date(at));
}

/** 21 Nov / 11月21日; the year only when it isn't this one. */
export function day(at: Instant, locale: Locale, timeZone?: string): string {
  const date = new Date(at);
  const year = dateFormat("en", { year: "numeric", ...zoned(timeZone) });
  const sameYear = year.format(date) === year.format(new Date());
  return dateFormat(locale, { month: "short", day: "numeric", ...(sameYear ? {} : { year: "numeric" }), ...zoned(timeZone) }).format(date);
}

/** 21 Nov, 14:05 */
export function dayTime(at: Instant, locale: Locale, timeZone?: string): string {
  return `${day(at, locale, timeZone)} ${time(at, locale, timeZone)}`;
}

/** As short as it can be said: the time today, the day and time before. */
export function when(at: Instant, locale: Locale): string {
  return new Date(at).toDateString() === new Date().toDateString() ? time(at, locale) : dayTime(at, locale);
}

/** In full, for tooltips and for screen readers. */
export function full(at: Instant, locale: Locale): string {
  return dateFormat(locale, { dateStyle: "full", timeStyle: "medium" }).format(new Date(at));
}

/** "3 minutes ago", "昨天"; beyond a week the day itself. */
export function ago(at: Instant, now: number, locale: Locale): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const format = cached(`${locale}|ago`, () => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
  const size = Math.abs(seconds);
  if (size < 45) return format.format(0, "second");
  if (size < 2_700) return format.format(Math.round(seconds / 60), "minute");
  if (size < 79_200) return format.format(Math.round(seconds / 3_600), "hour");
  if (size < 604_800) return format.format(Math.round(seconds / 86_400), "day");
  return day(at, locale);
}

/** 1.2 MB */
export function bytes(value: number, locale: Locale): string {
  const units = ["B", "KB", "MB", "GB"];
  let size = value;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: unit === 0 ? 0 : 1 }).format(size)} ${units[unit] ?? ""}`;
}

const formats = new Map<string, unknown>();

/** Intl objects are slow to make; one of each is enough. */
function cached<T>(key: string, make: () => T): T {
  const found = formats.get(key) as T | undefined;
  if (found !== undefined) return found;
  const made = make();
  formats.set(key, made);
  return made;
}

/** Nothing when no zone is given: then times are the reader's. */
const zoned = (timeZone: string | undefined) => (timeZone ? { timeZone } : {});

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(`${locale}|${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
}
