import { useSyncExternalStore } from "react";

/** What asks for the agent's attention, as one figure for the nav and the tab's title. */
interface Attention {
  waiting: number;
  unread: number;
}

let attention: Attention = { waiting: 0, unread: 0 };
const listeners = new Set<() => void>();
const title = "ServiceOS";

/** The conversations feature tells; the shell shows. */
export function setAttention(next: Attention): void {
  if (next.waiting === attention.waiting && next.unread === attention.unread) return;
  attention = next;
  const total = next.waiting + next.unread;
  document.title = total > 0 ? `(${total}) ${title}` : title;
  for (const listener of listeners) listener();
}

export function useAttention(): Attention {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, () => attention);
}
