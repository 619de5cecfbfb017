import { addStyles, type Boot, type LauncherLook, type Options, type PageContext, type Running, type Start, type Theme } from "./boot";
import css from "./styles/launcher.css?inline";

declare const WIDGET_VERSION: string;

/** The few lines a shop's page runs at once: a button, and the rest on intent or when the page has nothing else to do. */
function install(script: HTMLScriptElement): void {
  const { origin } = new URL(script.src);
  const page = { product: "", order: "" };
  let memberToken = script.dataset["memberToken"] ?? "";
  let running: Running | null = null;
  let loading = false;
  let wanted = false;

  const read = (): Options => ({
    origin,
    merchant: script.dataset["merchant"] ?? "",
    memberToken,
    product: page.product || (script.dataset["product"] ?? ""),
    order: page.order || (script.dataset["order"] ?? ""),
    locale: script.dataset["locale"] ?? "",
    theme: (script.dataset["theme"] as Theme | undefined) ?? "auto",
    nonce: script.nonce,
  });

  const host = document.createElement("div");
  host.id = "serviceos";
  const root = host.attachShadow({ mode: "open" });
  addStyles(root, css, script.nonce);
  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.className = "launcher";
  launcher.append(picture("chat", "M8 10.500h12M8 15.500h8M5.500 4.500h17a2.500 2.500 0 0 1 2.500 2.500v11.500a2.500 2.500 0 0 1-2.500 2.500H13l-5.500 4.500V21h-2A2.500 2.500 0 0 1 3 18.500V7a2.500 2.500 0 0 1 2.500-2.500z"), picture("fold", "M7 11l7 7 7-7"));
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  launcher.append(badge);
  root.append(launcher);

  const openKey = `serviceos:${script.dataset["merchant"]}:open`;
  const paint = (look: LauncherLook | null): void => {
    launcher.hidden = look === null;
    if (!look) return;
    if (running) remember(openKey, look.open);
    launcher.setAttribute("aria-label", look.label);
    launcher.title = look.label;
    launcher.setAttribute("aria-expanded", String(look.open));
    launcher.classList.toggle("open", look.open);
    badge.hidden = look.unread === 0;
    badge.textContent = look.unread > 9 ? "9+" : String(look.unread);
    if (look.back) launcher.style.background = look.back;
    if (look.ink) launcher.style.color = look.ink;
  };
  const chinese = /^zh/i.test(read().locale || navigator.language);
  paint({ open: false, unread: 0, label: chinese ? "联系客服" : "Chat with us" });

  const load = (): void => {
    if (loading || running) return;
    loading = true;
    const widget = document.createElement("script");
    widget.async = true;
    widget.nonce = script.nonce;
    widget.src = `${origin}/widget/widget.js?v=${WIDGET_VERSION}`;
    widget.onerror = () => {
      // the next tap tries again
      loading = false;
      wanted = false;
      launcher.removeAttribute("aria-busy");
      widget.remove();
    };
    document.head.append(widget);
  };
  const lookAt = (context: PageContext): void => {
    page.product = context.product ?? "";
    page.order = context.order ?? "";
    update();
  };
  const open = (context?: PageContext): void => {
    // a shop may wire a button straight to this, which then hands over its event
    const about = Boolean(context?.product || context?.order);
    if (context && about) lookAt(context);
    if (running) return running.open(about);
    wanted = true;
    launcher.setAttribute("aria-busy", "true");
    load();
  };
  const close = (): void => {
    wanted = false;
    running?.close();
  };
  const update = (): void => running?.update(read());

  launcher.onclick = () => (launcher.classList.contains("open") ? close() : open());
  for (const intent of ["pointerenter", "focus", "touchstart"]) launcher.addEventListener(intent, load, { passive: true, once: true });

  window.ServiceOS = {
    open,
    close,
    identify(token) {
      memberToken = token ?? "";
      update();
    },
    page: lookAt,
    attach(begin: Start) {
      if (running) return;
      const boot: Boot = { options: read(), root, launcher, paint };
      const back = wasOpen(openKey);
      running = begin(boot);
      launcher.removeAttribute("aria-busy");
      if (wanted || back) running.open(false, !wanted);
    },
  };

  // a page that changes its mind about language, theme or shopper just changes the attributes
  new MutationObserver((changes) => {
    if (changes.some((change) => change.attributeName === "data-member-token")) memberToken = script.dataset["memberToken"] ?? "";
    update();
  }).observe(script, { attributes: true });

  const settle = (): void => {
    document.body.append(host);
    if (wasOpen(openKey)) return load();
    const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
    if (saving) return;
    const idle = (): unknown => ("requestIdleCallback" in window ? requestIdleCallback(load, { timeout: 5000 }) : setTimeout(load, 2000));
    if (document.readyState === "complete") idle();
    else window.addEventListener("load", idle, { once: true });
  };
  if (document.body) settle();
  else document.addEventListener("DOMContentLoaded", settle, { once: true });
}

/** Whether this tab had the chat open when it was last left: then it comes back with the next page, and after a reload. */
function wasOpen(key: string): boolean {
  try {
    return sessionStorage.getItem(key) !== null && (innerWidth > 480 || isReload());
  } catch {
    return false;
  }
}

/** On a phone the chat hides the page, so it comes back only over the same one. */
function isReload(): boolean {
  const [how] = performance.getEntriesByType("navigation");
  return (how as PerformanceNavigationTiming | undefined)?.type === "reload";
}

function remember(key: string, open: boolean): void {
  try {
    if (open) sessionStorage.setItem(key, "1");
    else sessionStorage.removeItem(key);
  } catch {
    // then the next page begins with the chat closed
  }
}

function picture(name: string, line: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 28 28");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", line);
  svg.append(path);
  return svg;
}

const found = document.currentScript ?? document.querySelector("script[data-merchant]");
if (found instanceof HTMLScriptElement && found.dataset["merchant"] && !window.ServiceOS) install(found);
