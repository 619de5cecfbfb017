import { dayTime } from "@serviceos/shared/format";
import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { ErrorBox } from "../../ui/ErrorBox";
import { useToasts } from "../../ui/UndoToast";
import { useMemberKey, useSaveMemberKey } from "./api";

const secretMin = 32;

/** The key that proves who a signed-in shopper is. Never shown again; a new one takes the old one's place. */
export function MemberKeyField({ tenant, readOnly }: { tenant: string; readOnly: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data: key } = useMemberKey(tenant);
  const save = useSaveMemberKey(tenant);
  const { tell } = useToasts();
  const [editing, setEditing] = useState(false);
  const [algorithm, setAlgorithm] = useState<"HS256" | "RS256">("HS256");
  const [text, setText] = useState("");
  const ready = algorithm === "HS256" ? text.trim().length >= secretMin : text.includes("BEGIN PUBLIC KEY");

  const submit = () => save.mutate(algorithm === "HS256" ? { algorithm, secret: text.trim() } : { algorithm, publicKey: text.trim() }, {
    onSuccess: () => {
      setEditing(false);
      setText("");
      tell(t("settings.member.saved"));
    },
  });

  return (
    <div className="set-field" role="group" aria-label={t("settings.member.title")}>
      <div className="set-label"><span>{t("settings.member.title")}</span></div>
      {!editing && (
        <p className="set-line">
          {key?.set ? t("settings.member.set", { algorithm: key.algorithm ?? "", at: key.updatedAt ? dayTime(key.updatedAt, locale) : "" }) : t("settings.member.unset")}
          {!readOnly && <Button size="small" onClick={() => setEditing(true)}>{t(key?.set ? "settings.member.replace" : "settings.member.add")}</Button>}
        </p>
      )}
      {editing && (
        <div className="set-member">
          <Segmented value={algorithm} onChange={setAlgorithm} options={["HS256", "RS256"] as const} aria-label={t("settings.member.algorithm")} />
          <Input.TextArea value={text} autoSize={{ minRows: algorithm === "HS256" ? 1 : 4, maxRows: 8 }} spellCheck={false} autoComplete="off" aria-label={t(`settings.member.${algorithm}`)} placeholder={t(`settings.member.${algorithm}`)} onChange={(event) => setText(event.target.value)} />
          {key?.set && <p className="set-hint">{t("settings.member.replaceHint")}</p>}
          <div className="set-member-acts">
            <Button size="small" type="primary" disabled={!ready} loading={save.isPending} onClick={submit}>{t("settings.member.save")}</Button>
            <Button size="small" onClick={() => setEditing(false)}>{t("settings.cancel")}</Button>
          </div>
          {save.isError && <ErrorBox error={save.error} safe={t("settings.member.safe")} compact />}
        </div>
      )}
      <p className="set-hint">{t("settings.member.hint")}</p>
    </div>
  );
}
