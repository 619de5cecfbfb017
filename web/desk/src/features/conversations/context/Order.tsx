import type { OrderCard, Parcel } from "@serviceos/shared/api";
import { day, dayTime, money } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import "./context.css";

/** An order in one line: number, state, what and how much. */
export function OrderLine({ order }: { order: OrderCard }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const first = order.items[0];
  return (
    <div className="order-line">
      {first?.imageUrl && <img src={first.imageUrl} alt="" width={40} height={40} loading="lazy" />}
      <div>
        <p><span className="num">{order.number}</span> <OrderState order={order} /></p>
        <p className="muted">
          {first?.name}{order.items.length > 1 && ` ${t("conversations.order.more", { count: order.items.length - 1 })}`} · {money(order.total, locale)}
        </p>
      </div>
    </div>
  );
}

export function OrderState({ order }: { order: OrderCard }) {
  const { t } = useTranslation();
  const trouble = order.parcels.some((parcel) => parcel.state === "exception" || parcel.state === "stalled");
  return <span className={trouble ? "order-state trouble" : "order-state"}>{t(`conversations.order.state.${order.state}`)}</span>;
}

/** An order whole: items, money, parcels with their last stations. Its times are the shop's, as in what the bot and the consumer say. */
export function Order({ order, zone, open }: { order: OrderCard; zone: string; open: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <details className="order" open={open}>
      <summary>
        <span className="num">{order.number}</span>
        <OrderState order={order} />
        <span className="order-total">{money(order.total, locale)}</span>
      </summary>
      <ul className="order-items">
        {order.items.map((item) => <li key={item.name}><span>{item.name}</span><span className="num muted">×{item.quantity}</span></li>)}
      </ul>
      <p className="muted small">{t("conversations.order.placed", { at: dayTime(order.placedAt, locale, zone) })}</p>
      {order.parcels.map((parcel) => <ParcelBox key={parcel.id} parcel={parcel} zone={zone} />)}
    </details>
  );
}

function ParcelBox({ parcel, zone }: { parcel: Parcel; zone: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const trouble = parcel.state === "exception" || parcel.state === "stalled";
  return (
    <div className="parcel">
      <p className="parcel-head">
        <b className={trouble ? "trouble" : parcel.state === "delivered" ? "done" : ""}>{t(`conversations.parcel.${parcel.state}`)}</b>
        {parcel.estimatedDelivery && parcel.state !== "delivered" && <span className="muted">{t("conversations.parcel.expected", { day: day(parcel.estimatedDelivery, locale, zone) })}</span>}
      </p>
      <p className="muted small">{parcel.carrier} <span className="num">{parcel.trackingNumber}</span></p>
      <ol>
        {parcel.checkpoints.map((point) => (
          <li key={`${point.at}${point.text}`}>
            <time dateTime={point.at}>{dayTime(point.at, locale, zone)}</time>
            <span>{point.place && !point.text.includes(point.place) && <b>{point.place} </b>}{point.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
