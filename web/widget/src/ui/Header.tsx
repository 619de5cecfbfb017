import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Paint } from "../colour";
import { wordsIn, type Translate } from "../i18n";
import type { ChatState } from "../state";
import { plain } from "../text";
import { hasBegun } from "../thread";
import { useAround } from "./context";
import { Icon } from "./icons";

export function Header({ paint, onClose }: { paint: Paint; onClose(): void }): JSX.Element {
  const { chat, state, t, locale } = useAround();
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const openState = state.status?.state;
  // there is nothing to end before anything was said or a person asked for
  const canEnd = openState !== undefined && openState !== "closed" && (openState !== "bot" || hasBegun(state));
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  return (
    <header role="presentation" style={{ background: paint.back, color: paint.ink }}>
      <div class="head">
        <div class="title">
          <h2 id="serviceos-title" dir="auto">
            {plain(wordsIn(state.config?.name, locale)) || t("launcher.open")}
          </h2>
          <p data-testid="standing">{standing(state, t)}</p>
        </div>
        {canEnd && (
          <button type="button" class="icon-button" aria-label={t("panel.end")} title={t("panel.end")} aria-expanded={asking} onClick={() => setAsking(!asking)}>
            <Icon name="leave" />
          </button>
        )}
        <button type="button" class="icon-button" aria-label={t("panel.close")} title={t("panel.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {asking && canEnd && (
        <div class="confirm" role="group" aria-label={t("panel.end.ask")}>
          <span>{t("panel.end.ask")}</span>
          <button
            type="button"
            class="text-button"
            onClick={() => {
              setAsking(false);
              void chat.end();
            }}
          >
            {t("panel.end.yes")}
          </button>
          <button type="button" class="text-button" ref={keep} onClick={() => setAsking(false)}>
            {t("panel.end.no")}
          </button>
        </div>
      )}
    </header>
  );
}

function standing({ status, config }: ChatState, t: Translate): string {
  switch (status?.state) {
    case "assigned":
      return t("head.assigned", { name: plain(status.agent?.name ?? "") || t("who.agent") });
    case "queued":
      return t("head.queued");
    case "closed":
      return t("head.closed");
    case "bot":
      return t("head.bot");
    default:
      return t(config?.open === false ? "head.away" : "head.idle");
  }
}
