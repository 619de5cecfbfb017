import type { ConversationRow, Id } from "@serviceos/shared/api";
import { clock } from "@serviceos/shared/format";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../../../ui/now";
import { TimeAgo } from "../../../ui/TimeAgo";
import { nameOf } from "../names";
import { slaOf } from "./rows";

interface Props {
  row: ConversationRow;
  open: boolean;
  cursor: boolean;
  onOpen: (id: Id) => void;
}

/** One conversation in three short lines: who and how long, what was said, whose it is. */
export const Row = memo(function Row({ row, open, cursor, onOpen }: Props) {
  const { t } = useTranslation();
  const { consumer, lastMessage, agent, skill, unread } = row;
  const name = nameOf(consumer, t);
  return (
    <button type="button" className={`row${open ? " open" : ""}${cursor ? " cursor" : ""}${unread > 0 ? " unread" : ""}`}
      aria-current={open ? "true" : undefined} data-conversation={row.id} tabIndex={-1} onClick={() => onOpen(row.id)}>
      <span className="row-top">
        <span className="row-name">{name}</span>
        {consumer.verified && <span className="row-verified" title={t("conversations.verified")} aria-label={t("conversations.verified")}>✓</span>}
        {consumer.tier && <span className="row-tier">{t(`tier.${consumer.tier}`, { defaultValue: consumer.tier })}</span>}
        {row.mood === "angry" && <span className="mood">{t("conversations.mood.angry")}</span>}
        <span className="row-when">{row.waitingSince ? <Wait row={row} since={row.waitingSince} /> : <When row={row} />}</span>
      </span>
      <span className="row-middle">
        <span className="row-preview">
          {lastMessage && lastMessage.speaker !== "consumer" && <span className="row-speaker">{t(`conversations.short.${lastMessage.speaker}`)}</span>}
          {lastMessage?.preview}
        </span>
        {unread > 0 && <span className="row-unread" aria-label={t("conversations.unread", { count: unread })}>{unread > 99 ? "99+" : unread}</span>}
      </span>
      <span className="row-foot">
        <span className="row-merchant">{row.merchant.name}</span>
        <span className="row-owner">{agent?.name ?? skill?.name ?? (row.state === "bot" ? t("conversations.short.bot") : "")}</span>
      </span>
    </button>
  );
});

/** How long the consumer has waited; amber before the standard breaks, red after. */
function Wait({ row, since }: { row: ConversationRow; since: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const sla = slaOf(row, now);
  const mark = sla === "late" ? "▲" : sla === "soon" ? "◔" : "";
  return (
    <span className={`wait ${sla}`} title={t(`conversations.sla.${sla}`)}>
      {mark && <span aria-hidden>{mark}</span>}
      {clock((now - Date.parse(since)) / 1000)}
      {mark && <span className="visually-hidden">{t(`conversations.sla.${sla}`)}</span>}
    </span>
  );
}

function When({ row }: { row: ConversationRow }) {
  const at = row.closedAt ?? row.lastMessage?.sentAt ?? row.openedAt;
  return <span className="wait none"><TimeAgo at={at} /></span>;
}
