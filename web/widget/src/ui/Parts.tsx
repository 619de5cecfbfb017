import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Attachment, Choice, Message, OrderCard as Order, Part } from "../contract";
import { size, wait } from "../format";
import { plain, safeUrl } from "../text";
import { choiceUse } from "../thread";
import { useAround } from "./context";
import { Icon } from "./icons";
import { OrderCard, OrderPick } from "./OrderCard";
import { OutLink } from "./Text";

/** What a message carries beside its words. */
export function PartView({ part, message }: { part: Part; message: Message }): JSX.Element | null {
  const { origin } = useAround();
  switch (part.type) {
    case "choices":
      return <Choices message={message} choices={part.choices} />;
    case "order":
      return <OrderCard order={part.order} />;
    case "orders":
      return <Orders message={message} orders={part.orders} />;
    case "image":
      return <Picture url={safeUrl(part.attachment.url, origin)} name={part.attachment.name} />;
    case "file":
      return <FileLink attachment={part.attachment} />;
    case "images":
      return (
        <div class="pictures">
          {part.urls.map((url) => (
            <Picture key={url} url={safeUrl(url, origin)} name="" />
          ))}
        </div>
      );
    case "links":
      return <Links links={part.links} />;
    case "handoff":
      return <Handoff position={part.position ?? null} seconds={part.estimateSeconds ?? null} />;
    default:
      return null;
  }
}

function Choices({ message, choices }: { message: Message; choices: Choice[] }): JSX.Element {
  const { chat, state, t } = useAround();
  const use = choiceUse(message, choices, state.thread, state.outgoing);
  const closed = state.status?.state === "closed";
  return (
    <div class="choices" role="group" aria-label={t("choice.label")}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="choice"
          disabled={!use.open || closed}
          aria-pressed={use.chosen === choice.value}
          onClick={() => chat.send(choice.label, [], choice.value)}
        >
          {use.chosen === choice.value && <Icon name="check" size={16} />}
          <span dir="auto">{plain(choice.label)}</span>
        </button>
      ))}
    </div>
  );
}

function Orders({ message, orders }: { message: Message; orders: Order[] }): JSX.Element {
  const { chat, state, t } = useAround();
  const choices = orders.map((order) => ({ label: t("order.say", { number: order.number }), value: `order:${order.id}` }));
  const use = choiceUse(message, choices, state.thread, state.outgoing);
  const closed = state.status?.state === "closed";
  return (
    <div class="orders" role="group" aria-label={t("order.pick")}>
      {orders.map((order, at) => {
        const choice = choices[at];
        return (
          <OrderPick
            key={order.id}
            order={order}
            disabled={!use.open || closed}
            chosen={use.chosen === choice?.value}
            onPick={() => choice && chat.send(choice.label, [], choice.value)}
          />
        );
      })}
    </div>
  );
}

export function Picture({ url, name }: { url: string | null; name: string }): JSX.Element {
  const { t, enlarge } = useAround();
  const [broken, setBroken] = useState(false);
  const shown = plain(name) || t("image.name");
  if (!url || broken) {
    return (
      <span class="file">
        <Icon name="file" /> <span class="name">{shown}</span> <small>{t("image.broken")}</small>
      </span>
    );
  }
  return (
    <button type="button" class="picture" aria-label={t("image.enlarge", { name: shown })} onClick={() => enlarge({ url, name: shown })}>
      <img src={url} alt="" referrerpolicy="no-referrer" onError={() => setBroken(true)} />
    </button>
  );
}

export function FileLink({ attachment }: { attachment: Attachment }): JSX.Element {
  const { t, origin } = useAround();
  const url = safeUrl(attachment.url, origin);
  const name = plain(attachment.name);
  const inside = (
    <>
      <Icon name="file" />
      <span class="name">{name}</span>
      <small>{size(attachment.bytes)}</small>
    </>
  );
  if (!url) return <span class="file">{inside}</span>;
  return (
    <a class="file" href={url} download={name} target="_blank" rel="noopener noreferrer" aria-label={t("file.download", { name })}>
      {inside}
      <Icon name="download" size={16} />
    </a>
  );
}

function Links({ links }: { links: { label: string; url: string }[] }): JSX.Element {
  return (
    <ul class="links">
      {links.map((link) => {
        const url = safeUrl(link.url);
        const label = plain(link.label) || plain(link.url);
        return <li key={link.url}>{url ? <OutLink url={url} label={label} /> : <span>{label}</span>}</li>;
      })}
    </ul>
  );
}

function Handoff({ position, seconds }: { position: number | null; seconds: number | null }): JSX.Element | null {
  const { t } = useAround();
  const words = [
    position !== null && position > 0 ? t("queue.place", { n: position }) : "",
    seconds !== null ? t("human.wait", { time: wait(seconds, t) }) : "",
  ].filter(Boolean);
  return words.length > 0 ? <p class="note">{words.join(" · ")}</p> : null;
}
