import type { Handoff } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { OrderLine } from "../context/Order";

const Summary = lazy(() => import("../suggestions/Summary").then((m) => ({ default: m.Summary })));

/** What the bot hands over: why, what was said, what it promised and, unless it stands beside, what it learnt. */
export function HandoffCard({ id, handoff, slots }: { id: string; handoff: Handoff; slots: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <details className="handoff" open>
      <summary>
        <b>{t("conversations.handoff.title")}</b>
        <span className="handoff-reason">{t(`conversations.reason.${handoff.reason}`, { defaultValue: handoff.reason })}</span>
        {handoff.intent && <span className="muted">{handoff.intent}</span>}
        {handoff.mood && <span className="mood">{t(`conversations.mood.${handoff.mood}`, { defaultValue: handoff.mood })}</span>}
        <time dateTime={handoff.at}>{when(handoff.at, locale)}</time>
      </summary>
      <Suspense><Summary id={id} /></Suspense>
      {handoff.request && <Wanted request={handoff.request} />}
      <Said handoff={handoff} />
      {handoff.order && <OrderLine order={handoff.order} />}
      {slots && handoff.slots.length > 0 && (
        <dl className="slots" aria-label={t("conversations.handoff.slots")}>
          {handoff.slots.map((slot) => <div key={slot.name}><dt>{t(`conversations.slot.${slot.name}`, slot.name)}</dt><dd>{slot.value}</dd></div>)}
        </dl>
      )}
      {handoff.promises.map((promise) => <p key={promise} className="promise"><b>{t("conversations.handoff.promised")}</b> {promise}</p>)}
    </details>
  );
}

/** What was said, and by whom; a card written before that was kept has only its text. */
function Said({ handoff }: { handoff: Handoff }) {
  const { t } = useTranslation();
  if (!handoff.lines || handoff.lines.length === 0) return <p className="handoff-summary">{handoff.summary}</p>;
  return (
    <ul className="handoff-lines">
      {handoff.lines.map((line, at) => (
        <li key={at} className={line.speaker === "bot" ? "muted" : undefined}>
          {line.speaker === "bot" && <b>{t("conversations.handoff.bot")} </b>}
          {line.text}
        </li>
      ))}
    </ul>
  );
}

/** Those whose values may be codes; the others are the consumer's own words. */
const coded = new Set(["reason", "title", "risk"]);

/** What is to be done, and what is known of it: nobody has to be asked again. */
function Wanted({ request }: { request: NonNullable<Handoff["request"]> }) {
  const { t } = useTranslation();
  const slotName = (name: string) => t(`conversations.slot.${name}`, name);
  return (
    <section className="wanted" aria-label={t("conversations.request.title")}>
      <p>
        <b>{t(`conversations.request.kind.${request.kind}`, request.kind)}</b>
        {request.orderNumber && <span>{request.orderNumber}</span>}
        {request.missing && <span className="muted">{t("conversations.request.missing", { what: slotName(request.missing) })}</span>}
      </p>
      {request.slots.length > 0 && (
        <dl className="slots">
          {request.slots.map((slot) => <div key={slot.name}><dt>{slotName(slot.name)}</dt><dd>{coded.has(slot.name) ? t(`conversations.request.value.${slot.value}`, slot.value) : slot.value}</dd></div>)}
        </dl>
      )}
      {request.words && <p className="muted"><span>{t("conversations.request.words")}</span> {request.words}</p>}
    </section>
  );
}
