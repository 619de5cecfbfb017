import type { JSX } from "preact";
import type { Message, Part } from "../contract";
import { clock } from "../format";
import type { Translate } from "../i18n";
import type { Outgoing } from "../outbox";
import { plain, safeUrl } from "../text";
import { useAround } from "./context";
import { Icon } from "./icons";
import { FileLink, PartView, Picture } from "./Parts";
import { Text } from "./Text";

/** A stored message. */
export function Bubble({ message, first, mark }: { message: Message; first: boolean; mark: "sent" | "read" | null }): JSX.Element {
  const { t, locale } = useAround();
  if (message.speaker === "system") return <SystemLine message={message} />;
  const own = message.speaker === "consumer";
  const name = own ? t("who.you") : speakerName(message, t);
  const parts = message.parts ?? [];
  return (
    <article class={`row ${message.speaker}`} data-seq={message.seq} data-state={own ? (mark ?? "sent") : undefined}>
      {first && !own ? <p class="name">{name}</p> : <span class="hidden">{name}</span>}
      {message.body && !bodyIsFile(message) && (
        <div class="bubble">
          <Text body={message.body} />
        </div>
      )}
      {parts.map((part, at) => (
        <div key={at} class="part">
          <PartView part={part} message={message} />
        </div>
      ))}
      {mark && (
        <p class="state">
          {t(`state.${mark}`)} <time dateTime={message.sentAt}>{clock(message.sentAt, locale)}</time>
        </p>
      )}
    </article>
  );
}

/** A message on its way: sending, waiting for the network, or failed with a way on. */
export function OutgoingBubble({ item }: { item: Outgoing }): JSX.Element {
  const { chat, state, t, origin } = useAround();
  const standing = item.failed ? "failed" : item.seq !== null ? "sent" : state.online ? "sending" : "waiting";
  return (
    <article class={`row consumer ${standing}`} data-state={standing} data-client-key={item.clientKey}>
      <span class="hidden">{t("who.you")}</span>
      {item.body && (
        <div class="bubble">
          <Text body={item.body} />
        </div>
      )}
      {item.attachments.map((attachment) => (
        <div key={attachment.id} class="part">
          {attachment.type.startsWith("image/") ? (
            <Picture url={safeUrl(attachment.url, origin)} name={attachment.name} />
          ) : (
            <FileLink attachment={attachment} />
          )}
        </div>
      ))}
      {item.failed ? (
        <div class="failure">
          <p>
            <Icon name="alert" size={16} />
            <span>
              {t(`failed.${item.failed.reason}`)} {plain(item.failed.detail)}
            </span>
          </p>
          <button type="button" class="quiet" onClick={() => chat.retry(item.clientKey)}>
            {t("failed.retry")}
          </button>
          <button type="button" class="quiet" onClick={() => chat.takeBack(item)}>
            {t("failed.back")}
          </button>
        </div>
      ) : (
        <p class="state">{t(`state.${standing === "failed" ? "sending" : standing}`)}</p>
      )}
    </article>
  );
}

function SystemLine({ message }: { message: Message }): JSX.Element {
  const { t } = useAround();
  const parts = message.parts ?? [];
  const event = parts.find((part): part is Extract<Part, { type: "event" }> => part.type === "event");
  const known = event && event.event !== "offline" ? t(`event.${event.event}`, { name: plain(event.name ?? "") || t("event.person") }) : "";
  return (
    <div class="system" data-seq={message.seq} data-event={event?.event}>
      <p>{known && !known.startsWith("event.") ? known : plain(message.body)}</p>
      {parts
        .filter((part) => part.type !== "event")
        .map((part, at) => (
          <PartView key={at} part={part} message={message} />
        ))}
    </div>
  );
}

export function speakerName(message: Pick<Message, "speaker" | "name">, t: Translate): string {
  const name = plain(message.name ?? "");
  if (message.speaker === "bot") return name && name !== t("who.bot") ? `${name} · ${t("who.bot")}` : t("who.bot");
  return name || t("who.agent");
}

/** Some channels put the file's name in the words; shown once is enough. */
function bodyIsFile(message: Message): boolean {
  return (message.parts ?? []).some(
    (part) => (part.type === "image" || part.type === "file") && part.attachment.name === message.body,
  );
}
