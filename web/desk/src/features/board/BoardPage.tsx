import type { Board, Figure } from "@serviceos/shared/api";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Routes, useSearchParams } from "react-router";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { TenantPicker, useTenant } from "../../ui/tenant";
import { Age } from "./Age";
import { Agents } from "./Agents";
import { useDefinitions } from "./api";
import { FigureDrawer } from "./FigureDrawer";
import { Headline } from "./Headline";
import { Merchants } from "./Merchants";
import { MinutesTable } from "./MinutesTable";
import { TileButton } from "./TileButton";
import { useFreshBoard } from "./useFreshBoard";
import { WallPage } from "./WallPage";
import "./board.css";

const MinutesChart = lazy(() => import("./MinutesChart").then((module) => ({ default: module.MinutesChart })));

export function BoardPage() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      <Route path="wall" element={<WallPage />} />
    </Routes>
  );
}

/** How service goes right now: figures, the last hour, the people, the shops. */
function Overview() {
  const { t } = useTranslation();
  const { tenant } = useTenant();
  const [search] = useSearchParams();
  const board = useFreshBoard(tenant);
  return (
    <Page title={t("board.title")} tools={<><TenantPicker /><Age at={board.dataUpdatedAt} /></>}
      actions={<><Link to={{ pathname: "quality", search: nodeOf(search) }}><Button tabIndex={-1}>{t("board.quality")}</Button></Link><Link to={{ pathname: "wall", search: search.toString() }}><Button tabIndex={-1}>{t("board.wall")}</Button></Link></>}>
      {board.isPending && <Loading lines={8} />}
      {board.isError && <ErrorBox error={board.error} safe={board.data && t("board.oldFigures")} onRetry={() => void board.refetch()} />}
      {board.data && <Figures board={board.data} tenant={tenant} />}
    </Page>
  );
}

/** The node that is looked at, without the figure that is opened. */
function nodeOf(search: URLSearchParams): string {
  const tenant = search.get("tenant");
  return tenant ? new URLSearchParams({ tenant }).toString() : "";
}

function Figures({ board, tenant }: { board: Board; tenant: string }) {
  const { t } = useTranslation();
  const definitions = useDefinitions();
  const [search, setSearch] = useSearchParams();
  const opened = board.tiles.find((tile) => tile.key === search.get("figure"));
  const open = (figure: Figure | undefined) => setSearch((old) => {
    const next = new URLSearchParams(old);
    if (figure) next.set("figure", figure);
    else next.delete("figure");
    return next;
  }, { replace: true });

  return (
    <div className="board">
      <Headline board={board} />
      <div className="board-tiles">
        {board.tiles.map((tile) => <TileButton key={tile.key} tile={tile} definition={definitions.data?.get(tile.key)} onOpen={() => open(tile.key)} />)}
      </div>
      <div className="board-middle">
        <Hour board={board} />
        <Agents agents={board.agents} />
      </div>
      {board.merchants.length > 0
        ? <Merchants merchants={board.merchants} />
        : <Empty title={t("board.merchants.none")}>{t("board.merchants.noneText")}</Empty>}
      {opened && <FigureDrawer key={opened.key} tenant={tenant} tile={opened} definition={definitions.data?.get(opened.key)} onClose={() => open(undefined)} />}
    </div>
  );
}

function Hour({ board }: { board: Board }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="board-card" aria-label={t("board.hour.title")}>
      <h2>
        {t("board.hour.title")}
        <button type="button" className="plain-button board-switch" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? "board.hour.asChart" : "board.hour.asTable")}</button>
      </h2>
      {asTable
        ? <MinutesTable series={board.series} />
        : <Suspense fallback={<div className="board-chart" />}><MinutesChart series={board.series} height={228} fontSize={12} /></Suspense>}
    </section>
  );
}
