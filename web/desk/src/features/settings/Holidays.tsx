import type { Holiday } from "@serviceos/shared/api";
import { Button, DatePicker, Input } from "antd";
import "dayjs/locale/zh-cn";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isWrongTime } from "./hours";
import { TimeField } from "./TimeField";

interface Props {
  holidays: Holiday[];
  readOnly: boolean;
  onChange: (holidays: Holiday[]) => void;
}

/** Days unlike their weekday: closed, or open at other times. */
export function Holidays({ holidays, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const known = holidays.some((holiday) => holiday.date === date);
  const ready = /^\d{4}-\d{2}-\d{2}$/.test(date) && !known;

  const add = () => {
    if (!ready) return;
    onChange([...holidays, { date, ...(name.trim() ? { name: name.trim() } : {}) }].toSorted((a, b) => a.date.localeCompare(b.date)));
    setDate("");
    setName("");
  };
  const set = (day: string, open: Holiday["open"]) => onChange(holidays.map((holiday) => {
    if (holiday.date !== day) return holiday;
    const { open: _open, ...rest } = holiday;
    return open && open.length > 0 ? { ...rest, open } : rest;
  }));

  return (
    <div className="holidays">
      {holidays.length === 0 && <p className="muted">{t("settings.holidays.none")}</p>}
      <ul>
        {holidays.map((holiday) => (
          <li key={holiday.date}>
            <span className="num">{holiday.date}</span>
            <span>{holiday.name}</span>
            <span className="holidays-open">
              {!holiday.open?.length && <span className="muted">{t("settings.holidays.closed")}</span>}
              {holiday.open?.map((period, at) => <Open key={at} holiday={holiday.date} period={period} readOnly={readOnly}
                onChange={(next) => set(holiday.date, holiday.open?.map((old, n) => (n === at ? next : old)))} />)}
            </span>
            {!readOnly && <Button size="small" type="text" onClick={() => set(holiday.date, holiday.open?.length ? undefined : [{ from: "09:00", to: "12:00" }])}>{t(holiday.open?.length ? "settings.holidays.makeClosed" : "settings.holidays.makeOpen")}</Button>}
            {!readOnly && <Button size="small" type="text" aria-label={t("settings.holidays.remove", { date: holiday.date })} onClick={() => onChange(holidays.filter((one) => one.date !== holiday.date))}>×</Button>}
          </li>
        ))}
      </ul>
      {!readOnly && (
        <div className="holidays-add">
          <DatePicker key={holidays.length} size="small" format="YYYY-MM-DD" placeholder={t("settings.holidays.date")} aria-label={t("settings.holidays.date")} onChange={(_, text) => setDate(typeof text === "string" ? text : "")} />
          <Input size="small" value={name} maxLength={40} placeholder={t("settings.holidays.nameHint")} aria-label={t("settings.holidays.name")} onChange={(event) => setName(event.target.value)} onPressEnter={add} />
          <Button size="small" disabled={!ready} onClick={add}>{t("settings.holidays.add")}</Button>
          {known && <span className="set-error">{t("settings.holidays.known")}</span>}
        </div>
      )}
    </div>
  );
}

function Open({ holiday, period, readOnly, onChange }: { holiday: string; period: { from: string; to: string }; readOnly: boolean; onChange: (period: { from: string; to: string }) => void }) {
  const { t } = useTranslation();
  const wrong = isWrongTime(period);
  return (
    <>
      <TimeField value={period.from} wrong={wrong} readOnly={readOnly} label={t("settings.hours.from", { day: holiday, place: 1 })} onChange={(next) => onChange({ ...period, from: next })} />–
      <TimeField value={period.to} wrong={wrong} readOnly={readOnly} label={t("settings.hours.to", { day: holiday, place: 1 })} onChange={(next) => onChange({ ...period, to: next })} />
      {wrong && <span className="set-error" role="alert">{t("settings.holidays.wrong")}</span>}
    </>
  );
}
