import type { BoardMinute } from "@serviceos/shared/api";
import { time } from "@serviceos/shared/format";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useTheme } from "../../theme";
import { useChart } from "../../ui/useChart";
import { minutesOption } from "./minutes";

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

/** Messages of the last 60 minutes. The table beside it says the same to those who can't see it. */
export function MinutesChart({ series, height, fontSize }: { series: BoardMinute[]; height: number | string; fontSize: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { mode } = useTheme();
  const { place, chart } = useChart();

  useEffect(() => {
    if (!place.current) return;
    const style = getComputedStyle(place.current);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const words = { consumer: t("board.hour.consumer"), bot: t("board.hour.bot"), agent: t("board.hour.agent"), handedOver: t("board.hour.handedOver") };
    chart.current?.setOption(minutesOption(series, words, {
      consumer: colour("--chart-consumer"), bot: colour("--accent"), agent: colour("--chart-agent"), handedOver: colour("--text"),
      text: colour("--text-2"), line: colour("--line"), surface: colour("--surface"), font: style.fontFamily,
    }, fontSize, (minute) => time(minute, locale)));
  }, [series, fontSize, locale, mode, t, chart, place]);

  return <div ref={place} className="board-chart" style={{ height }} role="img" aria-label={t("board.hour.label")} />;
}
