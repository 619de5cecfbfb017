import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyDay, nextPeriod, type Period, problemsOf, weekdays, weeklyHours, weekOrder } from "./hours";
import { TimeField } from "./TimeField";

interface Props {
  periods: readonly Period[];
  readOnly: boolean;
  onChange: (periods: Period[]) => void;
}

/** A week, Monday first; several periods a day, each checked where it stands. */
export function HoursEditor({ periods, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const [told, setTold] = useState("");
  const problems = problemsOf(periods);
  const copy = (day: number, to: readonly number[], name: "weekdays" | "everyDay") => {
    onChange(copyDay(periods, day, to));
    setTold(t(`settings.hours.copied.${name}`, { day: t(`settings.day.${day}`) }));
  };

  return (
    <div className="hours">
      {weekOrder.map((day) => {
        const name = t(`settings.day.${day}`);
        const rows = periods.flatMap((period, at) => (period.day === day ? [{ period, at }] : []));
        const next = nextPeriod(periods, day);
        return (
          <div key={day} className="hours-day" role="group" aria-label={name}>
            <span className="hours-name">{name}</span>
            <div className="hours-periods">
              {rows.length === 0 && <span className="muted hours-closed">{t("settings.hours.closed")}</span>}
              {rows.map(({ period, at }, place) => (
                <Row key={place} period={period} day={name} place={place + 1} problem={problems.get(at)} readOnly={readOnly}
                  onChange={(changed) => onChange(periods.map((old, n) => (n === at ? changed : old)))} onRemove={() => onChange(periods.filter((_, n) => n !== at))} />
              ))}
            </div>
            {!readOnly && (
              <span className="hours-acts">
                <Button size="small" type="text" disabled={!next} aria-label={t("settings.hours.addTo", { day: name })} onClick={() => next && onChange([...periods, next])}>+ {t("settings.hours.add")}</Button>
                <Dropdown trigger={["click"]} menu={{ items: [
                  { key: "weekdays", label: t("settings.hours.toWeekdays"), onClick: () => copy(day, weekdays, "weekdays") },
                  { key: "everyDay", label: t("settings.hours.toEveryDay"), onClick: () => copy(day, weekOrder, "everyDay") },
                ] }}>
                  <Button size="small" type="text" aria-label={t("settings.hours.copyOf", { day: name })}>{t("settings.hours.copy")}</Button>
                </Dropdown>
              </span>
            )}
          </div>
        );
      })}
      <p className="set-sentence" role="status">{told && `${told} `}{t("settings.hours.total", { hours: weeklyHours(periods) })}</p>
    </div>
  );
}

interface RowProps {
  period: Period;
  day: string;
  place: number;
  problem: ReturnType<typeof problemsOf> extends Map<number, infer P> ? P | undefined : never;
  readOnly: boolean;
  onChange: (period: Period) => void;
  onRemove: () => void;
}

function Row({ period, day, place, problem, readOnly, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <div className="hours-row">
      <TimeField value={period.from} readOnly={readOnly} wrong={problem !== undefined} label={t("settings.hours.from", { day, place })} onChange={(from) => onChange({ ...period, from })} />
      <span aria-hidden>–</span>
      <TimeField value={period.to} readOnly={readOnly} wrong={problem !== undefined} label={t("settings.hours.to", { day, place })} onChange={(to) => onChange({ ...period, to })} />
      {!readOnly && <Button size="small" type="text" aria-label={t("settings.hours.remove", { day, place })} onClick={onRemove}>×</Button>}
      {problem && <p className="set-error" role="alert">{t(`settings.hours.problem.${problem}`)}</p>}
    </div>
  );
}
