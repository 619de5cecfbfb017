import type { ConversationDetail, ConversationRow, Id } from "@serviceos/shared/api";
import { Button } from "antd";
import { memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useMe } from "../../../session";
import { useKeys } from "../../../ui/keys";
import { ColleagueTyping } from "../thread/Typing";
import { useReopen, useTake } from "../api";
import { NoteBox } from "./NoteBox";
import { ReplyBox } from "./ReplyBox";
import type { DraftKind } from "./drafts";
import "./composer.css";

interface Props {
  row: ConversationRow;
  detail: ConversationDetail | undefined;
  /** The newest message on screen. */
  lastSeq: number;
  onTaken: (id: Id) => void;
}

/** Where an agent writes: a reply to the consumer or a note for colleagues, each with its own draft. */
export const Composer = memo(function Composer({ row, detail, lastSeq, onTaken }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const [kind, setKind] = useState<DraftKind>("reply");
  const field = useRef<HTMLTextAreaElement>(null);
  const mine = row.state === "assigned" && row.agent?.id === me.id;

  const write = (next: DraftKind) => {
    setKind(next);
    requestAnimationFrame(() => field.current?.focus());
  };
  useKeys("conversations", may("desk.reply") ? [
    { keys: "r", label: t("conversations.key.reply"), run: () => write("reply") },
    { keys: "n", label: t("conversations.key.note"), run: () => write("note") },
  ] : []);
  if (!may("desk.reply")) return null;

  return (
    <section className={`composer ${kind}`} aria-label={t("conversations.composer.label")}>
      <div className="composer-tabs" role="tablist">
        {(["reply", "note"] as const).map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === kind} onClick={() => write(each)}>
            {t(`conversations.composer.${each}`)}
          </button>
        ))}
      </div>
      <ColleagueTyping id={row.id} />
      {kind === "note" && <NoteBox key={row.id} id={row.id} field={field} />}
      {kind === "reply" && (mine
        ? <ReplyBox key={row.id} row={row} detail={detail} lastSeq={lastSeq} field={field} />
        : <NotMine row={row} onTaken={onTaken} />)}
    </section>
  );
});

/** Why one can't reply here, and how to. */
function NotMine({ row, onTaken }: Pick<Props, "row" | "onTaken">) {
  const { t } = useTranslation();
  const may = useMay();
  const take = useTake();
  const reopen = useReopen();
  if (row.state === "closed") {
    return (
      <div className="composer-gate">
        <span>{t("conversations.gate.closed")}</span>
        <Button size="small" loading={reopen.isPending} onClick={() => reopen.mutate(row.id)}>{t("conversations.reopen")}</Button>
      </div>
    );
  }
  const colleagues = row.state === "assigned";
  const leads = may("staff.write");
  const gate = colleagues ? (leads ? "colleagueLed" : "colleague") : row.state;
  return (
    <div className="composer-gate">
      <span>{t(`conversations.gate.${gate}`, { name: row.agent?.name ?? "" })}</span>
      {(!colleagues || leads) && (
        <Button type={colleagues ? "default" : "primary"} size="small" loading={take.isPending} onClick={() => take.mutate(row.id, { onSuccess: () => onTaken(row.id) })}>
          {t(row.state === "queued" ? "conversations.take" : "conversations.takeOver")}
        </Button>
      )}
    </div>
  );
}
