import { useCallback, useEffect, useRef, useState } from "react";

export type SaveState = { kind: "clean" } | { kind: "held" } | { kind: "waiting" } | { kind: "saving" } | { kind: "saved"; at: string } | { kind: "failed"; error: unknown };

const pauseMs = 800;

/**
 * Saves what was typed last, after a pause, one call at a time; a slow call never overwrites newer words.
 * Words not yet saved are sent when the editor closes, and kept in it when saving fails.
 */
export function useAutosave<T>(save: (value: T) => Promise<unknown>) {
  const [state, setState] = useState<SaveState>({ kind: "clean" });
  const held = useRef<{ pending: { value: T } | undefined; running: Promise<boolean> | undefined; timer: ReturnType<typeof setTimeout> | undefined; open: boolean }>(
    { pending: undefined, running: undefined, timer: undefined, open: true });
  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  });

  const run = useCallback(async (): Promise<boolean> => {
    const my = held.current;
    const show = (next: SaveState) => my.open && setState(next);
    while (my.pending) {
      const { value } = my.pending;
      my.pending = undefined;
      show({ kind: "saving" });
      try {
        await latestSave.current(value);
      } catch (error) {
        my.pending ??= { value };
        show({ kind: "failed", error });
        return false;
      }
    }
    show({ kind: "saved", at: new Date().toISOString() });
    return true;
  }, []);

  /** Saves now; false when that failed. */
  const flush = useCallback(async (): Promise<boolean> => {
    const my = held.current;
    clearTimeout(my.timer);
    if (my.running) await my.running;
    if (!my.pending) return true;
    my.running = run().finally(() => (my.running = undefined));
    return my.running;
  }, [run]);

  const change = useCallback((value: T) => {
    const my = held.current;
    my.pending = { value };
    setState({ kind: "waiting" });
    clearTimeout(my.timer);
    my.timer = setTimeout(() => void flush(), pauseMs);
  }, [flush]);

  /** What is typed can't be saved as it is; an older, whole text must not be sent in its place later. */
  const hold = useCallback(() => {
    clearTimeout(held.current.timer);
    held.current.pending = undefined;
    setState({ kind: "held" });
  }, []);

  /** Forgets what was typed and not saved. */
  const drop = useCallback(() => {
    clearTimeout(held.current.timer);
    held.current.pending = undefined;
    setState({ kind: "clean" });
  }, []);

  useEffect(() => {
    const my = held.current;
    my.open = true;
    const warn = (event: BeforeUnloadEvent) => my.pending && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      my.open = false;
      void flush();
    };
  }, [flush]);

  return { state, change, hold, drop, flush };
}
