import type { Board } from "@serviceos/shared/api";
import { clock } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { moodOf, tileOf } from "./figures";

/** The board in one sentence: green words when nobody is needed. */
export function Headline({ board }: { board: Board }) {
  const { t } = useTranslation();
  const mood = moodOf(board.tiles);
  const waiting = tileOf(board, "waiting")?.value ?? 0;
  const longest = tileOf(board, "longestWait")?.value ?? 0;
  const worst = board.merchants.toSorted((a, b) => (b.longestWaitSeconds ?? -1) - (a.longestWaitSeconds ?? -1))[0];
  return (
    <p className={`board-headline ${mood}`} role="status">
      {waiting === 0 ? t(mood === "calm" ? "board.headline.calm" : "board.headline.look") : t("board.headline.waiting", { count: waiting, longest: clock(longest) })}
      {waiting > 0 && board.merchants.length > 1 && worst && worst.waiting > 0 && <span> {t("board.headline.worst", { name: worst.name, count: worst.waiting })}</span>}
    </p>
  );
}
