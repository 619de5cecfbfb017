import { useSyncExternalStore } from "react";

/** One timer for everything on screen that ticks; it stops when nothing listens. */
function ticker(everyMs: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(() => {
          now = Date.now();
          for (const each of listeners) each();
        }, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    read(): number {
      if (timer === undefined) now = Math.floor(Date.now() / everyMs) * everyMs;
      return now;
    },
  };
}

const seconds = ticker(1_000);
const halfMinutes = ticker(30_000);

/** Now, to the second. */
export function useNow(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.read);
}

/** Now, to half a minute: enough for "3 minutes ago". */
export function useSlowNow(): number {
  return useSyncExternalStore(halfMinutes.subscribe, halfMinutes.read);
}
