import type { Language } from "./data";

export interface Embedding {
  merchant: string;
  memberToken: string;
  product: string;
  locale: Language;
  theme: string;
}

const id = "serviceos-script";

/** The one script tag that any shop uses; on a change of mind only its attributes change. */
export function embedWidget(wish: Embedding): void {
  const found = document.getElementById(id);
  const script = found instanceof HTMLScriptElement ? found : document.createElement("script");
  const values: Record<string, string> = {
    merchant: wish.merchant,
    memberToken: wish.memberToken,
    product: wish.product,
    locale: wish.locale,
    theme: wish.theme,
  };
  for (const [name, value] of Object.entries(values)) {
    if (script.dataset[name] === value) continue;
    if (value) script.dataset[name] = value;
    else delete script.dataset[name];
  }
  if (found) return;
  script.id = id;
  script.async = true;
  script.src = `${location.origin}/widget/loader.js`;
  document.head.append(script);
}

interface Chat {
  open(about?: { product: string; order: string }): void;
  page(about: { product?: string; order?: string }): void;
}

const chat = (): Chat | undefined => (window as { ServiceOS?: Chat }).ServiceOS;

/** Opens the chat, about an order when one is given. */
export function openWidget(product: string, order = ""): void {
  chat()?.open({ product, order });
}

/** The next page is not about the order of the last one. */
export function forgetOrder(): void {
  chat()?.page({});
}
