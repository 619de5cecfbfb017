import type { BoardMinute } from "@serviceos/shared/api";

export interface ChartWords {
  consumer: string;
  bot: string;
  agent: string;
  handedOver: string;
}
export interface ChartColours {
  consumer: string;
  bot: string;
  agent: string;
  handedOver: string;
  text: string;
  line: string;
  surface: string;
  font: string;
}

/** The last hour as a chart: messages stacked by who wrote them, hand-overs as a line above. */
export function minutesOption(series: readonly BoardMinute[], words: ChartWords, colours: ChartColours, fontSize: number, timeOf: (minute: string) => string) {
  const bar = (key: "consumer" | "bot" | "agent") => ({
    type: "bar" as const, name: words[key], stack: "messages", barCategoryGap: "25%", itemStyle: { color: colours[key] }, data: series.map((one) => one[key]),
  });
  const text = { color: colours.text, fontSize };
  return {
    animation: false,
    // where it is narrow the legend takes two lines
    media: [{ query: { maxWidth: fontSize * 32 }, option: { grid: { top: fontSize * 5 } } }, { option: { grid: { top: fontSize * 3 } } }],
    textStyle: { fontFamily: colours.font },
    aria: { enabled: true },
    grid: { left: fontSize * 3, right: fontSize, top: fontSize * 3, bottom: fontSize * 2 },
    legend: { top: 0, left: 0, itemWidth: fontSize, itemHeight: fontSize * 0.7, textStyle: text },
    tooltip: {
      trigger: "axis" as const, confine: true, axisPointer: { type: "shadow" as const, shadowStyle: { color: colours.line, opacity: 0.35 } },
      backgroundColor: colours.surface, borderColor: colours.line, textStyle: { color: colours.handedOver, fontSize: 13 },
    },
    xAxis: {
      type: "category" as const, data: series.map((one) => timeOf(one.minute)), axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } }, axisLabel: { ...text, interval: 9, hideOverlap: true },
    },
    yAxis: { type: "value" as const, minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: colours.line } }, axisLabel: text },
    series: [
      bar("consumer"), bar("bot"), bar("agent"),
      {
        type: "line" as const, name: words.handedOver, symbol: "none", data: series.map((one) => one.handedOver),
        lineStyle: { color: colours.handedOver, width: Math.max(1.5, fontSize / 8) }, itemStyle: { color: colours.handedOver },
      },
    ],
  };
}
