import type { Id, ItemState, Locale } from "@serviceos/shared/api";
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import type { Filters } from "./api";

export type Tab = "content" | "versions";
type Key = "item" | "new" | "tab" | "import" | "wrong" | "gaps" | "replay" | "golden" | "rollout" | "q" | "language" | "state" | "category";
export type Go = (changes: Partial<Record<Key, string | undefined>>, replace?: boolean) => void;

const states: readonly string[] = ["draft", "published", "changed", "archived"] satisfies ItemState[];

/** Everything this screen can be pointed at, in the address bar: an item, a tab, the filters. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const go = useCallback<Go>((changes, replace = false) => setSearch((old) => {
    const next = new URLSearchParams(old);
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    return next;
  }, { replace }), [setSearch]);

  const language = search.get("language");
  const state = search.get("state");
  const filters: Filters = {
    q: search.get("q") ?? undefined,
    language: language === "zh-CN" || language === "en" ? (language satisfies Locale) : undefined,
    state: state && states.includes(state) ? (state as ItemState) : undefined,
    category: search.get("category") ?? undefined,
  };
  return {
    filters,
    item: (search.get("item") ?? undefined) as Id | undefined,
    isNew: search.has("new"),
    tab: (search.get("tab") === "versions" ? "versions" : "content") as Tab,
    importing: search.has("import"),
    wrong: search.has("wrong"),
    gaps: search.has("gaps"),
    replay: search.has("replay"),
    /** "1", or the words of one that is being added. */
    golden: search.get("golden") ?? undefined,
    /** "1" for the newest, or one's id. */
    rollout: search.get("rollout") ?? undefined,
    go,
  };
}
