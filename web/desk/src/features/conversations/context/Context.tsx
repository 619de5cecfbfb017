import type { ConversationDetail, Id } from "@serviceos/shared/api";
import { dayTime, when } from "@serviceos/shared/format";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { nameOf } from "../names";
import { SafeLink } from "../../../ui/SafeLink";
import { Order } from "./Order";
import "./context.css";

interface Props {
  detail: ConversationDetail;
  onOpen: (id: Id) => void;
}

/** Who the consumer is, what was bought, what was said before. */
export const Context = memo(function Context({ detail, onOpen }: Props) {
  const { t } = useTranslation();
  const { orders, handoff, timeline } = detail;
  return (
    <>
      <Card title={t("conversations.context.consumer")}><Consumer consumer={detail.consumer} /></Card>
      {handoff && handoff.slots.length > 0 && (
        <Card title={t("conversations.handoff.slots")}>
          <dl className="facts">{handoff.slots.map((slot) => <div key={slot.name}><dt>{t(`conversations.slot.${slot.name}`, slot.name)}</dt><dd>{slot.value}</dd></div>)}</dl>
        </Card>
      )}
      <Card title={t("conversations.context.orders")} count={orders.length}>
        {orders.length === 0
          ? <p className="muted small">{t(detail.consumer.verified ? "conversations.context.noOrders" : "conversations.context.ordersNeedName")}</p>
          : orders.map((order, index) => <Order key={order.id} order={order} zone={detail.timeZone} open={index === 0} />)}
      </Card>
      <Card title={t("conversations.context.timeline")} count={timeline.length}><Timeline timeline={timeline} onOpen={onOpen} /></Card>
    </>
  );
});

function Card({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <details className="card" open>
      <summary><h3>{title}</h3>{count !== undefined && count > 0 && <span className="num muted">{count}</span>}</summary>
      <div className="card-body">{children}</div>
    </details>
  );
}

function Consumer({ consumer }: { consumer: ConversationDetail["consumer"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const page = consumer.page && <SafeLink url={consumer.page}>{consumer.page.replace(/^https?:\/\//, "")}</SafeLink>;
  const facts: [string, ReactNode][] = [
    ["name", nameOf(consumer, t)],
    ["identity", t(consumer.verified ? "conversations.verified" : "conversations.unverified")],
    ["tier", consumer.tier && t(`tier.${consumer.tier}`, { defaultValue: consumer.tier })],
    ["language", consumer.locale === "en" ? "English" : "中文"],
    ["page", page],
    ["firstSeen", dayTime(consumer.firstSeenAt, locale)],
    ["contacts", t("conversations.context.times", { count: consumer.contacts })],
  ];
  return (
    <dl className="facts">
      {facts.map(([key, value]) => value && <div key={key}><dt>{t(`conversations.context.fact.${key}`)}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

function Timeline({ timeline, onOpen }: { timeline: ConversationDetail["timeline"]; onOpen: (id: Id) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (timeline.length === 0) return <p className="muted small">{t("conversations.context.firstTime")}</p>;
  return (
    <ul className="timeline">
      {timeline.map((entry) => (
        <li key={entry.id}>
          <button type="button" className="plain-button" onClick={() => onOpen(entry.id)}>
            <time dateTime={entry.at}>{when(entry.at, locale)}</time>
            <span>{entry.title}</span>
            <small className="muted">{t(`conversations.state.${entry.state}`)}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}
