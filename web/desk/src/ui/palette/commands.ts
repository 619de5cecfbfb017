import { useEffect, useRef } from "react";

export interface Command {
  id: string;
  label: string;
  /** Shown at the right, as the key that does the same. */
  keys?: string;
  hint?: string;
  run: () => void;
}

const registered = new Set<{ current: Command[] }>();

/** What the palette offers while the caller is on screen. */
export function useCommands(commands: Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    registered.add(latest);
    return () => void registered.delete(latest);
  }, []);
}

export function allCommands(): Command[] {
  return [...registered].reverse().flatMap((entry) => entry.current);
}
