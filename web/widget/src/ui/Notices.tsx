import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Key, Params } from "../i18n";
import type { ChatState } from "../state";
import { useAround } from "./context";
import { Icon } from "./icons";

/** The state of the connection, in one line, only when it is not as it should be. */
export function LinkBar(): JSX.Element | null {
  const { state, t } = useAround();
  const [shown, setShown] = useState<[Key, Params] | null>(null);
  const trouble = linkTrouble(state);
  const key = trouble?.[0];
  const seconds = state.busySeconds ?? 0;
  useEffect(() => {
    // a blink of the connection is not worth a word
    const timer = setTimeout(() => setShown(key ? [key, { n: Math.ceil(seconds) }] : null), key && key !== "link.offline" ? 1000 : 0);
    return () => clearTimeout(timer);
  }, [key, seconds]);
  return (
    <div class="link-bar" role="status" data-testid="link" data-link={state.online ? state.link : "offline"}>
      {shown && <p>{t(...shown)}</p>}
    </div>
  );
}

function linkTrouble({ online, link, busySeconds, stage }: ChatState): [Key] | null {
  if (!online) return ["link.offline"];
  if (busySeconds !== null) return ["link.busy"];
  if (link === "waiting" && stage === "ready") return ["link.reconnecting"];
  return link === "polling" ? ["link.polling"] : null;
}

/** What went wrong with opening or with the last act, that nothing is lost, and what to do. */
export function Trouble(): JSX.Element | null {
  const { chat, state, t } = useAround();
  if (state.stage === "stuck") {
    return (
      <div class="trouble" role="alert">
        <Icon name="alert" size={16} />
        <span>{t(state.trouble === "refused" ? "error.refused" : "error.start")}</span>
        <button type="button" class="quiet" onClick={() => void chat.begin()}>
          {t("error.again")}
        </button>
      </div>
    );
  }
  if (!state.actFailed) return null;
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" size={16} />
      <span>{t("error.act")}</span>
      <button type="button" class="quiet" onClick={() => chat.dismissTrouble()}>
        {t("error.dismiss")}
      </button>
    </div>
  );
}

/** Only when opening takes longer than a moment. */
export function Loading(): JSX.Element | null {
  const { state, t } = useAround();
  const [slow, setSlow] = useState(false);
  const starting = state.stage === "starting" && state.thread.messages.length === 0;
  useEffect(() => {
    const timer = setTimeout(() => setSlow(starting), starting ? 300 : 0);
    return () => clearTimeout(timer);
  }, [starting]);
  if (!slow || !starting) return null;
  return (
    <div class="skeleton" role="status" aria-label={t("log.loading")}>
      <i /><i /><i />
    </div>
  );
}
