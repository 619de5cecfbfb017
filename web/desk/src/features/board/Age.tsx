import { useTranslation } from "react-i18next";
import { useLiveState } from "../../ui/live";
import { useNow } from "../../ui/now";

const oldAfterSeconds = 15;

/** How old the figures are; says so plainly when they stopped moving. */
export function Age({ at }: { at: number }) {
  const { t } = useTranslation();
  const now = useNow();
  const live = useLiveState();
  if (at === 0) return null;
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const stopped = live === "offline" || seconds >= oldAfterSeconds;
  return (
    <span className={stopped ? "board-age stopped" : "board-age"} role="status" aria-live="off">
      {stopped ? t("board.age.stopped", { seconds }) : seconds < 2 ? t("board.age.now") : t("board.age.seconds", { seconds })}
    </span>
  );
}
