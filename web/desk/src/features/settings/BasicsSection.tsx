import { ColorPicker, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

const zones = ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Seoul", "Australia/Sydney", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "UTC"];

export function BasicsSection({ draft, errors, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const common = { draft, errors, readOnly };
  const zone = draft.value("timeZone");
  return (
    <div className="set-pair">
      <Setting {...common} field="name" hint={t("settings.hint.name")}>
        <Input id="set-name" value={draft.value("name")} maxLength={80} readOnly={readOnly} onChange={(event) => draft.set("name", event.target.value)} />
      </Setting>
      <Setting {...common} field="color" hint={t("settings.hint.color")}>
        <ColorPicker value={draft.value("color")} disabled={readOnly} disabledAlpha format="hex" showText onChangeComplete={(color) => draft.set("color", color.toHexString().toUpperCase())} />
      </Setting>
      <Setting {...common} field="locale" hint={t("settings.hint.locale")}>
        <Select id="set-locale" value={draft.value("locale")} disabled={readOnly} onChange={(value) => draft.set("locale", value)}
          options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`settings.language.${value}`) }))} />
      </Setting>
      <Setting {...common} field="timeZone" hint={t("settings.hint.timeZone")}>
        <Select id="set-timeZone" showSearch value={zone} disabled={readOnly} onChange={(value) => draft.set("timeZone", value)} options={[...new Set([zone, ...zones])].map((value) => ({ value, label: value }))} />
      </Setting>
    </div>
  );
}
