import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { wait } from "../format";
import { wordsIn } from "../i18n";
import { plain } from "../text";
import { hasBegun, offersPerson } from "../thread";
import { Composer } from "./Composer";
import { useAround } from "./context";
import { Icon } from "./icons";
import { Rating } from "./Rating";

/** Everything below the conversation: what can be asked, how to get a person, and the input or the end. */
export function Footer(): JSX.Element {
  const { chat, state, t } = useAround();
  if (state.status?.state === "closed") {
    return (
      <footer role="presentation" class="closed">
        <Rating key={state.status.id} />
        <button type="button" class="secondary" disabled={state.stage === "starting"} onClick={() => void chat.begin(true)}>
          {t("end.new")}
        </button>
      </footer>
    );
  }
  return (
    <footer role="presentation">
      <Suggestions />
      <Person />
      <About />
      <Composer />
    </footer>
  );
}

/** Which order it is about, as the shop's page told; the shopper can take it back. */
function About(): JSX.Element | null {
  const { chat, state, t } = useAround();
  const line = useRef<HTMLParagraphElement>(null);
  const order = state.status?.order;
  if (!order) return null;
  const drop = () => {
    // the button goes away under the focus, which then belongs to the input
    line.current?.closest("footer")?.querySelector("textarea")?.focus();
    void chat.dropOrder();
  };
  return (
    <p ref={line} class="about" role="status" data-testid="about">
      <Icon name="box" size={16} />
      <span>{t("about.order", { number: plain(order.number) })}</span>
      <button type="button" class="icon-button small" aria-label={t("about.drop")} title={t("about.drop")} onClick={drop}>
        <Icon name="close" size={16} />
      </button>
    </p>
  );
}

function Suggestions(): JSX.Element | null {
  const { chat, state, t } = useAround();
  const suggestions = (state.status?.suggestions ?? []).slice(0, 5);
  if (hasBegun(state) || suggestions.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label={t("log.suggestions")}>
      {suggestions.map((text) => (
        <button key={text} type="button" class="suggestion" onClick={() => chat.send(plain(text))}>
          <span dir="auto">{plain(text)}</span>
        </button>
      ))}
    </div>
  );
}

/** One tap to a person while the assistant answers; the place in line while waiting. */
export function Person(): JSX.Element | null {
  const { chat, state, t, locale } = useAround();
  const { status, config } = state;
  if (status?.state === "assigned") return null;
  const seconds = status?.queue?.estimateSeconds ?? null;
  const closed = config?.open === false && (
    <p class="away" data-testid="offline">
      {wordsIn(config.offlineMessage, locale)}
    </p>
  );
  if (status?.state === "queued") {
    const place = status.queue?.position ?? 0;
    const nobody = status.queue?.onDuty === false;
    return (
      <div class="person">
        {nobody && (closed || <p class="away" data-testid="nobody">{t("queue.nobody")}</p>)}
        <p class="queue" role="status" data-testid="queue">
          <span class="pulse" aria-hidden="true" />
          <span>
            {place > 0 ? t("queue.place", { n: place }) : t("queue.waiting")}
            {seconds !== null && ` · ${t("queue.wait", { time: wait(seconds, t) })}`}
          </span>
        </p>
        <button type="button" class="quiet" onClick={() => void chat.backToBot()}>
          {t("queue.back")}
        </button>
      </div>
    );
  }
  // once is enough, and where it stands in the talk it says why
  if (offersPerson(state.thread, state.outgoing)) return closed ? <div class="person">{closed}</div> : null;
  return (
    <div class="person">
      {closed}
      <button type="button" class="human" disabled={state.askingPerson} onClick={() => void chat.askPerson()}>
        <Icon name="person" size={16} />
        <span>{t(state.askingPerson ? "human.asking" : "human.ask")}</span>
        {seconds !== null && !state.askingPerson && <small>{t("human.wait", { time: wait(seconds, t) })}</small>}
      </button>
    </div>
  );
}
