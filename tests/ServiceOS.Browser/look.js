// What a careful reader of the page would complain about: texts that were never written, controls without a name, and text
// that is hard to read. Runs in the page; gives sentences, none when all is well.
() => {
  const AA = 4.5;
  const AA_LARGE = 3;
  const faults = new Set();

  const everything = [];
  const gather = (root) => {
    for (const element of root.querySelectorAll("*")) {
      everything.push(element);
      if (element.shadowRoot) gather(element.shadowRoot);
    }
  };
  gather(document);

  const parentOf = (node) => node.parentElement ?? (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const brief = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const where = (element) => `${element.tagName.toLowerCase()}.${String(element.getAttribute("class") ?? "").trim().replace(/\s+/g, ".")}`;

  const colours = new Map();
  const colourOf = (text) => {
    if (!colours.has(text)) colours.set(text, readColour(text));
    return [...colours.get(text)];
  };
  const readColour = (text) => {
    const canvas = readColour.canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** What lies behind the text; undefined when it is a picture. */
  const groundOf = (element) => {
    const layers = [];
    for (let up = element; up; up = parentOf(up)) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== "none") return undefined;
      const colour = colourOf(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const opacityOf = (element) => {
    let opacity = 1;
    for (let up = element; up; up = parentOf(up)) opacity *= Number(getComputedStyle(up).opacity);
    return opacity;
  };
  const isOff = (element) => {
    for (let up = element; up; up = parentOf(up)) if (up.disabled || up.getAttribute("aria-disabled") === "true" || up.matches(".ant-select-disabled, .visually-hidden")) return true;
    return false;
  };

  const KEY = /^[a-z][\w-]*(\.[a-zA-Z][\w-]*){1,}$/;
  const KNOWN = /\.(csv|xlsx|com|cn|example|png|pdf|txt|json|js|css|html)$/i;
  const looksLikeKey = (text) => (KEY.test(text.trim()) && !KNOWN.test(text.trim())) || /\{\{\w+\}\}/.test(text);

  for (const element of everything) {
    if (!isShown(element) || element.closest("code, pre, textarea")) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = element.getAttribute(name);
      if (text && looksLikeKey(text) && !text.includes("{{")) faults.add(`untranslated ${name}: ${text}`);
    }

    const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("");
    if (words.trim() !== "") {
      if (looksLikeKey(words) && !words.includes("{{")) faults.add(`untranslated text: ${brief(words)}`);
      const ground = isOff(element) ? undefined : groundOf(element);
      if (ground) {
        const style = getComputedStyle(element);
        const ink = colourOf(style.color);
        ink[3] *= opacityOf(element);
        const [a, b] = [light(over(ink, ground)), light(ground)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const px = parseFloat(style.fontSize);
        const need = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700) ? AA_LARGE : AA;
        if (ratio < need - 0.005) faults.add(`contrast ${ratio.toFixed(2)} < ${need}: "${brief(words)}" in ${where(element)}`);
      }
    }

    if (element.matches("button, a[href], input:not([type=hidden]), textarea, select, [role=button], [role=tab], [role=checkbox], [role=switch], [role=combobox], [role=textbox]")) {
      const labelled = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
        .map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join("");
      const name = element.getAttribute("aria-label") || labelled || [...(element.labels ?? [])].map((label) => label.textContent).join("")
        || element.getAttribute("title") || (element.matches("input, textarea, select") ? "" : element.textContent)
        || [...element.querySelectorAll("[aria-label], [alt], [title]")].map((inner) => inner.getAttribute("aria-label") || inner.getAttribute("alt") || inner.getAttribute("title")).join("");
      if (!name?.trim()) faults.add(`no name: ${where(element)}${element.id ? `#${element.id}` : ""}`);
    }
  }
  return [...faults];
}
