import type { Id } from "@serviceos/shared/api";
import { Button, Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useToasts } from "../../../ui/UndoToast";
import { useClose, useReopen, useWrapUps } from "../api";

interface Props {
  id: Id;
  name: string;
  onDone: (closed: boolean) => void;
  onReopened: (id: Id) => void;
}

/** Closing asks what it was about and whether it is solved; ten seconds to take it back. */
export function CloseDialog({ id, name, onDone, onReopened }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { offerUndo, tell } = useToasts();
  const { data: categories = [], isPending, error: unread } = useWrapUps(true);
  const [category, setCategory] = useState<string>();
  const [resolved, setResolved] = useState(true);
  const [note, setNote] = useState("");
  const close = useClose(id);
  const reopen = useReopen();

  const send = () => {
    if (!category) return;
    close.mutate({ category, resolved, ...(note.trim() ? { note: note.trim() } : {}) }, {
      onSuccess: () => {
        // This dialog is gone by then: a promise still answers, a mutation's own callbacks would not.
        offerUndo(t("conversations.close.done", { name }), () => void reopen.mutateAsync(id).then(
          () => onReopened(id),
          () => tell(t("conversations.close.undoFailed"), "error"),
        ));
        onDone(true);
      },
    });
  };
  return (
    <Modal open title={t("conversations.close.title", { name })} width={440} onCancel={() => onDone(false)}
      footer={<Button type="primary" disabled={!category} loading={close.isPending} onClick={send}>{t("conversations.close.do")}</Button>}>
      <div className="dialog" onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.nativeEvent.isComposing && send()} role="presentation">
        <Select autoFocus showSearch={{ optionFilterProp: "label" }} loading={isPending} value={category ?? null} onChange={(key) => setCategory(key ?? undefined)}
          placeholder={t("conversations.close.category")} aria-label={t("conversations.close.category")}
          options={categories.map((each) => ({ value: each.key, label: each.label[locale] }))} />
        <Segmented value={resolved} onChange={setResolved} aria-label={t("conversations.close.outcome")}
          options={[{ value: true, label: t("conversations.close.resolved") }, { value: false, label: t("conversations.close.unresolved") }]} />
        <Input.TextArea value={note} rows={2} maxLength={1000} aria-label={t("conversations.close.note")} placeholder={t("conversations.close.note")} onChange={(event) => setNote(event.target.value)} />
        {(close.error ?? unread) && <ErrorBox error={close.error ?? unread} compact safe={t("conversations.close.safe")} />}
      </div>
    </Modal>
  );
}
