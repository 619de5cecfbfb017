import type { Tenant, TenantSettings } from "@serviceos/shared/api";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useFaults } from "../../ui/faults";
import { useKeys } from "../../ui/keys";
import { useToasts } from "../../ui/UndoToast";
import { type Above, type OwnSettings, useSaveSettings } from "./api";
import { BasicsSection } from "./BasicsSection";
import { BotSection } from "./BotSection";
import { ModelSection } from "./ModelSection";
import { isWrongTime, problemsOf } from "./hours";
import { HoursSection } from "./HoursSection";
import { InstallSection } from "./InstallSection";
import { PromiseSection } from "./PromiseSection";
import { ReceptionSection } from "./ReceptionSection";
import { useLeaveWarning, useSettingsDraft } from "./useSettingsDraft";

export interface SectionProps {
  draft: ReturnType<typeof useSettingsDraft>;
  errors: Record<string, string[]>;
  readOnly: boolean;
  node: Tenant | { id: string; kind: Tenant["kind"]; slug: string; name: string };
}

const sections = [
  ["reception", ReceptionSection], ["hours", HoursSection], ["promise", PromiseSection], ["bot", BotSection], ["model", ModelSection], ["basics", BasicsSection], ["install", InstallSection],
] as const;

export function SettingsForm({ node, settings, above, seesTop }: { node: Tenant; settings: TenantSettings; above: Above; seesTop: boolean }) {
  const { t } = useTranslation();
  const readOnly = !useMay()("settings.write");
  const draft = useSettingsDraft(node.id, settings, above, seesTop, node.kind !== "platform");
  const save = useSaveSettings(node.id);
  const { offerUndo, tell } = useToasts();
  const errors = useFaults(save.error);
  const { changed, own, stored, discard } = draft;
  const hoursWrong = problemsOf(own.businessHours ?? []).size > 0 || (own.holidays ?? []).some((holiday) => holiday.open?.some(isWrongTime));

  const send = (next: OwnSettings, undoTo: OwnSettings | undefined) => save.mutate(next, {
    onSuccess: () => {
      discard();
      if (undoTo) offerUndo(t("settings.saved"), () => send(undoTo, undefined));
    },
  });
  const submit = () => {
    if (changed.length === 0 || hoursWrong || readOnly) return false;
    send(own, stored);
    return true;
  };
  useKeys("settings", [{ keys: "mod+s", label: t("settings.save"), inFields: true, run: () => { submit(); } }]);
  useLeaveWarning();
  const left = useRef<string>(undefined);
  useEffect(() => {
    left.current = changed.length > 0 ? t("settings.kept", { name: node.name, count: changed.length }) : undefined;
  });
  useEffect(() => () => {
    if (left.current) tell(left.current);
  }, [tell]);

  return (
    <div className="set">
      <nav aria-label={t("settings.sections")}>
        <ul>{sections.map(([name]) => <li key={name}><a href={`#set-${name}`}>{t(`settings.section.${name}`)}</a></li>)}</ul>
      </nav>
      <div className="set-main">
        {sections.map(([name, Section]) => (
          <section key={name} id={`set-${name}`} className="set-card" aria-labelledby={`set-${name}-title`}>
            <h2 id={`set-${name}-title`}>{t(`settings.section.${name}`)}</h2>
            <Section draft={draft} errors={errors} readOnly={readOnly} node={node} />
          </section>
        ))}
        {save.isError && <ErrorBox error={save.error} safe={t("settings.notSaved")} />}
      </div>
      {changed.length > 0 && (
        <footer className="set-save">
          <span role="status">
            <b>{t("settings.changed", { count: changed.length })}</b> <span className="muted">{hoursWrong ? t("settings.hours.mend") : changed.map((field) => t(`settings.field.${field}`)).join(t("settings.comma"))}</span>
          </span>
          <Button onClick={discard}>{t("settings.discard")}</Button>
          <Button type="primary" disabled={hoursWrong} loading={save.isPending} onClick={submit}>{t("settings.save")}</Button>
        </footer>
      )}
    </div>
  );
}
