import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** A secret that is shown one time: to copy now, and gone after. */
export function SecretOnce({ title, secret, hint, onClose }: { title: string; secret: string; hint: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<"yes" | "no">();
  const copy = () => void navigator.clipboard.writeText(secret).then(() => setCopied("yes"), () => setCopied("no"));
  return (
    <Modal open title={title} closable={false} mask={{ closable: false }} keyboard={false} width={440}
      footer={<Button type={copied === "yes" ? "primary" : "default"} onClick={onClose}>{t("staff.secret.close")}</Button>}>
      <div className="staff-secret">
        <code>{secret}</code>
        <Button type="primary" ghost={copied === "yes"} onClick={copy} autoFocus>{t(copied === "yes" ? "staff.secret.copied" : "staff.secret.copy")}</Button>
      </div>
      <p role="status">{copied === "no" ? t("staff.secret.copyFailed") : hint}</p>
    </Modal>
  );
}
