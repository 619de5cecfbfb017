import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readShop, say, slugInAddress, type Language, type Shop } from "./data";
import { Detail, Products } from "./Products";
import { TopBar } from "./TopBar";
import { embedWidget, forgetOrder, openWidget } from "./widget";
import { words } from "./words";

export interface View {
  shop: Shop;
  language: Language;
  theme: string;
  /** Which of the shoppers is signed in; null is a visitor. */
  shopper: number | null;
  product: string;
  go(change: Partial<Pick<View, "language" | "theme" | "shopper" | "product">>): void;
  /** Opens the chat, about an order when one is given. */
  ask(order?: string): void;
}

export function App(): JSX.Element {
  const [shop, setShop] = useState<Shop | null | "loading" | "failed">("loading");
  const [place, setPlace] = useState(readPlace);
  const { language, theme, shopper, product } = place;
  const slug = slugInAddress();

  const load = () => {
    readShop(slug).then(setShop, () => setShop("failed"));
  };
  // a member token lives an hour at most, so choosing who is signed in reads a new one
  useEffect(load, [slug, shopper]);
  useEffect(() => {
    const back = () => setPlace(readPlace());
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset["theme"] = theme;
    if (typeof shop !== "object" || shop === null) return;
    document.title = say(shop.merchant.name, language);
    const memberToken = shopper === null ? "" : (shop.shoppers[shopper]?.memberToken ?? "");
    embedWidget({ merchant: shop.merchant.slug, memberToken, product, locale: language, theme });
  }, [shop, language, theme, shopper, product]);

  if (shop === "loading") return <p class="blank" />;
  if (shop === "failed" || shop === null) {
    return (
      <main class="blank">
        <p role="alert">{words[language][shop ? "failed" : "none"]}</p>
        {shop && (
          <button type="button" class="primary" onClick={load}>
            {words[language].again}
          </button>
        )}
      </main>
    );
  }
  const view: View = {
    shop,
    language,
    theme,
    shopper,
    product,
    go(change) {
      const next = { ...place, ...change };
      remember(next, change.product !== undefined || change.shopper !== undefined);
      setPlace(next);
      if (change.shopper !== undefined || change.product !== undefined) forgetOrder();
      if (change.product !== undefined) window.scrollTo(0, 0);
    },
    ask(order = "") {
      openWidget(product, order);
    },
  };
  const shown = shop.products.find((one) => one.id === product);
  return (
    <div style={{ "--brand": shop.merchant.color }}>
      <TopBar view={view} />
      <main>{shown ? <Detail view={view} product={shown} /> : <Products view={view} />}</main>
      <footer>
        <p>{words[language].demo}</p>
        <nav aria-label={words[language].others}>
          {shop.others.map((other) => (
            <a key={other.slug} href={`/shop/${other.slug}`}>
              {say(other.name, language)}
            </a>
          ))}
        </nav>
      </footer>
    </div>
  );
}

type Place = Pick<View, "language" | "theme" | "shopper" | "product">;

function readPlace(): Place {
  const address = new URLSearchParams(location.search);
  const shopper = Number.parseInt(address.get("as") ?? "", 10);
  const kept = address.get("lang") ?? recall("lang") ?? navigator.language;
  return {
    language: kept.startsWith("zh") ? "zh-CN" : "en",
    theme: address.get("theme") ?? recall("theme") ?? "auto",
    shopper: Number.isNaN(shopper) ? null : shopper,
    product: address.get("product") ?? "",
  };
}

function remember(place: Place, moved: boolean): void {
  try {
    localStorage.setItem("shop:lang", place.language);
    localStorage.setItem("shop:theme", place.theme);
  } catch {
    // the choice lasts until the page is left
  }
  if (!moved) return;
  const address = new URLSearchParams();
  if (place.product) address.set("product", place.product);
  if (place.shopper !== null) address.set("as", String(place.shopper));
  const query = address.toString();
  history.pushState(null, "", query ? `?${query}` : location.pathname);
}

function recall(name: string): string | null {
  try {
    return localStorage.getItem(`shop:${name}`);
  } catch {
    return null;
  }
}
