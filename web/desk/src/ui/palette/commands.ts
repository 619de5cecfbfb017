import { useEffect, useRef } from "react";

export interface Command {
  id: string;
  label: string;
  /** Shown at the right, as the key that does the same. */
  keys?: string;
  hint?: string;
  /** Words of what was found, below its name. */
  line?: string | undefined;
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

type Finder = (typed: string) => Command[];
const finders = new Set<{ current: Finder }>();

/** What a part of the app knows already and can find by itself, also by pinyin initials. */
export function useFinder(find: Finder): void {
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  useEffect(() => {
    finders.add(latest);
    return () => void finders.delete(latest);
  }, []);
}

export function findKnown(typed: string): Command[] {
  return [...finders].flatMap((finder) => finder.current(typed));
}

export function allCommands(): Command[] {
  return [...registered].reverse().flatMap((entry) => entry.current);
}
