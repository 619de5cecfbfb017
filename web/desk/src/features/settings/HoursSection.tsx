import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Holidays } from "./Holidays";
import { HoursEditor } from "./HoursEditor";
import { weekdays } from "./hours";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

const officeHours = weekdays.map((day) => ({ day, from: "09:00", to: "18:00" }));

export function HoursSection({ draft, errors, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const hours = draft.value("businessHours");
  // A week whose last period was taken away is still being edited, though it means "always" when saved.
  const [editing, setEditing] = useState(false);
  const always = hours.length === 0 && !editing;
  const choose = (next: "always" | "week") => {
    setEditing(next === "week");
    draft.set("businessHours", next === "always" ? [] : officeHours);
  };
  const common = { draft, errors, readOnly };
  return (
    <>
      <Setting {...common} field="businessHours" group hint={t("settings.hint.businessHours", { zone: draft.value("timeZone") })}>
        <Segmented value={always ? "always" : "week"} disabled={readOnly} aria-label={t("settings.field.businessHours")} onChange={choose}
          options={(["always", "week"] as const).map((value) => ({ value, label: t(`settings.hours.${value}`) }))} />
        {!always && <HoursEditor periods={hours} readOnly={readOnly} onChange={(next) => { setEditing(true); draft.set("businessHours", next); }} />}
        {!always && hours.length === 0 && <p className="set-error" role="alert">{t("settings.hours.nothing")}</p>}
      </Setting>
      <Setting {...common} field="holidays" group hint={t("settings.hint.holidays")}>
        <Holidays holidays={draft.value("holidays")} readOnly={readOnly} onChange={(next) => draft.set("holidays", next)} />
      </Setting>
    </>
  );
}
