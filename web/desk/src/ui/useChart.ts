import { init, type EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";

/** A chart that fills its place, for as long as that is there. */
export function useChart() {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current, null, { renderer: "canvas" });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  return { place, chart };
}
