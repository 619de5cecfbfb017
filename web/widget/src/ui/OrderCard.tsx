import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OrderCard as Order, Parcel } from "../contract";
import { day, expected, moment, money } from "../format";
import { plain, safeUrl } from "../text";
import { useAround } from "./context";
import { Icon } from "./icons";

export function OrderCard({ order }: { order: Order }): JSX.Element {
  const { t, locale } = useAround();
  return (
    <section class="order" aria-label={t("order.label", { number: order.number })}>
      <OrderHead order={order} />
      <ul class="items">
        {order.items.map((item, at) => (
          <li key={at}>
            <Thumb url={item.imageUrl ?? null} />
            <span class="name" dir="auto">
              {plain(item.name)}
            </span>
            <span class="times">×{item.quantity}</span>
          </li>
        ))}
      </ul>
      <p class="total">
        <span>{t("order.total")}</span>
        <b>{money(order.total.amount, order.total.currency, locale)}</b>
      </p>
      {order.parcels.map((parcel, at) => (
        <ParcelView key={parcel.id} parcel={parcel} n={at + 1} of={order.parcels.length} />
      ))}
    </section>
  );
}

export function OrderPick(props: { order: Order; disabled: boolean; chosen: boolean; onPick(): void }): JSX.Element {
  const { order, disabled, chosen, onPick } = props;
  const { t, locale } = useAround();
  const first = order.items[0];
  const more = order.items.reduce((sum, item) => sum + item.quantity, 0) - (first?.quantity ?? 0);
  return (
    <button
      type="button"
      class="order pick"
      disabled={disabled}
      aria-pressed={chosen}
      aria-label={`${t("order.label", { number: order.number })}, ${t(`order.${order.state}`)}`}
      onClick={onPick}
    >
      <OrderHead order={order} />
      <span class="line">
        <Thumb url={first?.imageUrl ?? null} />
        <span class="name" dir="auto">
          {plain(first?.name ?? "")} {more > 0 && <small>{t("order.more", { n: more, all: more + (first?.quantity ?? 0) })}</small>}
        </span>
        <b>{money(order.total.amount, order.total.currency, locale)}</b>
      </span>
    </button>
  );
}

function OrderHead({ order }: { order: Order }): JSX.Element {
  const { state, t, locale } = useAround();
  return (
    <span class="order-head">
      <span class="number">{plain(order.number)}</span>
      <span class="when">{day(order.placedAt, locale, state.config?.timeZone)}</span>
      <span class={`pill ${order.state}`}>{t(`order.${order.state}`)}</span>
    </span>
  );
}

function Thumb({ url }: { url: string | null }): JSX.Element {
  const { origin } = useAround();
  const [broken, setBroken] = useState(false);
  const safe = url ? safeUrl(url, origin) : null;
  return (
    <span class="thumb">
      {safe && !broken ? <img src={safe} alt="" referrerpolicy="no-referrer" onError={() => setBroken(true)} /> : <Icon name="box" size={18} />}
    </span>
  );
}

function ParcelView({ parcel, n, of }: { parcel: Parcel; n: number; of: number }): JSX.Element {
  const { state, t, locale } = useAround();
  // as in the words above the card, whose times are the shop's
  const zone = state.config?.timeZone;
  const [all, setAll] = useState(false);
  const few = of > 1 ? 1 : 2;
  const shown = all ? parcel.checkpoints : parcel.checkpoints.slice(0, few);
  const label = of > 1 ? t("parcel.label", { n, of }) : t("parcel.one");
  return (
    <section class="parcel" aria-label={label}>
      <p class="parcel-head">
        <b>{of > 1 ? `${label} · ` : ""}{t(`parcel.${parcel.state}`)}</b>
        {parcel.estimatedDelivery && parcel.state !== "delivered" && (
          <span class="estimate">{t("parcel.estimate", { date: expected(parcel.estimatedDelivery, locale, zone) })}</span>
        )}
      </p>
      <p class="tracking">
        <span>{plain(parcel.carrier)}</span> <span class="digits">{plain(parcel.trackingNumber)}</span>
        {parcel.trackingNumber && <Copy text={parcel.trackingNumber} />}
      </p>
      {shown.length === 0 && <p class="note">{t("parcel.none")}</p>}
      <ol class={`checkpoints ${parcel.state}`}>
        {shown.map((point) => (
          <li key={point.at + point.text}>
            <span dir="auto">{plain(point.text)}</span>
            <small>
              {moment(point.at, locale, zone)}
              {point.place && !point.text.includes(point.place) ? ` · ${plain(point.place)}` : ""}
            </small>
          </li>
        ))}
      </ol>
      {parcel.checkpoints.length > few && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? "parcel.less" : "parcel.all")}
        </button>
      )}
    </section>
  );
}

function Copy({ text }: { text: string }): JSX.Element {
  const { t } = useAround();
  const [done, setDone] = useState(false);
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(
      () => {
        setDone(true);
        setTimeout(() => setDone(false), 2000);
      },
      () => undefined,
    );
  };
  return (
    <button type="button" class="quiet small" aria-label={t("parcel.copy", { number: text })} onClick={copy}>
      <Icon name={done ? "check" : "copy"} size={16} />
      {done && <span role="status">{t("parcel.copied")}</span>}
    </button>
  );
}
