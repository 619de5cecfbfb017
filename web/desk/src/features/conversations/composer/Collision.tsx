import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Pending, useOutbox } from "./outbox";

interface Props {
  outbox: ReturnType<typeof useOutbox>;
  onEdit: (pending: Pending) => void;
}

/** A colleague was quicker: nothing was sent, and the writer decides. */
export function Collision({ outbox, onEdit }: Props) {
  const { t } = useTranslation();
  const pending = outbox.pending.find((each) => each.state === "collided");
  if (!pending) return null;
  return (
    <div className="collision" role="alert">
      <p><b>{t("conversations.collision.title", { name: pending.colleague ?? "" })}</b> {t("conversations.collision.text")}</p>
      <blockquote>{pending.body}</blockquote>
      <div className="collision-acts">
        <Button size="small" type="primary" onClick={() => onEdit(pending)}>{t("conversations.collision.edit")}</Button>
        <Button size="small" onClick={() => void outbox.retry(pending, true)}>{t("conversations.collision.sendAnyway")}</Button>
        <Button size="small" type="text" onClick={() => outbox.drop(pending)}>{t("conversations.collision.drop")}</Button>
      </div>
    </div>
  );
}
