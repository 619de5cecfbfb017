import { InputNumber, Switch } from "antd";
import { useTranslation } from "react-i18next";

export interface Settings {
  holdMinutes: number;
  conversationsMin: number;
  tolerance: number;
  automatic: boolean;
}

export const usualSettings: Settings = { holdMinutes: 60, conversationsMin: 100, tolerance: 0.1, automatic: true };

/** How a roll-out is to go on. */
export function StageSettings({ value, onChange }: { value: Settings; onChange: (value: Settings) => void }) {
  const { t } = useTranslation();
  const change = (part: Partial<Settings>) => onChange({ ...value, ...part });
  return (
    <fieldset className="rollout-settings">
      <legend>{t("knowledge.rollout.settings")}</legend>
      <label>{t("knowledge.rollout.hold")}
        <InputNumber min={1} max={10_080} precision={0} value={value.holdMinutes} suffix={t("knowledge.rollout.minutes")} onChange={(next) => next && change({ holdMinutes: next })} /></label>
      <label>{t("knowledge.rollout.sampleMin")}
        <InputNumber min={1} max={100_000} precision={0} value={value.conversationsMin} onChange={(next) => next && change({ conversationsMin: next })} /></label>
      <label>{t("knowledge.rollout.tolerance")}
        <InputNumber min={0} max={100} precision={0} value={Math.round(value.tolerance * 100)} suffix="%" onChange={(next) => next !== null && change({ tolerance: next / 100 })} /></label>
      <label className="rollout-automatic"><Switch size="small" checked={value.automatic} onChange={(automatic) => change({ automatic })} />{t("knowledge.rollout.automatic")}</label>
    </fieldset>
  );
}
