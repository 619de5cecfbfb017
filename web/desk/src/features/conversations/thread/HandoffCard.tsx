import type { Handoff } from "@serviceos/shared/api";
import { dayTime } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";

/** What the bot hands over: why, what was said, what it promised and what it learnt. */
export function HandoffCard({ handoff }: { handoff: Handoff }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <details className="handoff" open>
      <summary>
        <b>{t("conversations.handoff.title")}</b>
        <span className="handoff-reason">{t(`conversations.reason.${handoff.reason}`, { defaultValue: handoff.reason })}</span>
        {handoff.intent && <span className="muted">{handoff.intent}</span>}
        {handoff.mood && <span className="mood">{t(`conversations.mood.${handoff.mood}`, { defaultValue: handoff.mood })}</span>}
        <time dateTime={handoff.at}>{dayTime(handoff.at, locale)}</time>
      </summary>
      <p>{handoff.summary}</p>
      {handoff.slots.length > 0 && (
        <dl className="slots" aria-label={t("conversations.handoff.slots")}>
          {handoff.slots.map((slot) => <div key={slot.name}><dt>{slot.name}</dt><dd>{slot.value}</dd></div>)}
        </dl>
      )}
      {handoff.promises.map((promise) => <p key={promise} className="promise"><b>{t("conversations.handoff.promised")}</b> {promise}</p>)}
    </details>
  );
}
