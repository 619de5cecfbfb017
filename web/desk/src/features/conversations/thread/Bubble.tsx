import type { Message, Note } from "@serviceos/shared/api";
import { full, time, when } from "@serviceos/shared/format";
import { Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useErrorText } from "../../../ui/ErrorBox";
import type { Pending } from "../composer/outbox";
import { Parts } from "./Parts";
import { Text } from "./Text";

interface Props {
  message: Message;
  first: boolean;
  chosen?: string | undefined;
  wrong: boolean;
  consumer: string;
  onWhy: (seq: number) => void;
}

/** One message. Who speaks shows by side and tint. */
export const Bubble = memo(function Bubble({ message, first, chosen, wrong, consumer, onWhy }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { speaker, seq } = message;
  if (speaker === "system") return <SystemLine message={message} />;
  return (
    <article className={`bubble-line ${speaker}${first ? " first" : ""}`} aria-label={t(`conversations.speaker.${speaker}`)} data-seq={seq}>
      {first && (
        <header className="bubble-head">
          <span>{message.name ?? (speaker === "consumer" ? consumer : t(`conversations.speaker.${speaker}`))}</span>
          <time dateTime={message.sentAt} title={full(message.sentAt, locale)}>{time(message.sentAt, locale)}</time>
        </header>
      )}
      <div className="bubble">
        {message.body && <Text body={message.body} />}
        {message.parts && <Parts parts={message.parts} chosen={chosen} />}
      </div>
      {message.decision && (
        <footer className="bubble-foot">
          <button type="button" className="plain-button why" onClick={() => onWhy(seq)}>{t("conversations.why.open")}</button>
          {wrong && <span className="marked-wrong">{t("conversations.why.markedWrong")}</span>}
        </footer>
      )}
    </article>
  );
});

function SystemLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const event = message.parts?.find((part) => part.type === "event");
  const text = event ? t(`conversations.event.${event.event}`, { name: event.name ?? "", defaultValue: message.body }) : message.body;
  return (
    <p className="system-line" data-seq={message.seq}>
      <span>{text} <time dateTime={message.sentAt} title={full(message.sentAt, locale)}>{time(message.sentAt, locale)}</time></span>
    </p>
  );
}

export const NoteLine = memo(function NoteLine({ note }: { note: Note }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <article className="note-line" aria-label={t("conversations.composer.note")}>
      <header className="bubble-head">
        <span>{t("conversations.noteBy", { name: note.author.name })}</span>
        <time dateTime={note.at} title={full(note.at, locale)}>{when(note.at, locale)}</time>
      </header>
      <Text body={note.body} />
    </article>
  );
});

interface PendingProps {
  pending: Pending;
  onRetry: (pending: Pending) => void;
  onDrop: (pending: Pending) => void;
}

/** A reply on its way, or one that did not arrive. */
export function PendingBubble({ pending, onRetry, onDrop }: PendingProps) {
  const { t } = useTranslation();
  const why = useErrorText(pending.problem);
  return (
    <article className={`bubble-line agent first pending ${pending.state}`} aria-label={t("conversations.speaker.agent")}>
      <div className="bubble">
        {pending.body && <Text body={pending.body} />}
        {pending.attachments.length > 0 && (
          <Parts parts={pending.attachments.map((attachment) => ({ type: attachment.type.startsWith("image/") ? "image" as const : "file" as const, attachment }))} />
        )}
      </div>
      <footer className="bubble-foot" role={pending.state === "failed" ? "alert" : "status"}>
        {pending.state === "failed" ? (
          <>
            <span className="send-failed">{pending.problem ? t("conversations.send.failedBecause", { why }) : t("conversations.send.failed")}</span>
            <Button size="small" type="link" onClick={() => onRetry(pending)}>{t("error.retry")}</Button>
            <Button size="small" type="text" onClick={() => onDrop(pending)}>{t("conversations.send.drop")}</Button>
          </>
        ) : t(`conversations.send.${pending.state === "sent" ? "sent" : "sending"}`)}
      </footer>
    </article>
  );
}
