import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

export function PromiseSection({ draft, errors, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const common = { draft, errors, readOnly };
  return (
    <div className="set-pair">
      <Setting {...common} field="firstResponseSeconds" hint={t("settings.hint.firstResponseSeconds")}>
        <InputNumber id="set-firstResponseSeconds" min={5} max={86_400} precision={0} suffix={t("settings.seconds")} readOnly={readOnly} value={draft.value("firstResponseSeconds")} onChange={(value) => value !== null && draft.set("firstResponseSeconds", value)} />
      </Setting>
      <Setting {...common} field="agentCapacity" hint={t("settings.hint.agentCapacity")}>
        <InputNumber id="set-agentCapacity" min={1} max={100} precision={0} suffix={t("settings.conversations")} readOnly={readOnly} value={draft.value("agentCapacity")} onChange={(value) => value !== null && draft.set("agentCapacity", value)} />
      </Setting>
    </div>
  );
}
