/** What passes between the loader on the shop's page and the widget it loads. */

export type Theme = "light" | "dark" | "auto";

export interface Options {
  origin: string;
  merchant: string;
  memberToken: string;
  product: string;
  order: string;
  locale: string;
  theme: Theme;
  nonce: string;
}

export interface LauncherLook {
  open: boolean;
  unread: number;
  label: string;
  back?: string;
  ink?: string;
}

export interface Boot {
  options: Options;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  /** Paints the launcher; null takes it off the page. */
  paint(look: LauncherLook | null): void;
}

export interface Running {
  /** Opens the chat; anew when the shopper asks about what is on the page, even if the chat knew it before; quiet leaves the focus on the page. */
  open(anew: boolean, quiet?: boolean): void;
  close(): void;
  update(options: Options): void;
}

export type Start = (boot: Boot) => Running;

export interface PageContext {
  product?: string;
  order?: string;
}

export interface PublicApi {
  /** Opens the chat, about something when it is given. */
  open(context?: PageContext): void;
  close(): void;
  /** Signs the shopper in (a member token) or out (an empty one). */
  identify(memberToken?: string | null): void;
  /** Tells what the shopper is looking at. */
  page(context: PageContext): void;
  /** For widget.js only. */
  attach(start: Start): void;
}

declare global {
  interface Window {
    ServiceOS?: PublicApi;
  }
}

/** Adds a style sheet in the way a strict content security policy allows. */
export function addStyles(root: ShadowRoot, css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement("style");
    if (nonce) style.nonce = nonce;
    style.textContent = css;
    root.append(style);
  }
}
