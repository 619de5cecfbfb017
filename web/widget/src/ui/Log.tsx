import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../contract";
import { moment, silent } from "../format";
import { counted, wordsIn } from "../i18n";
import { plain } from "../text";
import { lastSeq } from "../thread";
import { Bubble, OutgoingBubble } from "./Bubble";
import { useAround } from "./context";
import { Icon } from "./icons";
import { ScrollKeeper } from "./scroll";
import { Text } from "./Text";

/** The conversation, newest below. Stays at the bottom while the reader is there, and never jumps when they are not. */
export function Log(): JSX.Element {
  const { chat, state, t } = useAround();
  const { thread, outgoing } = state;
  const view = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [keeper] = useState(() => new ScrollKeeper());
  const [atEnd, setAtEnd] = useState(true);
  const newest = lastSeq(thread);
  const lastSent = outgoing.at(-1)?.clientKey;
  const conversation = state.status?.id;

  useEffect(() => keeper.attach(view.current, content.current), [keeper]);
  useLayoutEffect(() => keeper.drawn(thread.from));
  useLayoutEffect(() => keeper.toEnd(), [keeper, lastSent, conversation, state.askingPerson]);

  useEffect(() => {
    const look = () => {
      if (state.open && keeper.showsNewest && document.visibilityState === "visible") chat.seen();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [chat, keeper, newest, state.open, atEnd, conversation]);

  const unseen = thread.messages.filter((m) => m.seq > (state.status?.readByConsumer ?? newest) && m.speaker !== "consumer").length;
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={view}
        onScroll={() => setAtEnd(keeper.scrolled())}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t("log.label")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard
        tabIndex={0}
      >
        <div class="log-inner" ref={content}>
          {thread.from > 0 && (
            <button type="button" class="quiet older" disabled={state.loadingOlder} onClick={() => void chat.older()}>
              {t("log.older")}
            </button>
          )}
          <Greeting />
          <Rows messages={thread.messages} />
          {outgoing.map((item) => (
            <OutgoingBubble key={item.clientKey} item={item} />
          ))}
          <Typing />
        </div>
      </div>
      {!atEnd && (
        <button type="button" class="to-end" onClick={() => keeper.toEnd()} aria-label={unseen > 0 ? undefined : t("log.down")}>
          <Icon name="down" size={16} />
          {unseen > 0 && <span>{counted(t, "log.newer", unseen)}</span>}
        </button>
      )}
    </div>
  );
}

function Rows({ messages }: { messages: readonly Message[] }): JSX.Element {
  const { chat, state, locale } = useAround();
  const lastOwn = messages.filter((message) => message.speaker === "consumer").at(-1)?.seq;
  const read = state.status?.readByAgent ?? 0;
  return (
    <>
      {messages.map((message, at) => {
        const before = messages[at - 1];
        const pause = silent(before?.sentAt, message.sentAt);
        const mark = message.seq !== lastOwn ? null : message.seq <= read ? "read" : "sent";
        return (
          <div key={chat.sentKeys.get(message.seq) ?? message.seq} class="entry">
            {pause && (
              <p class="time">
                <time dateTime={message.sentAt}>{moment(message.sentAt, locale)}</time>
              </p>
            )}
            <Bubble message={message} first={pause || before?.speaker !== message.speaker || before.name !== message.name} mark={mark} />
          </div>
        );
      })}
    </>
  );
}

/** The shop's first words, unless the conversation itself begins with some. */
function Greeting(): JSX.Element | null {
  const { state, t, locale } = useAround();
  const { config, thread } = state;
  const greeting = wordsIn(config?.greeting, locale);
  const opener = thread.messages[0];
  if (!greeting || thread.from > 0 || opener?.speaker === "bot") return null;
  if (!opener && state.stage === "starting") return null;
  return (
    <article class="row bot" data-testid="greeting">
      <p class="name">{plain(wordsIn(config?.name, locale)) || t("who.bot")}</p>
      <div class="bubble">
        <Text body={greeting} />
      </div>
    </article>
  );
}

/** The other side is writing: told by the server, or plain after a question to the assistant. */
function Typing(): JSX.Element | null {
  const { state, t } = useAround();
  const { typing, status, thread } = state;
  const last = thread.messages.at(-1);
  const asked = status?.state === "bot" && last?.speaker === "consumer" ? last : null;
  const [thinking, setThinking] = useState(false);
  useEffect(() => {
    const age = asked ? Date.now() - Date.parse(asked.sentAt) : Infinity;
    const begin = age < 8000 ? setTimeout(() => setThinking(true), 300) : undefined;
    const end = setTimeout(() => setThinking(false), age < 8000 ? 8000 : 0);
    return () => {
      clearTimeout(begin);
      clearTimeout(end);
    };
  }, [asked]);
  if (!typing && !(asked && thinking)) return null;
  const name = plain(typing?.name ?? "") || (typing && !typing.bot ? t("who.agent") : t("who.bot"));
  return (
    <div class="typing" data-testid="typing">
      <span class="dots" aria-hidden="true">
        <i /><i /><i />
      </span>
      <span>{t("log.typing", { name })}</span>
    </div>
  );
}
