import { Live, type LiveEvents, type LiveState } from "@serviceos/shared/live";
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";

const LiveContext = createContext<Live | undefined>(undefined);

/** Holds the tab's one EventSource while somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live] = useState(() => new Live("/v1/live"));
  useEffect(() => {
    live.open();
    return () => live.close();
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider");
  return live;
}

/** Runs `handler` on each event of a kind; the newest handler is always the one that runs. */
export function useLiveEvent<K extends keyof LiveEvents>(kind: K, handler: (event: LiveEvents[K]) => void): void {
  const live = useLive();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => live.on(kind, (event) => latest.current(event)), [live, kind]);
}

export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore((changed) => live.on("state", changed), () => live.state);
}
