/** Business hours as a person edits them: periods on days, checked before they are sent. */

export type Period = { day: number; from: string; to: string };
export type Problem = "format" | "overnight" | "overlap";

/** Monday first: a working week reads that way in both languages. */
export const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const;
export const weekdays = [1, 2, 3, 4, 5] as const;

const lastMinute = 24 * 60;

/** Minutes after midnight, or null when the text is no time of day. 24:00 is the end of a day. */
export function minutesOf(time: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= lastMinute ? minutes : null;
}

/** What people type (9, 930, 9:30, ９：３０, 9.30) as HH:mm; text that is no time stays as typed. */
export function tidyTime(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const match = /^(\d{1,2})(?:[:.h](\d{1,2}))?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!match) return text;
  return `${(match[1] ?? "").padStart(2, "0")}:${(match[2] ?? "").padStart(2, "0")}`;
}

/** The first thing wrong with each period, by its place in the list. */
export function problemsOf(periods: readonly Period[]): Map<number, Problem> {
  const problems = new Map<number, Problem>();
  periods.forEach((period, index) => {
    const from = minutesOf(period.from);
    const to = minutesOf(period.to);
    if (from === null || to === null || from === lastMinute) problems.set(index, "format");
    else if (to <= from) problems.set(index, "overnight");
    else if (periods.some((other, at) => at < index && overlaps(period, other))) problems.set(index, "overlap");
  });
  return problems;
}

function overlaps(a: Period, b: Period): boolean {
  const [aFrom, aTo, bFrom, bTo] = [a.from, a.to, b.from, b.to].map(minutesOf);
  if (aFrom == null || aTo == null || bFrom == null || bTo == null) return false;
  return a.day === b.day && aFrom < bTo && bFrom < aTo;
}

/** The week after one day's periods were copied to other days, replacing what those had. */
export function copyDay(periods: readonly Period[], day: number, to: readonly number[]): Period[] {
  const targets = to.filter((target) => target !== day);
  const source = periods.filter((period) => period.day === day);
  return [
    ...periods.filter((period) => !targets.includes(period.day)),
    ...targets.flatMap((target) => source.map((period) => ({ ...period, day: target }))),
  ];
}

/** A period that fits after the day's last one, so that adding never starts with an error. */
export function nextPeriod(periods: readonly Period[], day: number): Period | null {
  const ends = periods.filter((period) => period.day === day).map((period) => minutesOf(period.to) ?? 0);
  if (ends.length === 0) return { day, from: "09:00", to: "18:00" };
  const from = Math.max(...ends) + 60;
  if (from >= lastMinute - 30) return null;
  return { day, from: clock(from), to: clock(Math.min(from + 240, lastMinute - 1)) };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** In the order they are stored: by day, then by start. */
export function sorted(periods: readonly Period[]): Period[] {
  return periods.toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from));
}

/** Hours open in a week, for the sentence under the editor. */
export function weeklyHours(periods: readonly Period[]): number {
  const minutes = periods.reduce((sum, { from, to }) => sum + Math.max(0, (minutesOf(to) ?? 0) - (minutesOf(from) ?? 0)), 0);
  return Math.round(minutes / 6) / 10;
}

/** Whether a holiday's own times can't be: the end must be after the start. */
export function isWrongTime(period: { from: string; to: string }): boolean {
  return problemsOf([{ day: 0, ...period }]).size > 0;
}
