import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const phoneQuery = "(max-width: 480px)";

export function usePhone(): boolean {
  const [phone, setPhone] = useState(() => matchMedia(phoneQuery).matches);
  useEffect(() => {
    const query = matchMedia(phoneQuery);
    const change = () => setPhone(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return phone;
}

/** Fits the full-screen panel into what the on-screen keyboard leaves, and keeps the page behind still. */
export function useVisibleArea(panel: RefObject<HTMLElement | null>, phone: boolean): void {
  useEffect(() => {
    const element = panel.current;
    const area = window.visualViewport;
    if (!element || !phone) return;
    const fit = () => {
      if (!area) return;
      element.style.setProperty("--area-height", `${Math.round(area.height)}px`);
      element.style.setProperty("--area-top", `${Math.round(area.offsetTop)}px`);
      // with the keyboard up, its own edge is the safe one
      element.classList.toggle("keyboard", window.innerHeight - area.height > 120);
    };
    fit();
    area?.addEventListener("resize", fit);
    area?.addEventListener("scroll", fit);
    const page = document.documentElement;
    const before = page.style.overflow;
    page.style.overflow = "hidden";
    return () => {
      area?.removeEventListener("resize", fit);
      area?.removeEventListener("scroll", fit);
      page.style.overflow = before;
      element.style.removeProperty("--area-height");
      element.style.removeProperty("--area-top");
      element.classList.remove("keyboard");
    };
  }, [panel, phone]);
}
