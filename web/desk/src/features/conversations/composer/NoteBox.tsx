import type { Id } from "@serviceos/shared/api";
import { newId } from "@serviceos/shared/http";
import { Button } from "antd";
import { useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../../ui/ErrorBox";
import { keyText } from "../../../ui/keyText";
import { useAddNote } from "../api";
import { useDraft } from "./drafts";
import { enterSends, isSendKey } from "./sendKey";

/** A note for colleagues; the consumer never sees it. */
export function NoteBox({ id, field }: { id: Id; field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  const [text, setText] = useDraft(id, "note");
  const [enter] = useState(enterSends);
  const clientKey = useRef(newId());
  const add = useAddNote(id);
  const body = text.trim();

  const send = () => {
    if (!body || add.isPending) return;
    add.mutate({ clientKey: clientKey.current, body }, {
      onSuccess: () => {
        clientKey.current = newId();
        setText("");
      },
    });
  };

  return (
    <>
      {add.error && <ErrorBox error={add.error} compact safe={t("conversations.composer.safe")} onRetry={send} />}
      <textarea ref={field} dir="auto" value={text} rows={3} maxLength={4000} aria-label={t("conversations.composer.note")}
        placeholder={t("conversations.composer.notePlaceholder")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (!isSendKey(event, enter)) return;
          event.preventDefault();
          send();
        }} />
      <div className="composer-foot">
        <span className="muted">{t("conversations.composer.noteSeen")}</span>
        <Button size="small" className="composer-send" disabled={!body} loading={add.isPending} onClick={send}>
          {t("conversations.composer.addNote")} <kbd>{keyText(enter ? "enter" : "mod+enter")}</kbd>
        </Button>
      </div>
    </>
  );
}
