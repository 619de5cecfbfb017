export interface PresenceEvents {
  /** The tab is looked at again, or the network came back. */
  back(): void;
  /** The tab has not been looked at for a while. */
  away(): void;
  network(online: boolean): void;
}

const awayAfterMs = 30_000;

/** Watches whether anyone can see the page and whether the browser says it has a network. */
export function watchPresence(events: PresenceEvents): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") timer = setTimeout(() => events.away(), awayAfterMs);
    else events.back();
  };
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) events.back();
  };
  const onOnline = () => {
    events.network(true);
    events.back();
  };
  const onOffline = () => events.network(false);
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pageshow", onPageShow);
  window.addEventListener("online", onOnline);
  window.addEventListener("offline", onOffline);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pageshow", onPageShow);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("offline", onOffline);
  };
}
