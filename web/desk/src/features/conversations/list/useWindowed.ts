import { useLayoutEffect, useState, type RefObject } from "react";

const spareRows = 4;
/** Before the list has a height. */
const usualPx = 900;

/**
 * Which rows of a long list are on screen. All rows are equally high, so that a list of 20,000 costs what one of 20 does;
 * a general virtualiser measures every row anew whenever one comes in.
 */
export function useWindowed(box: RefObject<HTMLElement | null>, count: number, rowPx: number) {
  const [{ first, room }, look] = useState({ first: 0, room: Math.ceil(usualPx / rowPx) });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const update = () => look((was) => {
      const next = {
        first: Math.max(0, Math.floor(element.scrollTop / rowPx) - spareRows),
        room: Math.ceil((element.clientHeight || usualPx) / rowPx) + 1 + 2 * spareRows,
      };
      return was.first === next.first && was.room === next.room ? was : next;
    });
    update();
    element.addEventListener("scroll", update, { passive: true });
    const size = new ResizeObserver(update);
    size.observe(element);
    return () => {
      element.removeEventListener("scroll", update);
      size.disconnect();
    };
  }, [box, rowPx]);

  const scrollTo = (index: number) => {
    const element = box.current;
    if (!element) return;
    const top = index * rowPx;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (top + rowPx > element.scrollTop + element.clientHeight) element.scrollTo({ top: top + rowPx - element.clientHeight });
  };

  const start = Math.min(first, Math.max(0, count - room));
  return { start, end: Math.min(count, start + room), scrollTo };
}
