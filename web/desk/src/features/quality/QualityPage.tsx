import type { BotQuality, QualityFigure, QualityPeriod } from "@serviceos/shared/api";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { TenantPicker, useTenant } from "../../ui/tenant";
import { periods, usePrecision, usePredictions, useQuality } from "./api";
import { Layers } from "./Layers";
import { Merchants } from "./Merchants";
import { PredictionsDrawer } from "./PredictionsDrawer";
import { ReviewQueue } from "./ReviewQueue";
import { RowsDrawer } from "./RowsDrawer";
import { SharesTable } from "./SharesTable";
import { Tiles, type TileKey } from "./Tiles";
import "./quality.css";

const SharesChart = lazy(() => import("./SharesChart").then((module) => ({ default: module.SharesChart })));
const shares: readonly QualityFigure[] = ["botShare", "botResolution", "automation"];

/** How well the bot does its work: how much it takes, how much of that it resolves, and how often it is right. */
export function QualityPage() {
  const { t } = useTranslation();
  const { tenant } = useTenant();
  const [search, setSearch] = useSearchParams();
  const period = periods.find((one) => one === search.get("period")) ?? "24h";
  const quality = useQuality(tenant, period);
  const set = (name: string, value: string | undefined) => setSearch((old) => {
    const next = new URLSearchParams(old);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  }, { replace: true });
  const board = new URLSearchParams(search.get("tenant") ? { tenant: search.get("tenant") ?? "" } : {});

  return (
    <Page title={t("quality.title")}
      tools={<><TenantPicker /><Segmented<QualityPeriod> value={period} onChange={(next) => set("period", next)} aria-label={t("quality.period.label")}
        options={periods.map((value) => ({ value, label: t(`quality.period.${value}`) }))} /></>}
      actions={<Link to={{ pathname: "/board", search: board.toString() }}><Button tabIndex={-1}>{t("quality.board")}</Button></Link>}>
      {quality.isPending && <Loading lines={8} />}
      {quality.isError && <ErrorBox error={quality.error} onRetry={() => void quality.refetch()} />}
      {quality.data && <Whole key={tenant} quality={quality.data} tenant={tenant} period={period} figure={search.get("figure")} onFigure={(figure) => set("figure", figure)} />}
    </Page>
  );
}

interface WholeProps {
  quality: BotQuality;
  tenant: string;
  period: QualityPeriod;
  figure: string | null;
  onFigure: (figure: TileKey | undefined) => void;
}

function Whole({ quality, tenant, period, figure, onFigure }: WholeProps) {
  const may = useMay();
  const precision = usePrecision(tenant, period);
  const predictions = usePredictions(tenant, period);
  const share = shares.find((one) => one === figure);
  const open = (key: TileKey) => {
    if (key !== "precision") onFigure(key);
    else document.getElementById("quality-layers")?.scrollIntoView?.({ block: "start" });
    if (key === "precision") document.getElementById("quality-layers")?.focus();
  };
  return (
    <div className="quality">
      <Tiles quality={quality} precision={precision.data} predictions={predictions.data} onOpen={open} />
      <Course quality={quality} />
      {quality.merchants.length > 1 && <Merchants merchants={quality.merchants} />}
      {precision.isError && <ErrorBox error={precision.error} onRetry={() => void precision.refetch()} />}
      {precision.data && <Layers precision={precision.data} tenant={tenant} period={period} />}
      {may("reviews.write") && <ReviewQueue tenant={tenant} period={period} precision={precision.data} />}
      {share && <RowsDrawer key={share} tenant={tenant} period={period} figure={share} quality={quality} onClose={() => onFigure(undefined)} />}
      {figure === "predictions" && predictions.data && <PredictionsDrawer predictions={predictions.data} period={period} onClose={() => onFigure(undefined)} />}
    </div>
  );
}

/** The shares over the hours or days, as a chart or as the table that says the same. */
function Course({ quality }: { quality: BotQuality }) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const title = t(`quality.course.${quality.step}`);
  if (quality.counts.opened + quality.counts.closed === 0) return <Empty title={t("quality.none")}>{t("quality.noneText")}</Empty>;
  return (
    <section className="quality-card" aria-label={title}>
      <h2>
        {title}
        <button type="button" className="plain-button quality-switch" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{t(asTable ? "quality.course.asChart" : "quality.course.asTable")}</button>
      </h2>
      {asTable
        ? <SharesTable quality={quality} />
        : <Suspense fallback={<div className="quality-chart" />}><SharesChart quality={quality} /></Suspense>}
    </section>
  );
}
