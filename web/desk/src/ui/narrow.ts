import { useSyncExternalStore } from "react";

/** As narrow as a phone, or as a desk at 200 %: one pane at a time. The style sheets say the same width. */
const query = () => window.matchMedia("(max-width: 900px)");

export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => query().matches);
}

function watch(changed: () => void): () => void {
  const media = query();
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}
