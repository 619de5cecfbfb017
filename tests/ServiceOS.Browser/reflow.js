// What a reader would miss on a narrow page: text and controls that stick out of it, or lie under one another. Runs in the page;
// gives sentences, none when all is well. What scrolls by itself (tables, the list of tabs) may be wider than it shows.
() => {
  const faults = new Set();
  const brief = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
  if (document.documentElement.scrollWidth > innerWidth) faults.add(`the page is ${document.documentElement.scrollWidth} px wide in ${innerWidth}`);
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      const { overflowX } = getComputedStyle(up);
      if ((overflowX === "auto" || overflowX === "scroll") && up.scrollWidth > up.clientWidth) return true;
    }
    return false;
  };
  /** Something that does not float lies over it, where it is not scrolled out of sight. */
  const isCovered = (element, box) => {
    const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2];
    for (let up = element; up && up !== document.documentElement; up = up.parentElement) {
      const { position, overflowX, overflowY } = getComputedStyle(up);
      if (position === "fixed") return false;
      const clip = up.getBoundingClientRect();
      if (`${overflowX} ${overflowY}` !== "visible visible" && (x <= clip.left + 1 || x >= clip.right - 1 || y <= clip.top + 1 || y >= clip.bottom - 1)) return false;
    }
    const hit = document.elementFromPoint(x, y);
    if (!hit || element.contains(hit) || hit.contains(element)) return false;
    for (let up = hit; up && !up.contains(element); up = up.parentElement)
      if (getComputedStyle(up).position !== "static" && getComputedStyle(up).position !== "relative") return false;
    return true;
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest(".visually-hidden, svg, canvas, .ant-select-sr-only")) continue;
    const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    if (!words && !element.matches("button, input, textarea, select")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(element)) faults.add(`sticks out: "${brief(element.textContent || element.getAttribute("aria-label") || element.tagName)}"`);
    if (words && isCovered(element, element.getClientRects()[0])) faults.add(`covered: "${brief(element.textContent)}"`);
    // a word of several letters one under the other
    if (words && box.width < 20 && box.height > 60) faults.add(`squeezed: "${brief(element.textContent)}"`);
  }
  return [...faults];
}
