import { useCallback, useEffect, useRef } from "react";

/** A function that never changes but always runs the newest version: for memoised children. */
export function useStable<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
