import type { Locale, Localized } from "@serviceos/shared/api";
import { Input, Radio, Slider } from "antd";
import { useTranslation } from "react-i18next";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

const modes = ["bot-first", "mixed", "human-first"] as const;
const locales: Locale[] = ["zh-CN", "en"];

export function ReceptionSection({ draft, errors, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const mode = draft.value("receptionMode");
  const share = Math.round(draft.value("botRatio") * 10);
  const common = { draft, errors, readOnly };
  return (
    <>
      <Setting {...common} field="receptionMode" group>
        <Radio.Group value={mode} disabled={readOnly} onChange={(event) => draft.set("receptionMode", event.target.value as typeof mode)} optionType="button"
          options={modes.map((value) => ({ value, label: t(`settings.mode.${value}`) }))} />
        {mode !== "mixed" && <p className="set-sentence" role="status">{t(`settings.modeDoes.${mode}`)}</p>}
      </Setting>
      {mode === "mixed" && (
        <Setting {...common} field="botRatio">
          <div className="set-slider">
            <span>{t("settings.allPeople")}</span>
            <Slider id="set-botRatio" min={0} max={100} step={5} value={Math.round(draft.value("botRatio") * 100)} disabled={readOnly} ariaLabelForHandle={t("settings.field.botRatio")}
              tooltip={{ formatter: (value) => `${value}%` }} onChange={(value: number) => draft.set("botRatio", value / 100)} />
            <span>{t("settings.allBot")}</span>
            <b className="num">{Math.round(draft.value("botRatio") * 100)}%</b>
          </div>
          <p className="set-sentence" role="status">{t(share === 0 ? "settings.mixed.none" : share === 10 ? "settings.mixed.all" : "settings.mixed.some", { bot: share, people: 10 - share })}</p>
        </Setting>
      )}
      {(["greeting", "offlineMessage"] as const).map((field) => (
        <Setting key={field} {...common} field={field} group hint={t(`settings.hint.${field}`)}>
          <BothLanguages value={draft.value(field)} readOnly={readOnly} name={t(`settings.field.${field}`)} onChange={(value) => draft.set(field, value)} />
        </Setting>
      ))}
    </>
  );
}

function BothLanguages({ value, readOnly, name, onChange }: { value: Localized; readOnly: boolean; name: string; onChange: (value: Localized) => void }) {
  const { t } = useTranslation();
  return (
    <div className="set-both">
      {locales.map((locale) => (
        <label key={locale}>
          <span className="muted">{t(`settings.language.${locale}`)}</span>
          <Input.TextArea lang={locale} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} readOnly={readOnly} value={value[locale]} aria-label={`${name} (${t(`settings.language.${locale}`)})`}
            onChange={(event) => onChange({ ...value, [locale]: event.target.value })} />
        </label>
      ))}
    </div>
  );
}
