import type { Board, Figure } from "@serviceos/shared/api";
import { time } from "@serviceos/shared/format";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLocale } from "../../i18n";
import { useMe } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useKeys } from "../../ui/keys";
import { useSlowNow } from "../../ui/now";
import { useTenant, useTenants } from "../../ui/tenant";
import { Age } from "./Age";
import { figureText, tileOf } from "./figures";
import { Headline } from "./Headline";
import { useFreshBoard } from "./useFreshBoard";

const MinutesChart = lazy(() => import("./MinutesChart").then((module) => ({ default: module.MinutesChart })));
const three: Figure[] = ["waiting", "longestWait", "firstResponse"];

/** The board for a wall: three figures to read from across the room and the last hour. Nothing to click; Esc leaves. */
export function WallPage() {
  const { t } = useTranslation();
  const me = useMe();
  const go = useNavigate();
  const { tenant } = useTenant();
  const { data: tenants } = useTenants();
  const locale = useLocale();
  const board = useFreshBoard(tenant);
  const now = useSlowNow();
  const name = tenants?.find((one) => one.id === tenant)?.name ?? me.tenant.name;
  useKeys("board", [{ keys: "escape", label: t("board.leaveWall"), run: () => void go(`/board?tenant=${tenant}`) }]);

  return (
    <div className="wall">
      <header><b>{name}</b><Age at={board.dataUpdatedAt} /><time>{time(new Date(now).toISOString(), locale)}</time></header>
      {!board.data && board.isError && <ErrorBox error={board.error} />}
      {board.data && <Wall board={board.data} />}
    </div>
  );
}

function Wall({ board }: { board: Board }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      <Headline board={board} />
      <dl className="wall-three">
        {three.map((key) => {
          const tile = tileOf(board, key);
          const text = tile && figureText(tile.value, tile.unit, locale);
          return tile && text && (
            <div key={key} className={tile.state}>
              <dt>{t(`board.figure.${key}`)}</dt>
              <dd className={text.length > 5 ? "long" : ""}>{text}</dd>
            </div>
          );
        })}
      </dl>
      <Suspense fallback={null}><MinutesChart series={board.series} height="100%" fontSize={Math.max(14, Math.round(window.innerHeight / 48))} /></Suspense>
    </>
  );
}
