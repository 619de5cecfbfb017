import type { BotQuality, QualityFigure } from "@serviceos/shared/api";
import { day, share, time } from "@serviceos/shared/format";
import { LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useTheme } from "../../theme";
import { useChart } from "../../ui/useChart";

register([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

/** Told apart by line and mark too, not only by colour. */
const lines: readonly { key: QualityFigure; colour: string; type: "solid" | "dashed" | "dotted"; symbol: string }[] = [
  { key: "botShare", colour: "--text-3", type: "dashed", symbol: "emptyCircle" },
  { key: "botResolution", colour: "--text", type: "dotted", symbol: "rect" },
  { key: "automation", colour: "--accent", type: "solid", symbol: "circle" },
];
const fontSize = 12;

/** The three shares by hour or day. The table beside it says the same to those who can't see it. */
export function SharesChart({ quality }: { quality: BotQuality }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { mode } = useTheme();
  const { place, chart } = useChart();

  useEffect(() => {
    if (!place.current) return;
    const style = getComputedStyle(place.current);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const text = { color: colour("--text-2"), fontSize };
    const at = quality.step === "hour" ? time : day;
    chart.current?.setOption({
      animation: false,
      textStyle: { fontFamily: style.fontFamily },
      aria: { enabled: true },
      grid: { left: fontSize * 4, right: fontSize, bottom: fontSize * 2 },
      // where it is narrow the legend takes a line each
      media: [{ query: { maxWidth: fontSize * 32 }, option: { grid: { top: fontSize * 6 } } }, { option: { grid: { top: fontSize * 3 } } }],
      legend: { top: 0, left: 0, itemWidth: fontSize * 2.5, itemHeight: fontSize * 0.7, textStyle: text },
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: colour("--surface"), borderColor: colour("--line"), textStyle: { color: colour("--text"), fontSize: 13 },
        valueFormatter: (value: unknown) => (typeof value === "number" ? share(value, locale, 1) : "–"),
      },
      xAxis: {
        type: "category", data: quality.series.map((one) => at(one.start, locale, quality.zone)), axisTick: { show: false },
        axisLine: { lineStyle: { color: colour("--line") } }, axisLabel: { ...text, hideOverlap: true },
      },
      yAxis: {
        type: "value", min: 0, max: 1, interval: 0.25, splitLine: { lineStyle: { color: colour("--line") } },
        axisLabel: { ...text, formatter: (value: number) => share(value, locale) },
      },
      series: lines.map(({ key, colour: name, type, symbol }) => ({
        type: "line", name: t(`quality.figure.${key}`), data: quality.series.map((one) => one.shares[key]), symbol, symbolSize: 6, showAllSymbol: true,
        lineStyle: { color: colour(name), width: 2, type }, itemStyle: { color: colour(name) },
      })),
    });
  }, [quality, locale, mode, t, chart, place]);

  return <div ref={place} className="quality-chart" role="img" aria-label={t("quality.course.label")} />;
}
