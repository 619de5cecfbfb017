export type Language = "zh-CN" | "en";
export type Words = string | Partial<Record<Language, string>>;

export interface Product {
  id: string;
  name: Words;
  priceFen: number;
  category: string;
  description: Words;
  attributes: Record<string, Words>;
}

export interface Order {
  id: string;
  number: string;
  state: "unpaid" | "paid" | "shipped" | "delivered" | "cancelled" | "refunded";
  placedAt: string;
  /** The name of its first item, and how many it has. */
  item: string;
  items: number;
}

export interface Shopper {
  name: string;
  memberToken: string;
  orders: Order[];
}

export interface Shop {
  merchant: { slug: string; name: Words; color: string };
  products: Product[];
  shoppers: Shopper[];
  others: { slug: string; name: Words }[];
}

/** The shop in the address, read from the server; null when there is no such shop. */
export async function readShop(slug: string): Promise<Shop | null> {
  const response = await fetch(`/demo/shop/${encodeURIComponent(slug)}.json`, { cache: "no-store" });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as Shop;
}

export function slugInAddress(path: string = location.pathname): string {
  return decodeURIComponent(path.replace(/^\/shop\/?/, "").split("/")[0] ?? "");
}

export function say(words: Words | undefined, language: Language): string {
  if (words === undefined || typeof words === "string") return words ?? "";
  return words[language] ?? words["zh-CN"] ?? words.en ?? "";
}

export function price(fen: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: "CNY", currencyDisplay: "narrowSymbol" }).format(fen / 100);
}

export function day(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { month: "short", day: "numeric" }).format(new Date(iso));
}
